/* Reads what the worker wants to run: limits, arguments and files. */
#ifndef CODEQUEST_REQUEST_H
#define CODEQUEST_REQUEST_H

#include <stdint.h>

#include "channel.h"
#include "frames.h"

struct run_request {
  struct exec_body limits;
  const char *strings;
  int stdin_fd;  /* for reading */
  int stdout_fd; /* for writing; -1: output is read and kept */
  int given_fds[GIVEN_FILES_MAX];
};

/* Reads one program from a body of `*bytes` and leaves what follows it. NULL, or what is wrong; the rest is then still to be skipped. */
const char *request_read(struct run_request *request, char strings[STRINGS_MAX + 1], uint32_t *bytes);
/* The rest of the body becomes standard input. NULL, or what is wrong. */
const char *request_read_stdin(struct run_request *request, uint32_t *bytes);
void request_close(struct run_request *request);

#endif
