/* Passes on what one program writes for another, and records it. */
#ifndef CODEQUEST_RELAY_H
#define CODEQUEST_RELAY_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#define RELAY_EVENTS 2
#define RELAY_BYTES 16384
#define TRANSCRIPT_BYTES_MAX (1 << 20)
/* The size of the pipes of Kattis' problemtools, which keeps them open too: support/interactive/interactive.cc. */
#define DRAIN_BYTES_MAX (1 << 20)

/* Entries of a transcript_head and bytes; the last one is `open` for more of the same direction. */
struct transcript {
  size_t bytes, most, last;
  int truncated;
  char content[TRANSCRIPT_BYTES_MAX];
};

struct relay {
  int from, to; /* -1 if closed */
  int direction; /* who writes */
  /* Its reader has ended: what is written is dropped, as long as some bytes are left. */
  int drains;
  size_t left;
  /* The reader's input may end with `from`: see relay_may_end. */
  int may_end;
  size_t start, end;
  char buffer[RELAY_BYTES];
};
#define RELAY_NONE {.from = -1, .to = -1}

/* Takes both descriptors. The reader's end of `to` must stay open elsewhere until relay_drain. */
void relay_start(struct relay *r, int from, int to, int direction);
void relay_stop(struct relay *r);
/* From now on the end of what is written is passed on too. */
void relay_may_end(struct relay *r);
/*
 * The reader has ended. The writer does not notice, as as it may be writing its last output: DRAIN_BYTES_MAX more are read, then its pipe is
 * closed.
 */
void relay_drain(struct relay *r);
uint32_t relay_unread(const struct relay *r);
void relay_events(const struct relay *r, struct pollfd *events);
/* `t` may be NULL. */
void relay_handle(struct relay *r, struct transcript *t, const struct pollfd *events);

void transcript_start(struct transcript *t, size_t most);

#endif
