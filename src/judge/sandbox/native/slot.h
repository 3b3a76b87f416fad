/* Serves one worker connection in a separate process: one open container and one spare, already started. */
#ifndef CODEQUEST_SLOT_H
#define CODEQUEST_SLOT_H

#include <poll.h>

/* Never returns. */
void slot_serve(int socket, int index, int cpu, const char *daemon_folder) __attribute__((noreturn));

/* Events to watch while a program runs, besides the program: the worker, signals, a starting spare. */
#define SLOT_EVENTS 3
void slot_events(struct pollfd *events);
void slot_handle(struct pollfd *events);
/* Called when a program has been running for a while: there is time to start a spare. */
void slot_idle(void);

#endif
