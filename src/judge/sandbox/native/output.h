/* What a program writes, read from a pipe up to a limit. */
#ifndef CODEQUEST_OUTPUT_H
#define CODEQUEST_OUTPUT_H

#include <stddef.h>
#include <stdint.h>

struct output {
  char *bytes;
  size_t capacity, kept;
  uint64_t total;
};

/* Call once in each slot. */
void outputs_prepare(void);
/* Opens a pipe for a program to write to; its reading end does not block. Returns the writing end, or -1. */
int output_open(int *reading);
/*
 * Reads what is there; keeps at most `keep` bytes. With `drops` the excess is discarded unread, otherwise it counts into `total`, and one
 * call may return before all is read. Returns 0 at the end of the stream.
 */
int output_read(struct output *o, int pipe, uint64_t keep, int drops);
/* Reads what is left after every writer has ended, and closes the pipe. */
void output_finish(struct output *o, int pipe, uint64_t keep, int drops);
/* Frees a buffer that became large. */
void output_release(struct output *o);

#endif
