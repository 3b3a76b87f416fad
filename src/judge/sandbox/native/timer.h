/* The time limits of one program: CPU time, time on the clock, and a deadline for a program that gets no core. */
#ifndef CODEQUEST_TIMER_H
#define CODEQUEST_TIMER_H

#include "channel.h"
#include "container.h"
#include "frames.h"
#include "waiting.h"

struct timer {
  const struct container *container;
  const struct exec_body *limits;
  struct waiting *waiting;
  /* Of the program at the other end of its pipes, or NULL: while that one computes, this one may have to wait for it. */
  const struct timer *peer;
  /* `excused` is what the wall limit excludes. */
  int64_t started, waited, excused, waiting_check, cpu_before, cpu_check;
};

/* Call right before the program starts; each running program has its own `waiting`. `cpu_before` is -1 if the control group can't be read. */
void timer_start(struct timer *t, const struct container *c, const struct exec_body *limits, struct waiting *waiting);
/* Returns the limit that was reached, or NOT_STOPPED and in `*next` when to check again. */
enum stop_reason timer_check(struct timer *t, int64_t now, int64_t *next);

/*
 * The kernel's limit of each process, in whole seconds. A backstop: the launcher measures all processes together and fires first, unless
 * there is no control group to measure.
 */
uint32_t cpu_seconds(const struct exec_body *l);
/* Did the kernel's limit end the program? The signal alone does not tell: a program can raise it. */
int hit_cpu_seconds(const struct exec_body *l, const struct result_message *m);

#endif
