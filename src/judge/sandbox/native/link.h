/*
 * Joins the standard input and output of two programs by pipes. The kernel copies; only if a transcript is wanted do we pass on the bytes
 * ourselves.
 *
 * Each program notices the end of the other's output only when we know who ended first, so that this does not depend on the scheduler. We
 * keep open what the companion's program has of the pipes until its end is reported: by then we have looked whether the main program had
 * begun to end itself. We keep open what the main program writes to until it has ended: one that closes its output and fails later has
 * failed. What the companion's program closes while it goes on is passed on, as an interactor may send a long input and then its end.
 *
 * Neither notices that the other one no longer reads: a submission may end, or close its input, right after its last guess, and write a
 * last line after the interactor has accepted. While a program runs, what it does not read stays in the pipe; after its end it is dropped
 * up to DRAIN_BYTES_MAX, and only then the writer gets SIGPIPE.
 */
#ifndef CODEQUEST_LINK_H
#define CODEQUEST_LINK_H

#include <poll.h>

#include "container.h"
#include "relay.h"
#include "request.h"
#include "slot.h"

#define LINK_EVENTS (2 * RELAY_EVENTS)

struct link {
  /* Ends that a program has too, by program: what it reads from, and without a transcript what it writes to. */
  int held_inputs[2], held_outputs[2];
  int64_t closed_check; /* when to look next whether the companion's program has closed its output */
  int input_ended;      /* it has */
  /* By who writes. Without a transcript only those whose reader has ended. */
  struct relay relays[2];
  struct transcript *transcript;
  int64_t ended[2]; /* 0 before */
  enum which ended_first;
  int limit_reached, main_stopped;
  uint32_t unread[2]; /* bytes on the way to each program when a limit was first reached */
};

/* Opens the pipes and puts the programs' ends into the two requests. `transcript` may be NULL. 0 or -1. */
int link_open(struct link *link, struct run_request *requests, const unsigned *uids, struct transcript *transcript);
void link_close(struct link *link);
/* Call right before a program is ended because of a limit. */
void link_limit_reached(struct link *link, enum which which);
/* Call when a program is over. `ended` is when. */
void link_main_ended(struct link *link, int64_t ended);
/* The same for the other one. `main` is the container of the main program. */
void link_companion_ended(struct link *link, int64_t ended, const struct container *main);
/* Call from time to time. `companion` is the container of its program, which still runs. Returns when to call again. */
int64_t link_check(struct link *link, const struct container *companion, int64_t now);
void link_events(const struct link *link, struct pollfd *events);
void link_handle(struct link *link, const struct pollfd *events);

#endif
