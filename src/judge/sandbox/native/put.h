/* Writes a worker's file into the /box of the open container. */
#ifndef CODEQUEST_PUT_H
#define CODEQUEST_PUT_H

#include <stdint.h>

/* Reads a PUT request of `bytes` and answers it. */
void on_put(uint32_t bytes);

#endif
