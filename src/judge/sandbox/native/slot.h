/*
 * A slot serves one worker connection in a process of its own. It holds two containers: the worker's open one, and a spare, already
 * started.
 */
#ifndef CODEQUEST_SLOT_H
#define CODEQUEST_SLOT_H

#include <poll.h>
#include <stdint.h>

#include "container.h"

extern struct slot {
  int cpu; /* the core of its containers, or -1 */
  struct container *open;
  /* What the worker has done with the open container: ran a program, put files into /box. */
  int executed;
  uint64_t box_bytes, box_files;
} slot;

/* Call once in each slot. Containers are destroyed when the process is asked to end or the worker is gone. */
void slot_prepare(int socket, int cpu);
/* Destroys both containers. */
void slot_leave(void);
/* Returns a ready container, the spare if there is one; NULL with container_error. */
struct container *slot_take(void);
/* Replaces an open container that a program left unusable by a new one with the same files. 0 or -1. */
int slot_replace(void);
/* Call when there is time to start a spare. */
void slot_idle(void);
/* Waits for a request. Meanwhile starts a spare, and replaces an unusable container. */
void slot_wait(void);

/* Events to watch while a program runs, besides the program: the worker, signals, a starting spare. */
#define SLOT_EVENTS 3
void slot_events(struct pollfd *events);
/* Exits if the worker is gone or the process is asked to end. */
void slot_handle(struct pollfd *events);

#endif
