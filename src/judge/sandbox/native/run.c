#define _GNU_SOURCE
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup-trees.h"
#include "channel.h"
#include "slot.h"
#include "timer.h"
#include "weaken.h"

/* bwrap's monitor and the runner are also in the group. */
#define OWN_PROCESSES 2
/* Grace period for a runner to end its program before the container is killed from outside. */
#define STOP_NS_MAX 500000000LL
#define SPARE_AFTER_NS 20000000LL
#define OUTPUT_CHUNK 65536
#define DROP_BYTES (1 << 20)
/* More than a pipe can hold. */
#define LAST_READS 64

char run_error[256];

struct run {
  struct container *container;
  const struct exec_body *limits;
  struct run_result *result;
  int pipes[2];
  struct timer timer;
  int64_t stop_deadline;
  enum stop_reason stopped;
  uint32_t sequence;
};

static void stop(struct run *r, enum stop_reason reason) {
  if (r->stopped) return;
  r->stopped = reason;
  r->stop_deadline = now_ns() + STOP_NS_MAX;
  struct kill_message m = {.type = RUNNER_KILL, .sequence = r->sequence};
  if (send(r->container->channel, &m, sizeof m, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) r->stop_deadline = now_ns();
}

static int nowhere;

/* Opens what all runs share, so that a slot has the same descriptors after any program. */
void runs_prepare(void) {
  if ((nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)) < 0) fail("/dev/null: %s", strerror(errno));
}

/* Discards output without reading it: the kernel only releases the pages. Returns 0 at the end of the stream. */
static int drop_output(int pipe) {
  return splice(pipe, NULL, nowhere, NULL, DROP_BYTES, SPLICE_F_MOVE | SPLICE_F_NONBLOCK) != 0;
}

/* Reads the available output. Returns 0 at the end of the stream. */
static int read_output(struct run *r, int which) {
  struct output *o = &r->result->output[which];
  uint64_t keep = which == 0 ? r->limits->stdout_bytes : r->limits->stderr_bytes;
  if (WEAK("output")) keep = 1ULL << 30;
  for (;;) {
    /* Excess standard error is dropped, and does not count against any limit. */
    if (which == 1 && o->kept == keep) return drop_output(r->pipes[which]);
    if (o->capacity - o->kept < OUTPUT_CHUNK) {
      size_t capacity = o->capacity ? o->capacity * 2 : 2 * OUTPUT_CHUNK;
      char *bytes = realloc(o->bytes, capacity);
      if (!bytes) fail("out of memory for output");
      o->bytes = bytes;
      o->capacity = capacity;
    }
    ssize_t got = read(r->pipes[which], o->bytes + o->kept, OUTPUT_CHUNK);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return 1;
    if (got == 0) return 0;
    o->total += (uint64_t)got;
    o->kept += (size_t)got;
    if (o->kept > keep) o->kept = (size_t)keep;
    if (which == 0 && o->total > keep) stop(r, STOPPED_OUTPUT);
    if (got < OUTPUT_CHUNK || r->stopped) return 1;
  }
}

static int open_pipe(int *reading) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  /* Allows the program to reopen /dev/stdout; the pipe belongs to us, not to its user. */
  fchmod(ends[1], 0622);
  *reading = ends[0];
  return ends[1];
}

static int send_exec(struct run *r, const struct run_request *request, int out, int err) {
  const struct exec_body *l = r->limits;
  struct exec_message m = {
      .type = RUNNER_EXEC, .sequence = r->sequence, .argc = l->argc, .envc = l->envc, .strings_bytes = l->strings_bytes,
      .cpu_seconds = cpu_seconds(l),
      .stack_bytes = WEAK("memory") ? 1ULL << 32 : l->memory_bytes, .file_bytes = WEAK("file-size") ? 1ULL << 40 : l->file_bytes};
  struct iovec parts[2] = {{&m, sizeof m}, {(void *)request->strings, l->strings_bytes}};
  union {
    char space[CMSG_SPACE(PASSED_MAX * sizeof(int))];
    struct cmsghdr align;
  } control;
  memset(&control, 0, sizeof control);
  int fds[PASSED_MAX] = {request->stdin_fd, out, err};
  memcpy(fds + 3, request->given_fds, l->given_count * sizeof(int));
  size_t fds_bytes = (3 + l->given_count) * sizeof(int);
  struct msghdr head = {.msg_iov = parts, .msg_iovlen = 2, .msg_control = &control, .msg_controllen = CMSG_SPACE(fds_bytes)};
  struct cmsghdr *c = CMSG_FIRSTHDR(&head);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN(fds_bytes);
  memcpy(CMSG_DATA(c), fds, fds_bytes);
  ssize_t sent;
  while ((sent = sendmsg(r->container->channel, &head, MSG_NOSIGNAL)) < 0 && errno == EINTR) {}
  return sent < 0 ? -1 : 0;
}

/* Stops the program when a limit is reached; returns when to check again. */
static int64_t check_time(struct run *r, int64_t now) {
  if (r->stopped) return r->stop_deadline;
  int64_t next;
  enum stop_reason reached = timer_check(&r->timer, now, &next);
  if (!reached) return next;
  stop(r, reached);
  return r->stop_deadline;
}

/* Waits until the runner reports (returns 1) or its container is dead. */
static int wait_for_result(struct run *r, struct result_message *m) {
  struct pollfd events[3 + SLOT_EVENTS];
  int64_t spare_at = r->timer.started + SPARE_AFTER_NS, alive_at = r->timer.started + ALIVE_NS;
  for (;;) {
    int64_t now = now_ns(), next = check_time(r, now);
    if (r->stopped && now >= r->stop_deadline) return 0;
    if (spare_at && now >= spare_at) {
      spare_at = 0;
      slot_idle();
    }
    if (now >= alive_at) {
      alive_at = now + ALIVE_NS;
      frame_send_alive();
    }
    if (spare_at && spare_at < next) next = spare_at;
    if (alive_at < next) next = alive_at;
    events[0] = (struct pollfd){.fd = r->container->channel, .events = POLLIN};
    for (int i = 0; i < 2; i++) events[1 + i] = (struct pollfd){.fd = r->pipes[i], .events = POLLIN};
    slot_events(events + 3);
    int64_t wait = next > now ? next - now : 0;
    struct timespec timeout = {wait / 1000000000LL, wait % 1000000000LL};
    if (ppoll(events, 3 + SLOT_EVENTS, &timeout, NULL) <= 0) continue;
    for (int i = 0; i < 2; i++)
      if (events[1 + i].revents && !read_output(r, i)) {
        close(r->pipes[i]);
        r->pipes[i] = -1;
      }
    if (events[0].revents) {
      ssize_t got = recv(r->container->channel, m, sizeof *m, MSG_DONTWAIT);
      if (got == sizeof *m && m->type == RUNNER_RESULT && (m->sequence == r->sequence || WEAK("channel"))) return 1;
      if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return 0;
    }
    slot_handle(events + 3);
  }
}

enum run_end run_program(struct container *c, const struct run_request *request, struct run_result *result) {
  const struct exec_body *l = &request->limits;
  struct run r = {.container = c, .limits = l, .result = result, .pipes = {-1, -1}, .sequence = ++c->sequence};
  memset(&result->body, 0, sizeof result->body);
  for (int i = 0; i < 2; i++) result->output[i].kept = result->output[i].total = 0;
  if (cgroup_limit(&c->cgroup, l->memory_bytes, (uint64_t)l->processes + OWN_PROCESSES) != 0) return RUN_NOT_STARTED;
  int out = open_pipe(&r.pipes[0]), err = open_pipe(&r.pipes[1]);
  if (out < 0 || err < 0) fail("no descriptors left");
  timer_start(&r.timer, c, l);
  int sent = send_exec(&r, request, out, err);
  close(out);
  close(err);

  struct result_message m = {.exit_code = -1};
  int reported = sent == 0 && wait_for_result(&r, &m);
  int64_t ended = now_ns();
  if (!reported) container_kill(c);
  int64_t cpu_after = cgroup_cpu_ns(&c->cgroup), oom_kills = cgroup_new_oom_kills(&c->cgroup);
  /* All writers are dead: the pipes contain the complete rest. */
  for (int i = 0; i < 2; i++) {
    if (r.pipes[i] < 0) continue;
    for (int reads = 0; reads < LAST_READS && read_output(&r, i); reads++) {
      struct pollfd p = {.fd = r.pipes[i], .events = POLLIN};
      if (poll(&p, 1, 0) <= 0 || !(p.revents & POLLIN)) break;
    }
    close(r.pipes[i]);
  }
  if (reported && !m.clean) c->dead = 1;
  if (sent != 0) return RUN_NOT_STARTED;
  if (reported && m.exec_errno == EUCLEAN) return RUN_NOT_STARTED;
  if (reported && m.exec_errno) {
    snprintf(run_error, sizeof run_error, "%s: %s", request->strings, strerror(m.exec_errno));
    return RUN_REFUSED;
  }
  if (cpu_after < 0 || r.timer.cpu_before < 0 || oom_kills < 0) {
    snprintf(run_error, sizeof run_error, "the control group could not be read");
    return RUN_LOST;
  }
  if (!reported && !r.stopped && oom_kills == 0) {
    snprintf(run_error, sizeof run_error, "the container died");
    return RUN_LOST;
  }
  struct result_body *b = &result->body;
  b->exit_code = m.exit_code;
  b->signal = reported ? m.signal : SIGKILL;
  /* A program that ended by itself before the order to stop arrived does not count as stopped, unless for its output. */
  b->stopped = (uint8_t)(!reported || m.killed || r.stopped == STOPPED_OUTPUT ? r.stopped : NOT_STOPPED);
  if (b->stopped == NOT_STOPPED && reported && hit_cpu_seconds(l, &m)) b->stopped = STOPPED_CPU;
  b->oom_killed = oom_kills > 0;
  b->file_at_limit = reported && m.file_at_limit;
  b->cpu_ns = cgroup_kind == CGROUP_NONE ? m.cpu_ns : (uint64_t)(cpu_after - r.timer.cpu_before);
  b->wall_ns = reported ? m.wall_ns : (uint64_t)(ended - r.timer.started);
  b->peak_memory_bytes = m.maxrss_bytes;
  b->stdout_bytes = (uint32_t)result->output[0].kept;
  b->stderr_bytes = (uint32_t)result->output[1].kept;
  return RUN_DONE;
}
