/* Runs one program from start to end: limits, timers and output. */
#ifndef CODEQUEST_RUN_H
#define CODEQUEST_RUN_H

#include "channel.h"
#include "container.h"
#include "frames.h"

struct run_request {
  struct exec_body limits;
  const char *strings;
  int stdin_fd; /* read-only */
  int given_fds[GIVEN_FILES_MAX];
};

struct output {
  char *bytes;
  size_t capacity, kept;
  uint64_t total;
};

struct run_result {
  struct result_body body;
  struct output output[2]; /* stdout, stderr; the buffers stay for the next run */
};

enum run_end {
  RUN_DONE,
  RUN_NOT_STARTED, /* the container is unusable, the program never ran */
  RUN_REFUSED,     /* the program could not be started, `run_error` says why */
  RUN_LOST,        /* the container died without having reached a limit */
};

/* Call once in each slot. */
void runs_prepare(void);

extern char run_error[256];
enum run_end run_program(struct container *c, const struct run_request *request, struct run_result *result);

#endif
