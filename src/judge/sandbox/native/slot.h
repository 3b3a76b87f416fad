/* Serves one worker connection in a process of its own: one open container and one spare, already started. */
#ifndef CODEQUEST_SLOT_H
#define CODEQUEST_SLOT_H

#include <poll.h>

/* Never returns. */
void slot_serve(int socket, int index, int cpu, const char *daemon_folder) __attribute__((noreturn));

/* What a running program's loop must watch besides the program: the worker, signals, a spare that is starting. */
#define SLOT_EVENTS 3
void slot_events(struct pollfd *events);
void slot_handle(struct pollfd *events);
/* Called while a program has been running for a while: there is time to start a spare. */
void slot_idle(void);

#endif
