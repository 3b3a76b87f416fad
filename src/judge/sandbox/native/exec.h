/* Runs a worker's program in the open container, and in a new one if that can't run it. */
#ifndef CODEQUEST_EXEC_H
#define CODEQUEST_EXEC_H

#include <stdint.h>

/* Reads an EXEC request of `bytes` and answers it. */
void on_exec(uint32_t bytes);

#endif
