#ifndef CODEQUEST_SECCOMP_H
#define CODEQUEST_SECCOMP_H

/* Returns a descriptor of the filter program, at its start; reading consumes it, so each container gets its own. */
int seccomp_filter_fd(void);

#endif
