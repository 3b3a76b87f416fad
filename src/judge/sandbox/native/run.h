/* Runs programs from start to end: limits, timers and output. */
#ifndef CODEQUEST_RUN_H
#define CODEQUEST_RUN_H

#include "channel.h"
#include "container.h"
#include "frames.h"
#include "output.h"
#include "request.h"
#include "timer.h"

struct link;

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

struct run {
  struct container *container;
  const struct run_request *request;
  struct run_result *result;
  int pipes[2]; /* of its output, -1 if closed */
  struct timer timer;
  int64_t stop_deadline;
  enum stop_reason stopped;
  uint32_t sequence;
  int over;
  int64_t ended; /* when the program ended, if it is over */
  enum run_end end;
};

/* Call once in each slot. */
void runs_prepare(void);

extern char run_error[256];

/* Starts a program; another one that it talks to, or NULL, is started next. Two may run at the same time. */
void run_start(struct run *r, struct container *c, const struct run_request *request, struct run_result *result, struct run *peer);
/* Waits until all programs are over. If the container of one fails, the others are ended. `link` joins them, or is NULL. */
void runs_wait(struct run *runs, int count, struct link *link);
/* Call for each program that is over. */
enum run_end run_finish(struct run *r);
/* Answers a request whose program did not run to its end. */
void run_refuse(enum run_end end);
/* Frees buffers that became large. */
void run_release(struct run_result *result);

#endif
