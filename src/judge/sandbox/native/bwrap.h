/* Turns a child of the launcher into bwrap. */
#ifndef CODEQUEST_BWRAP_H
#define CODEQUEST_BWRAP_H

#include <sys/types.h>

struct bwrap {
  const char *group; /* the control group to join */
  char **arguments;
  int complaints; /* becomes stderr */
  int channel;    /* becomes the runner's channel */
  int filter;     /* of system calls */
  uid_t uid;
  int cpu; /* a core, or -1 */
  pid_t parent;
};

/* In the child: joins the group while still privileged, drops all privileges, becomes bwrap. Says why in `complaints` if it can't. */
void become_bwrap(const struct bwrap *b) __attribute__((noreturn));

#endif
