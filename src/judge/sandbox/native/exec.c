#define _GNU_SOURCE
#include "exec.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "channel.h"
#include "frames.h"
#include "options.h"
#include "run.h"
#include "slot.h"
#include "weaken.h"

/* A worker is trusted, but must not exhaust this machine's memory. */
#define STDIN_BYTES_MAX (1ULL << 30)
#define OUTPUT_BYTES_MAX (1ULL << 30)
#define OUTPUT_KEPT_MAX (4U << 20)

static struct run_result result;

/* Part of the body as a sealed file that nobody can change any more. -1 with the bytes consumed. */
static int read_sealed(uint64_t bytes) {
  int fd = memfd_create("stdin", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) return frame_skip(bytes), -1;
  if (frame_read_to_file(fd, bytes) != 0) return close(fd), -1;
  if (WEAK("sealed-stdin")) {
    fchmod(fd, 0666);
    lseek(fd, 0, SEEK_SET);
    return fd;
  }
  char path[40];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  fchmod(fd, 0444);
  fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
  int reading = open(path, O_RDONLY | O_CLOEXEC);
  close(fd);
  return reading;
}

static const char *limits_problem(const struct exec_body *l) {
  if (l->memory_bytes < 1 << 20 || l->memory_bytes > 1ULL << 44) return "the memory limit is out of range";
  if (l->processes < 1 || l->processes > 4096) return "the process limit is out of range";
  if (l->cpu_ns < 1000000 || l->wall_ns < 1000000 || l->cpu_ns > 1ULL << 42 || l->wall_ns > 1ULL << 42) return "a time limit is out of range";
  if (l->deadline_ns < l->wall_ns || l->deadline_ns > 1ULL << 45) return "a deadline is out of range";
  if (l->stdout_bytes > OUTPUT_BYTES_MAX || l->stderr_bytes > OUTPUT_BYTES_MAX) return "an output limit is out of range";
  return NULL;
}

/* Bytes of the given files; more than the body has if the request is malformed. */
static uint64_t given_total(const struct exec_body *l) {
  uint64_t total = 0;
  if (l->given_count > GIVEN_FILES_MAX) return UINT64_MAX;
  for (uint32_t i = 0; i < l->given_count; i++) {
    if (l->given_bytes[i] > STDIN_BYTES_MAX) return UINT64_MAX;
    total += l->given_bytes[i];
  }
  return total;
}

/* Reads the given files and standard input. 0, or -1 with the body consumed. */
static int read_files(struct run_request *request, uint64_t bytes) {
  const struct exec_body *l = &request->limits;
  int failed = 0;
  for (uint32_t i = 0; i < l->given_count; i++) {
    request->given_fds[i] = read_sealed(l->given_bytes[i]);
    failed |= request->given_fds[i] < 0;
    bytes -= l->given_bytes[i];
  }
  request->stdin_fd = read_sealed(bytes);
  return failed || request->stdin_fd < 0 ? -1 : 0;
}

static void close_files(const struct run_request *request) {
  if (request->stdin_fd >= 0) close(request->stdin_fd);
  for (uint32_t i = 0; i < request->limits.given_count; i++)
    if (request->given_fds[i] >= 0) close(request->given_fds[i]);
}

void on_exec(uint32_t bytes) {
  static char strings[STRINGS_MAX + 1];
  struct run_request request = {.strings = strings, .stdin_fd = -1};
  struct exec_body *l = &request.limits;
  if (bytes < sizeof *l) return frame_skip(bytes), frame_refuse("a malformed request");
  frame_read(l, sizeof *l);
  bytes -= sizeof *l;
  const char *problem = !slot.open                                                    ? "no container is open"
                        : l->argc < 1 || l->argc > ARGUMENTS_MAX || l->envc > ARGUMENTS_MAX ||
                                l->strings_bytes > STRINGS_MAX || l->strings_bytes > bytes
                                                                                      ? "too many arguments"
                        : given_total(l) > bytes - l->strings_bytes                   ? "too many files, or one that is too large"
                        : bytes - l->strings_bytes - given_total(l) > STDIN_BYTES_MAX ? "standard input is too large"
                                                                                      : limits_problem(l);
  if (problem) return frame_skip(bytes), frame_refuse(problem);
  frame_read(strings, l->strings_bytes);
  strings[l->strings_bytes] = 0;
  if (read_files(&request, bytes - l->strings_bytes) != 0) return close_files(&request), frame_refuse("no memory for standard input");
  slot.executed = 1;
  /* Limits and times are for a machine of reference speed. */
  l->cpu_ns *= options.slowness;
  l->wall_ns *= options.slowness;
  l->deadline_ns *= options.slowness;
  enum run_end end = RUN_NOT_STARTED;
  for (int attempt = 0; attempt < 2 && end == RUN_NOT_STARTED; attempt++) {
    if ((slot.open->dead || attempt) && slot_replace() != 0) break;
    end = run_program(slot.open, &request, &result);
  }
  close_files(&request);
  result.body.cpu_ns /= options.slowness;
  result.body.wall_ns /= options.slowness;
  if (end == RUN_REFUSED) frame_refuse(run_error);
  else if (end == RUN_LOST) frame_send_error(CONTAINER_LOST, run_error);
  else if (end == RUN_NOT_STARTED) frame_send_error(CONTAINER_LOST, *container_error ? container_error : "the container is unusable");
  else {
    struct iovec parts[3] = {{&result.body, sizeof result.body},
                             {result.output[0].bytes, result.output[0].kept},
                             {result.output[1].bytes, result.output[1].kept}};
    frame_send(RESULT, parts, 3);
  }
  for (int i = 0; i < 2; i++)
    if (result.output[i].capacity > OUTPUT_KEPT_MAX) {
      free(result.output[i].bytes);
      result.output[i] = (struct output){0};
    }
}
