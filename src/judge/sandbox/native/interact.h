/* Runs two programs that talk to each other, one in the open container and one in its companion. */
#ifndef CODEQUEST_INTERACT_H
#define CODEQUEST_INTERACT_H

#include <stdint.h>

/* Reads an INTERACT request of `bytes` and answers it. */
void on_interact(uint32_t bytes);

#endif
