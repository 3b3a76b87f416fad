/*
 * How long a program was ready to run and had no core, because the machine is busy: not the program's doing, so its wall
 * limit leaves it out. Measured by looking at its threads from time to time; one program at a time.
 */
#ifndef CODEQUEST_WAITING_H
#define CODEQUEST_WAITING_H

#include "container.h"

void waiting_begin(void);
/*
 * Looks at the threads alive and returns the sum up to now. With `closely` it also counts the turn that a thread waits
 * for at this moment, which the kernel tells only afterwards.
 */
int64_t waiting_ns(const struct container *c, int64_t now, int closely);

#endif
