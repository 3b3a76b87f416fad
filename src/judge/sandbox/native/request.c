#define _GNU_SOURCE
#include "request.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "options.h"
#include "weaken.h"

/* A worker is trusted, but must not exhaust this machine's memory. */
#define FILE_BYTES_MAX (1ULL << 30)
#define OUTPUT_BYTES_MAX (1ULL << 30)

static const char no_memory[] = "no memory for a program's files";

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
    if (l->given_bytes[i] > FILE_BYTES_MAX) return UINT64_MAX;
    total += l->given_bytes[i];
  }
  return total;
}

const char *request_read(struct run_request *request, char strings[STRINGS_MAX + 1], uint32_t *bytes) {
  struct exec_body *l = &request->limits;
  *request = (struct run_request){.strings = strings, .stdin_fd = -1, .stdout_fd = -1, .given_fds = {-1, -1, -1}};
  if (*bytes < sizeof *l) return "a malformed request";
  frame_read(l, sizeof *l);
  *bytes -= (uint32_t)sizeof *l;
  if (l->argc < 1 || l->argc > ARGUMENTS_MAX || l->envc > ARGUMENTS_MAX || l->strings_bytes > STRINGS_MAX || l->strings_bytes > *bytes)
    return "too many arguments";
  if (given_total(l) > *bytes - l->strings_bytes) return "too many files, or one that is too large";
  const char *problem = limits_problem(l);
  if (problem) return problem;
  frame_read(strings, l->strings_bytes);
  strings[l->strings_bytes] = 0;
  *bytes -= l->strings_bytes;
  for (uint32_t i = 0; i < l->given_count; i++) {
    request->given_fds[i] = read_sealed(l->given_bytes[i]);
    *bytes -= (uint32_t)l->given_bytes[i];
    if (request->given_fds[i] < 0) return no_memory;
  }
  /* Limits and times are for a machine of reference speed. */
  l->cpu_ns *= options.slowness;
  l->wall_ns *= options.slowness;
  l->deadline_ns *= options.slowness;
  return NULL;
}

const char *request_read_stdin(struct run_request *request, uint32_t *bytes) {
  if (*bytes > FILE_BYTES_MAX) return "standard input is too large";
  request->stdin_fd = read_sealed(*bytes);
  *bytes = 0;
  return request->stdin_fd < 0 ? no_memory : NULL;
}

void request_close(struct run_request *request) {
  int *fds[] = {&request->stdin_fd, &request->stdout_fd, &request->given_fds[0], &request->given_fds[1], &request->given_fds[2]};
  for (unsigned i = 0; i < sizeof fds / sizeof *fds; i++) {
    if (*fds[i] >= 0) close(*fds[i]);
    *fds[i] = -1;
  }
}
