/* Sends the worker what a program left in /out of the open container. */
#ifndef CODEQUEST_COLLECT_H
#define CODEQUEST_COLLECT_H

#include <stdint.h>

/* Reads a COLLECT request of `bytes` and answers it. */
void on_collect(uint32_t bytes);

#endif
