#define _GNU_SOURCE
#include "run.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cgroup-trees.h"
#include "link.h"
#include "options.h"
#include "slot.h"
#include "weaken.h"

/* bwrap's monitor and the runner are also in the group. */
#define OWN_PROCESSES 2
/* Grace period for a runner to end its program before the container is killed from outside. */
#define STOP_NS_MAX 500000000LL
#define SPARE_AFTER_NS 20000000LL
#define RUNS_MAX 2
#define RUN_EVENTS 3

char run_error[256];

void runs_prepare(void) { outputs_prepare(); }

static void stop(struct run *r, enum stop_reason reason) {
  if (r->stopped) return;
  r->stopped = reason;
  r->stop_deadline = now_ns() + STOP_NS_MAX;
  struct kill_message m = {.type = RUNNER_KILL, .sequence = r->sequence};
  if (send(r->container->channel, &m, sizeof m, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) r->stop_deadline = now_ns();
}

static uint64_t kept_bytes(const struct run *r, int which) {
  const struct exec_body *l = &r->request->limits;
  return WEAK("output") ? 1ULL << 30 : which == 0 ? l->stdout_bytes : l->stderr_bytes;
}

/* Excess standard error is dropped, and does not count against any limit. */
static int read_output(struct run *r, int which) {
  struct output *o = &r->result->output[which];
  int more = output_read(o, r->pipes[which], kept_bytes(r, which), which == 1);
  if (which == 0 && o->total > kept_bytes(r, 0) && !r->over) stop(r, STOPPED_OUTPUT);
  return more;
}

static int send_exec(const struct run *r, int out, int err) {
  const struct exec_body *l = &r->request->limits;
  struct exec_message m = {
      .type = RUNNER_EXEC, .sequence = r->sequence, .argc = l->argc, .envc = l->envc, .strings_bytes = l->strings_bytes,
      .cpu_seconds = cpu_seconds(l), .keeps_out = l->keeps_out,
      .stack_bytes = WEAK("memory") ? 1ULL << 32 : l->memory_bytes, .file_bytes = WEAK("file-size") ? 1ULL << 40 : l->file_bytes};
  struct iovec parts[2] = {{&m, sizeof m}, {(void *)r->request->strings, l->strings_bytes}};
  union {
    char space[CMSG_SPACE(PASSED_MAX * sizeof(int))];
    struct cmsghdr align;
  } control;
  memset(&control, 0, sizeof control);
  int fds[PASSED_MAX] = {r->request->stdin_fd, out, err};
  memcpy(fds + 3, r->request->given_fds, l->given_count * sizeof(int));
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

void run_start(struct run *r, struct container *c, const struct run_request *request, struct run_result *result, struct run *peer) {
  static struct waiting waitings[RUNS_MAX];
  const struct exec_body *l = &request->limits;
  *r = (struct run){.container = c, .request = request, .result = result, .pipes = {-1, -1}, .sequence = ++c->sequence};
  memset(&result->body, 0, sizeof result->body);
  for (int i = 0; i < 2; i++) result->output[i].kept = result->output[i].total = 0;
  int ready = cgroup_limit(&c->cgroup, l->memory_bytes, (uint64_t)l->processes + OWN_PROCESSES) == 0;
  int keeps = request->stdout_fd < 0, out = keeps ? output_open(&r->pipes[0]) : request->stdout_fd, err = output_open(&r->pipes[1]);
  if (out < 0 || err < 0) fail("no descriptors left");
  /* The one that is started last has a peer that already runs. */
  timer_start(&r->timer, c, l, &waitings[peer && peer->timer.waiting == &waitings[0]]);
  if (peer) {
    r->timer.peer = &peer->timer;
    peer->timer.peer = &r->timer;
  }
  if (!ready || send_exec(r, out, err) != 0) {
    r->over = 1;
    r->ended = now_ns();
    r->end = RUN_NOT_STARTED;
  }
  if (keeps) close(out);
  close(err);
}

/* What became of a program that has ended, or whose container died: then `m` is NULL. */
static void conclude(struct run *r, const struct result_message *m) {
  static const struct result_message nothing = {.exit_code = -1, .signal = SIGKILL};
  const struct exec_body *l = &r->request->limits;
  int64_t now = now_ns();
  r->over = 1;
  r->ended = m ? (int64_t)m->ended_ns : now;
  if (!m) container_kill(r->container);
  if (m && !m->clean) r->container->dead = 1;
  if (m) r->container->out_used = m->out_used != 0;
  int64_t cpu_after = cgroup_cpu_ns(&r->container->cgroup), oom_kills = cgroup_new_oom_kills(&r->container->cgroup);
  if (m && m->exec_errno) {
    r->end = m->exec_errno == EUCLEAN ? RUN_NOT_STARTED : RUN_REFUSED;
    snprintf(run_error, sizeof run_error, "%s: %s", r->request->strings, strerror(m->exec_errno));
  } else if (cpu_after < 0 || r->timer.cpu_before < 0 || oom_kills < 0) {
    r->end = RUN_LOST;
    snprintf(run_error, sizeof run_error, "the control group could not be read");
  } else if (!m && !r->stopped && oom_kills == 0) {
    r->end = RUN_LOST;
    snprintf(run_error, sizeof run_error, "the container died");
  }
  if (r->end != RUN_DONE) return;
  struct result_body *b = &r->result->body;
  int reported = m != NULL;
  if (!m) m = &nothing;
  b->exit_code = m->exit_code;
  b->signal = m->signal;
  /* A program that ended by itself before the order to stop arrived does not count as stopped, unless for its output. */
  b->stopped = (uint8_t)(!reported || m->killed || r->stopped == STOPPED_OUTPUT ? r->stopped : NOT_STOPPED);
  if (b->stopped == NOT_STOPPED && reported && hit_cpu_seconds(l, m)) b->stopped = STOPPED_CPU;
  b->oom_killed = oom_kills > 0;
  b->file_at_limit = m->file_at_limit != 0;
  b->cpu_ns = cgroup_kind == CGROUP_NONE ? m->cpu_ns : (uint64_t)(cpu_after - r->timer.cpu_before);
  b->wall_ns = reported ? m->wall_ns : (uint64_t)(now - r->timer.started);
  b->peak_memory_bytes = m->maxrss_bytes;
}

/* Stops the program when a limit is reached; returns when to check again. */
static int64_t check_time(struct run *r, int64_t now, struct link *link, int which) {
  int64_t next = 0;
  enum stop_reason reached = r->stopped ? NOT_STOPPED : timer_check(&r->timer, now, &next);
  if (!r->stopped && !reached) return next;
  if (link && reached) link_limit_reached(link, (enum which)which);
  if (reached) stop(r, reached);
  if (now >= r->stop_deadline) conclude(r, NULL);
  return r->stop_deadline;
}

static void take_report(struct run *r) {
  struct result_message m;
  ssize_t got = recv(r->container->channel, &m, sizeof m, MSG_DONTWAIT);
  if (got == sizeof m && m.type == RUNNER_RESULT && (m.sequence == r->sequence || WEAK("channel"))) conclude(r, &m);
  else if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) conclude(r, NULL);
}

static void run_events(const struct run *r, struct pollfd *events) {
  events[0] = (struct pollfd){.fd = r->over ? -1 : r->container->channel, .events = POLLIN};
  for (int i = 0; i < 2; i++) events[1 + i] = (struct pollfd){.fd = r->pipes[i], .events = POLLIN};
}

static void run_handle(struct run *r, const struct pollfd *events) {
  for (int i = 0; i < 2; i++)
    if (events[1 + i].revents && !read_output(r, i)) {
      close(r->pipes[i]);
      r->pipes[i] = -1;
    }
  if (events[0].revents && !r->over) take_report(r);
}

/* Tells the link who has ended. Returns the number of programs that still run. */
static int settle(struct run *runs, int count, struct link *link) {
  int failed = 0, left = 0;
  for (int i = 0; i < count; i++) failed |= runs[i].over && runs[i].end != RUN_DONE;
  for (int i = 0; i < count; i++) {
    if (failed && !runs[i].over) {
      container_kill(runs[i].container);
      runs[i].over = 1;
      runs[i].ended = now_ns();
      runs[i].end = RUN_LOST;
    }
    left += !runs[i].over;
  }
  if (link && runs[MAIN].over) link_main_ended(link, runs[MAIN].ended);
  if (link && runs[COMPANION].over) link_companion_ended(link, runs[COMPANION].ended, runs[MAIN].container);
  /* Nothing that the companion could still say matters. */
  if (link && runs[MAIN].over && runs[MAIN].stopped && !runs[COMPANION].over) stop(&runs[COMPANION], STOPPED_WALL);
  return left;
}

void runs_wait(struct run *runs, int count, struct link *link) {
  struct pollfd events[RUNS_MAX * RUN_EVENTS + LINK_EVENTS + SLOT_EVENTS];
  int64_t started = runs[0].timer.started, spare_at = started + SPARE_AFTER_NS, alive_at = started + ALIVE_NS;
  int links = count * RUN_EVENTS, slots = links + (link ? LINK_EVENTS : 0);
  for (;;) {
    int64_t now = now_ns(), next = alive_at;
    for (int i = 0; i < count; i++) {
      int64_t check = runs[i].over ? next : check_time(&runs[i], now, link, i);
      if (check < next) next = check;
    }
    if (settle(runs, count, link) == 0) return;
    if (link) {
      int64_t check = link_check(link, runs[COMPANION].container, now);
      if (check < next) next = check;
    }
    if (spare_at && now >= spare_at) {
      spare_at = 0;
      slot_idle();
    }
    if (now >= alive_at) {
      alive_at = now + ALIVE_NS;
      frame_send_alive();
    }
    if (spare_at && spare_at < next) next = spare_at;
    for (int i = 0; i < count; i++) run_events(&runs[i], events + i * RUN_EVENTS);
    if (link) link_events(link, events + links);
    slot_events(events + slots);
    int64_t wait = next > now ? next - now : 0;
    struct timespec timeout = {wait / 1000000000LL, wait % 1000000000LL};
    if (ppoll(events, (nfds_t)slots + SLOT_EVENTS, &timeout, NULL) <= 0) continue;
    if (link) link_handle(link, events + links);
    for (int i = 0; i < count; i++) run_handle(&runs[i], events + i * RUN_EVENTS);
    if (settle(runs, count, link) == 0) return;
    slot_handle(events + slots);
  }
}

enum run_end run_finish(struct run *r) {
  struct run_result *result = r->result;
  /* All writers are dead: the pipes contain the complete rest. */
  for (int i = 0; i < 2; i++)
    if (r->pipes[i] >= 0) output_finish(&result->output[i], r->pipes[i], kept_bytes(r, i), i == 1);
  struct result_body *b = &result->body;
  if (result->output[0].total > kept_bytes(r, 0) && b->stopped == NOT_STOPPED) b->stopped = STOPPED_OUTPUT;
  b->stdout_bytes = (uint32_t)result->output[0].kept;
  b->stderr_bytes = (uint32_t)result->output[1].kept;
  b->cpu_ns /= options.slowness;
  b->wall_ns /= options.slowness;
  return r->end;
}

void run_refuse(enum run_end end) {
  if (end == RUN_REFUSED) frame_refuse(run_error);
  else if (end == RUN_LOST) frame_send_error(CONTAINER_LOST, run_error);
  else frame_send_error(CONTAINER_LOST, *container_error ? container_error : "the container is unusable");
}

void run_release(struct run_result *result) {
  for (int i = 0; i < 2; i++) output_release(&result->output[i]);
}
