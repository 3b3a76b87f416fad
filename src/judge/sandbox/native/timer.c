#define _GNU_SOURCE
#include "timer.h"

#include <signal.h>

#include "cgroup-trees.h"
#include "weaken.h"

#define CPU_POLL_NS_MIN 5000000LL
/*
 * How often the time without a core is measured. Most programs end before the first measurement, and what a thread waited after the
 * last measurement before its end is not seen.
 */
#define WAITING_POLL_NS 50000000LL

uint32_t cpu_seconds(const struct exec_body *l) {
  if (WEAK("cpu")) return 3600;
  uint32_t seconds = (uint32_t)((l->cpu_ns + 999999999ULL) / 1000000000ULL);
  /* The kernel samples this limit at its ticks, which can be some percent off the group's exact figure. */
  return cgroup_kind == CGROUP_NONE ? seconds : 2 * seconds + 1;
}

int hit_cpu_seconds(const struct exec_body *l, const struct result_message *m) {
  return cgroup_kind == CGROUP_NONE && (m->signal == SIGXCPU || m->signal == SIGKILL) && m->cpu_ns >= l->cpu_ns;
}

static int has_cpu_limit(void) { return cgroup_kind != CGROUP_NONE && !WEAK("cpu"); }

/* Time that the program computed or waited for a core. */
static int64_t busy_ns(const struct timer *t) {
  int64_t cpu = cgroup_cpu_ns(&t->container->cgroup);
  return t->waited + (cpu > t->cpu_before ? cpu - t->cpu_before : 0);
}

enum stop_reason timer_check(struct timer *t, int64_t now, int64_t *next) {
  const struct exec_body *l = t->limits;
  int64_t wall = WEAK("wall") ? INT64_MAX / 2 : (int64_t)l->wall_ns, deadline = t->started + (WEAK("wall") ? wall : (int64_t)l->deadline_ns);
  /* The wall limit is for programs that sleep. Waiting for a core is the machine's fault and not charged. */
  int seems_over = now >= t->started + wall + t->excused;
  if (now >= t->waiting_check || seems_over) {
    t->waited = waiting_ns(t->waiting, t->container, now, seems_over);
    t->excused = t->waited + (t->peer ? busy_ns(t->peer) : 0);
    t->waiting_check = now + WAITING_POLL_NS;
  }
  int64_t wall_end = t->started + wall + t->excused;
  int ends = now >= wall_end || now >= deadline;
  if (has_cpu_limit() && (now >= t->cpu_check || ends)) {
    int64_t used = cgroup_cpu_ns(&t->container->cgroup) - t->cpu_before, left = (int64_t)l->cpu_ns - used;
    if (left <= 0) return STOPPED_CPU;
    /* The program has one core, so it can't use up the rest any sooner. */
    t->cpu_check = now + (left > CPU_POLL_NS_MIN ? left : CPU_POLL_NS_MIN);
  }
  if (ends) return now >= wall_end ? STOPPED_WALL : STOPPED_STARVED;
  *next = t->waiting_check;
  if (wall_end < *next) *next = wall_end;
  if (deadline < *next) *next = deadline;
  if (has_cpu_limit() && t->cpu_check < *next) *next = t->cpu_check;
  return NOT_STOPPED;
}

void timer_start(struct timer *t, const struct container *c, const struct exec_body *limits, struct waiting *waiting) {
  *t = (struct timer){.container = c, .limits = limits, .waiting = waiting, .cpu_before = cgroup_cpu_ns(&c->cgroup)};
  t->started = now_ns();
  t->cpu_check = t->started + (int64_t)limits->cpu_ns;
  t->waiting_check = t->started + WAITING_POLL_NS;
  waiting_begin(waiting);
}
