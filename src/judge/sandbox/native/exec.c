#define _GNU_SOURCE
#include "exec.h"

#include "frames.h"
#include "request.h"
#include "run.h"
#include "slot.h"

static struct run_result result;
static char strings[STRINGS_MAX + 1];

void on_exec(uint32_t bytes) {
  struct run_request request;
  const char *problem = request_read(&request, strings, &bytes);
  enum which which = !problem && request.limits.which == COMPANION ? COMPANION : MAIN;
  if (!problem && !slot.opened[which].container) problem = "no container is open";
  if (!problem) problem = request_read_stdin(&request, &bytes);
  if (problem) return frame_skip(bytes), request_close(&request), frame_refuse(problem);
  struct opened *open = &slot.opened[which];
  open->executed = 1;
  enum run_end end = RUN_NOT_STARTED;
  for (int attempt = 0; attempt < 2 && end == RUN_NOT_STARTED; attempt++) {
    if ((open->container->dead || attempt) && (request.limits.keeps_out || slot_replace(which) != 0)) break;
    struct run run;
    run_start(&run, open->container, &request, &result, NULL);
    runs_wait(&run, 1, NULL);
    end = run_finish(&run);
  }
  request_close(&request);
  if (end == RUN_NOT_STARTED && request.limits.keeps_out) return frame_refuse(FILES_LOST);
  if (end != RUN_DONE) return run_refuse(end);
  struct iovec parts[3] = {{&result.body, sizeof result.body},
                           {result.output[0].bytes, result.output[0].kept},
                           {result.output[1].bytes, result.output[1].kept}};
  frame_send(RESULT, parts, 3);
  run_release(&result);
}
