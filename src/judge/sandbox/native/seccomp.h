#ifndef CODEQUEST_SECCOMP_H
#define CODEQUEST_SECCOMP_H

/* A descriptor that holds the filter program, at its start; the reader consumes it, so each container gets its own. */
int seccomp_filter_fd(void);

#endif
