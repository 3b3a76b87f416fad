/*
 * Measures how long a program was runnable but had no core because the machine is busy. The wall limit excludes this time, as it is
 * not the program's fault. Samples its threads from time to time; one program at a time.
 */
#ifndef CODEQUEST_WAITING_H
#define CODEQUEST_WAITING_H

#include "container.h"

void waiting_begin(void);
/*
 * Samples the live threads and returns the sum so far. With `closely` it includes the time that a thread is waiting right now, which
 * the kernel reports only afterwards.
 */
int64_t waiting_ns(const struct container *c, int64_t now, int closely);

#endif
