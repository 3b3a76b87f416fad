/*
 * A slot serves one worker connection in a process of its own. It holds the worker's open container, a spare, already started, and for
 * an interaction a companion, where the interactor runs. A companion is opened after a container and closed with it.
 */
#ifndef CODEQUEST_SLOT_H
#define CODEQUEST_SLOT_H

#include <poll.h>
#include <stdint.h>

#include "container.h"

enum which { MAIN = 0, COMPANION = 1 };

struct opened {
  struct container *container;
  /* What the worker has done with it: ran a program, put files into /box. */
  int executed;
  uint64_t box_bytes, box_files;
};

extern struct slot {
  int cpu; /* the core of its containers, or -1 */
  /* Users of their programs; that of a companion is 0 until one has been opened. */
  unsigned uids[2];
  struct opened opened[2];
} slot;

/* Call once in each slot. Containers are destroyed when the process is asked to end or the worker is gone. */
void slot_prepare(int socket, int cpu);
/* Destroys all containers. */
void slot_leave(void);
/* Opens a ready container, the spare if there is one. 0, or -1 with container_error. */
int slot_open(enum which which);
/* Closes what is open. */
void slot_close(void);
/* Replaces an open container that a program left unusable by a new one with the same files. 0 or -1. */
int slot_replace(enum which which);
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
