/* Answers the requests of one worker. */
#ifndef CODEQUEST_SERVE_H
#define CODEQUEST_SERVE_H

/* Serves a connection in this process, as number `index` of the slots, until it ends. Never returns. */
void serve_worker(int socket, int index, int cpu, const char *daemon_folder) __attribute__((noreturn));

#endif
