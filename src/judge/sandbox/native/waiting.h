/*
 * Measures how long a program was runnable but had no core because the machine is busy. The wall limit excludes this time, as it is
 * not the program's fault. Samples its threads from time to time.
 */
#ifndef CODEQUEST_WAITING_H
#define CODEQUEST_WAITING_H

#include <sys/types.h>

#include "container.h"

/* More than any limit of processes allows; if the list is truncated, the rest is not seen. */
#define THREADS_MAX 4200

/*
 * Threads that wait at the same time count once, those that live one after the other add up: `before` is what the program had waited
 * when this one began.
 */
struct thread {
  pid_t id;
  long long ran_ns, waited_ns, turns;
  int64_t before, unchanged_since;
};
struct waiting {
  struct thread tables[2][THREADS_MAX];
  int known; /* the table of the last sample */
  unsigned known_count;
  int64_t total_ns;
};

void waiting_begin(struct waiting *w);
/*
 * Samples the live threads and returns the sum so far. With `closely` it includes the time that a thread is waiting right now, which
 * the kernel reports only afterwards.
 */
int64_t waiting_ns(struct waiting *w, const struct container *c, int64_t now, int closely);
/* Has the program a thread that has not begun to end? An ending thread still has its files open, or has just closed them. */
int program_lives(const struct container *c);
/*
 * Has the program, which lives, closed this pipe of its own accord? 0 if that is not known: before it has started, while any of its threads
 * is ending, and without a control group or the right to see its files.
 */
int program_has_closed(const struct container *c, ino_t inode);

#endif
