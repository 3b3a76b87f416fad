/*
 * Joins the standard input and output of two programs by pipes. The kernel copies; only if a transcript is wanted do we pass on the bytes
 * ourselves.
 *
 * We keep open what the companion's program has of the pipes until its end is reported. The main program can so not notice that end before
 * we have looked whether it had begun to end itself: who was first does not depend on the scheduler. The main program's own ends close
 * when it closes them.
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
  /* Ends that the companion's program has too: for reading what the main one writes, for writing what it reads. */
  int held_reading, held_writing;
  /* Indexed by who writes; only with a transcript. */
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
void link_events(const struct link *link, struct pollfd *events);
void link_handle(struct link *link, const struct pollfd *events);

#endif
