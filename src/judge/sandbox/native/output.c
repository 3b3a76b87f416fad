#define _GNU_SOURCE
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system.h"

#define OUTPUT_CHUNK 65536
#define DROP_BYTES (1 << 20)
#define KEPT_MAX (4U << 20)
/* More than a pipe can hold. */
#define LAST_READS 64

static int nowhere;

/* Opens what all runs share, so that a slot has the same descriptors after any program. */
void outputs_prepare(void) {
  if ((nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)) < 0) fail("/dev/null: %s", strerror(errno));
}

int output_open(int *reading) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  /* Allows the program to reopen /dev/stdout; the pipe belongs to us, not to its user. */
  fchmod(ends[1], 0622);
  *reading = ends[0];
  return ends[1];
}

/* Discards output without reading it: the kernel only releases the pages. Returns 0 at the end of the stream. */
static int drop(int pipe) { return splice(pipe, NULL, nowhere, NULL, DROP_BYTES, SPLICE_F_MOVE | SPLICE_F_NONBLOCK) != 0; }

int output_read(struct output *o, int pipe, uint64_t keep, int drops) {
  for (;;) {
    if (drops && o->kept == keep) return drop(pipe);
    if (o->capacity - o->kept < OUTPUT_CHUNK) {
      size_t capacity = o->capacity ? o->capacity * 2 : 2 * OUTPUT_CHUNK;
      char *bytes = realloc(o->bytes, capacity);
      if (!bytes) fail("out of memory for output");
      o->bytes = bytes;
      o->capacity = capacity;
    }
    ssize_t got = read(pipe, o->bytes + o->kept, OUTPUT_CHUNK);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return 1;
    if (got == 0) return 0;
    o->total += (uint64_t)got;
    o->kept += (size_t)got;
    if (o->kept > keep) o->kept = (size_t)keep;
    if (got < OUTPUT_CHUNK || (!drops && o->total > keep)) return 1;
  }
}

void output_finish(struct output *o, int pipe, uint64_t keep, int drops) {
  for (int reads = 0; reads < LAST_READS && output_read(o, pipe, keep, drops); reads++) {
    struct pollfd p = {.fd = pipe, .events = POLLIN};
    if (poll(&p, 1, 0) <= 0 || !(p.revents & POLLIN)) break;
  }
  close(pipe);
}

void output_release(struct output *o) {
  if (o->capacity <= KEPT_MAX) return;
  free(o->bytes);
  *o = (struct output){0};
}
