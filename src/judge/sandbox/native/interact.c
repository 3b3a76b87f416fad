#define _GNU_SOURCE
#include "interact.h"

#include <unistd.h>

#include "frames.h"
#include "link.h"
#include "request.h"
#include "run.h"
#include "slot.h"
#include "system.h"

static struct run_result results[2];
static struct transcript transcript;
static struct link joined;

static void close_requests(struct run_request *requests) {
  for (int i = 0; i < 2; i++) request_close(&requests[i]);
}

/*
 * Files are read from their beginning again if the programs are started a second time. If one did not run to its end, `failed` is the one
 * that the result is about.
 */
static enum run_end interact(struct run_request *requests, size_t transcript_bytes, enum which *failed) {
  struct run runs[2];
  transcript_start(&transcript, transcript_bytes);
  if (link_open(&joined, requests, slot.uids, transcript_bytes ? &transcript : NULL) != 0) fail("no descriptors left");
  /* The companion first: it usually begins. */
  run_start(&runs[COMPANION], slot.opened[COMPANION].container, &requests[COMPANION], &results[COMPANION], NULL);
  run_start(&runs[MAIN], slot.opened[MAIN].container, &requests[MAIN], &results[MAIN], &runs[COMPANION]);
  for (int i = 0; i < 2; i++) {
    int *fds[] = {&requests[i].stdin_fd, &requests[i].stdout_fd};
    for (int j = 0; j < 2; j++) {
      close(*fds[j]);
      *fds[j] = -1;
    }
  }
  runs_wait(runs, 2, &joined);
  link_close(&joined);
  enum run_end ends[2] = {run_finish(&runs[MAIN]), run_finish(&runs[COMPANION])};
  /* A program that fails to start ends the other one, which then looks lost. */
  *failed = ends[MAIN] == RUN_DONE || (ends[MAIN] == RUN_LOST && ends[COMPANION] != RUN_DONE) ? COMPANION : MAIN;
  return ends[*failed];
}

/* May it fail to start because of what its last program left, which would cost the other container the files that it keeps? */
static int risks_peer(const struct container *c, const struct run_request *requests, int which) {
  return c->out_used && !requests[which].limits.keeps_out && requests[1 - which].limits.keeps_out;
}

static void answer(void) {
  struct interacted_body body = {.ended_first = (uint8_t)joined.ended_first,
                                 .unread = {joined.unread[MAIN], joined.unread[COMPANION]},
                                 .truncated = transcript.truncated != 0,
                                 .transcript_bytes = (uint32_t)transcript.bytes};
  struct iovec parts[6] = {{&body, sizeof body},
                           {&results[MAIN].body, sizeof results[MAIN].body},
                           {&results[COMPANION].body, sizeof results[COMPANION].body},
                           {results[MAIN].output[1].bytes, results[MAIN].output[1].kept},
                           {results[COMPANION].output[1].bytes, results[COMPANION].output[1].kept},
                           {transcript.content, transcript.bytes}};
  frame_send(INTERACTED, parts, 6);
}

void on_interact(uint32_t bytes) {
  static char strings[2][STRINGS_MAX + 1];
  struct interact_body body = {0};
  struct run_request requests[2] = {{.stdin_fd = -1, .stdout_fd = -1, .given_fds = {-1, -1, -1}}, {.stdin_fd = -1, .stdout_fd = -1, .given_fds = {-1, -1, -1}}};
  const char *problem = bytes < sizeof body ? "a malformed request" : NULL;
  if (!problem) {
    frame_read(&body, sizeof body);
    bytes -= (uint32_t)sizeof body;
  }
  for (int i = 0; i < 2 && !problem; i++) problem = request_read(&requests[i], strings[i], &bytes);
  if (!problem && bytes) problem = "a malformed request";
  if (!problem && (!slot.opened[MAIN].container || !slot.opened[COMPANION].container)) problem = "a container and its companion must be open";
  if (problem) return frame_skip(bytes), close_requests(requests), frame_refuse(problem);
  enum run_end end = RUN_NOT_STARTED;
  enum which failed = MAIN;
  int files_lost = 0;
  for (int attempt = 0; attempt < 2 && end == RUN_NOT_STARTED; attempt++) {
    int replaced = 0;
    for (int i = 0; i < 2 && replaced == 0; i++) {
      const struct container *c = slot.opened[i].container;
      slot.opened[i].executed = 1;
      if (!c->dead && !attempt && !risks_peer(c, requests, i)) continue;
      replaced = requests[i].limits.keeps_out ? -1 : slot_replace((enum which)i);
      /* By its own program, unless the other one did not start and this one was ended with it. */
      if (requests[i].limits.keeps_out) files_lost = !attempt || failed == (enum which)i;
    }
    if (replaced != 0) break;
    end = interact(requests, body.transcript_bytes, &failed);
  }
  close_requests(requests);
  if (files_lost) return frame_refuse(FILES_LOST);
  if (end != RUN_DONE) return run_refuse(end);
  answer();
  for (int i = 0; i < 2; i++) run_release(&results[i]);
}
