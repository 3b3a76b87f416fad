/* bwrap's command line: what a program sees of this machine, and what it is kept from. */
#ifndef CODEQUEST_ARGUMENTS_H
#define CODEQUEST_ARGUMENTS_H

/* Descriptors that the command line names, besides the runner's channel. */
#define SECCOMP_FD 4
#define USERNS_FD 5

/* Call once in each slot, before the first container. */
void arguments_prepare(void);
/* The words for a container with this folder as /box, NULL at the end; valid until the next call. */
char **arguments_for(const char *box_path);

#endif
