/* The daemon's slots: a process for each connected worker, each on its core. */
#ifndef CODEQUEST_SLOTS_H
#define CODEQUEST_SLOTS_H

/* Accepts one connection and forks its slot, unless the other end is a stranger or every slot is taken. */
void slots_accept(int listener, const char *daemon_folder);
/* Cleans up after slots that have ended; returns how many are alive. */
int slots_reap(const char *daemon_folder);
void slots_stop(int signal_number);

#endif
