/*
 * Creates a user namespace that the program's user owns and in which 1000 is that user, never root. bwrap could create it itself, but
 * a machine may forbid that to ordinary users, so it is created while still root.
 */
#ifndef CODEQUEST_USERNS_H
#define CODEQUEST_USERNS_H

#include <sys/types.h>

/* Returns a descriptor, or -errno. */
int make_user_namespace(uid_t uid);

#endif
