#define _GNU_SOURCE
#include "link.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system.h"
#include "waiting.h"

#define CLOSED_POLL_NS 50000000LL

/*
 * Programs may open /dev/stdin and /dev/stdout again, each in its own direction: the reader is of the pipe's group, the writer is not. The
 * pipe belongs to us.
 */
static int open_pipe(int ends[2], unsigned reader) {
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  return fchown(ends[0], (uid_t)-1, reader) == 0 && fchmod(ends[0], 0042) == 0 ? 0 : -1;
}

static int hold(int fd) { return fcntl(fd, F_DUPFD_CLOEXEC, 10); }

static void release(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

int link_open(struct link *link, struct run_request *requests, const unsigned *uids, struct transcript *transcript) {
  *link = (struct link){.held_inputs = {-1, -1}, .held_outputs = {-1, -1}, .relays = {RELAY_NONE, RELAY_NONE}, .transcript = transcript};
  link->closed_check = now_ns() + CLOSED_POLL_NS;
  for (int from = 0; from < 2; from++) {
    int to = 1 - from, near[2] = {-1, -1}, far[2] = {-1, -1};
    int failed = open_pipe(near, uids[to]) != 0 || (transcript && open_pipe(far, uids[to]) != 0);
    requests[from].stdout_fd = near[1];
    requests[to].stdin_fd = transcript ? far[0] : near[0];
    if (transcript) relay_start(&link->relays[from], near[0], far[1], from);
    else link->held_outputs[from] = hold(near[1]);
    link->held_inputs[to] = hold(requests[to].stdin_fd);
    if (failed || link->held_inputs[to] < 0) return -1;
  }
  return 0;
}

void link_close(struct link *link) {
  for (int i = 0; i < 2; i++) {
    release(&link->held_inputs[i]);
    release(&link->held_outputs[i]);
    relay_stop(&link->relays[i]);
  }
}

static uint32_t unread_in(int pipe) {
  int bytes = 0;
  return pipe >= 0 && ioctl(pipe, FIONREAD, &bytes) == 0 ? (uint32_t)bytes : 0;
}

void link_limit_reached(struct link *link, enum which which) {
  if (which == MAIN) link->main_stopped = 1;
  if (link->limit_reached) return;
  link->limit_reached = 1;
  link->unread[COMPANION] = link->transcript ? relay_unread(&link->relays[MAIN]) : unread_in(link->held_inputs[COMPANION]);
  link->unread[MAIN] = link->transcript ? relay_unread(&link->relays[COMPANION]) : unread_in(link->held_inputs[MAIN]);
  /* The end of its input counts like a byte: the main program does not wait for the other one. */
  link->unread[MAIN] += (uint32_t)link->input_ended;
}

static void reader_ended(struct link *link, enum which reader) {
  struct relay *relay = &link->relays[1 - reader];
  if (link->transcript) {
    release(&link->held_inputs[reader]);
  } else {
    relay_start(relay, link->held_inputs[reader], -1, 1 - reader);
    link->held_inputs[reader] = -1;
  }
  relay_drain(relay);
}

void link_main_ended(struct link *link, int64_t ended) {
  if (link->ended[MAIN]) return;
  link->ended[MAIN] = ended;
  if (!link->ended[COMPANION] || ended < link->ended[COMPANION]) link->ended_first = MAIN;
  release(&link->held_outputs[MAIN]);
  relay_may_end(&link->relays[MAIN]);
  reader_ended(link, MAIN);
}

void link_companion_ended(struct link *link, int64_t ended, const struct container *main) {
  if (link->ended[COMPANION]) return;
  link->ended[COMPANION] = ended;
  if (!link->ended[MAIN]) link->ended_first = link->main_stopped || !program_lives(main) ? MAIN : COMPANION;
  release(&link->held_outputs[COMPANION]);
  relay_may_end(&link->relays[COMPANION]);
  reader_ended(link, COMPANION);
}

/* A relay notices that the pipe was closed, but not whether by a program that ends. */
static int output_closed(const struct link *link, const struct container *companion) {
  struct stat pipe;
  if (link->transcript) return link->relays[COMPANION].from < 0 && program_has_closed(companion, 0);
  return fstat(link->held_outputs[COMPANION], &pipe) == 0 && program_has_closed(companion, pipe.st_ino);
}

int64_t link_check(struct link *link, const struct container *companion, int64_t now) {
  if (link->ended[COMPANION] || link->input_ended) return INT64_MAX;
  if (now < link->closed_check) return link->closed_check;
  link->closed_check = now + CLOSED_POLL_NS;
  if (!output_closed(link, companion)) return link->closed_check;
  link->input_ended = 1;
  release(&link->held_outputs[COMPANION]);
  relay_may_end(&link->relays[COMPANION]);
  return INT64_MAX;
}

void link_events(const struct link *link, struct pollfd *events) {
  for (int from = 0; from < 2; from++) relay_events(&link->relays[from], events + from * RELAY_EVENTS);
}

void link_handle(struct link *link, const struct pollfd *events) {
  for (int from = 0; from < 2; from++) relay_handle(&link->relays[from], link->transcript, events + from * RELAY_EVENTS);
}
