#define _GNU_SOURCE
#include "slot.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "frames.h"

#define IDLE_MS 5

struct slot slot;
static struct container *spare;
static int worker, signals, spare_failed;

void slot_close(void) {
  for (int i = 0; i < 2; i++) {
    container_destroy(slot.opened[i].container);
    slot.opened[i] = (struct opened){0};
  }
}

void slot_leave(void) {
  slot_close();
  container_destroy(spare);
  spare = NULL;
}

void slot_events(struct pollfd *events) {
  /* The next request may already be in the socket: while a program runs, only the end of the connection matters. */
  events[0] = (struct pollfd){.fd = worker, .events = POLLRDHUP};
  events[1] = (struct pollfd){.fd = signals, .events = POLLIN};
  events[2] = (struct pollfd){.fd = spare && !spare->ready ? spare->channel : -1, .events = POLLIN};
}

void slot_handle(struct pollfd *events) {
  if (events[0].revents & (POLLRDHUP | POLLHUP | POLLERR) || events[1].revents) {
    slot_leave();
    _exit(0);
  }
  if (events[2].revents && container_become_ready(spare) != 0) {
    container_destroy(spare);
    spare = NULL;
    spare_failed = 1;
  }
}

/* After a failure, no spare is tried until a container was started for a worker: otherwise it could fail all day. */
void slot_idle(void) {
  if (spare || spare_failed) return;
  spare = container_start(slot.uids[MAIN]);
  spare_failed = !spare;
}

/* Returns a ready container; NULL with container_error. */
static struct container *take(enum which which) {
  for (int attempt = 0; attempt < 2; attempt++) {
    int takes_spare = which == MAIN && spare;
    struct container *c = takes_spare ? spare : container_start(slot.uids[which]);
    if (takes_spare) spare = NULL;
    if (!c) continue;
    if (container_await(c) == 0) {
      spare_failed = 0;
      container_pin(c, slot.cpu);
      return c;
    }
    container_destroy(c);
  }
  return NULL;
}

int slot_open(enum which which) {
  slot.opened[which] = (struct opened){.container = take(which)};
  return slot.opened[which].container ? 0 : -1;
}

int slot_replace(enum which which) {
  struct container **open = &slot.opened[which].container;
  container_kill(*open);
  struct container *fresh = take(which);
  if (!fresh || container_move_box(*open, fresh) != 0) {
    container_destroy(fresh);
    return -1;
  }
  container_destroy(*open);
  *open = fresh;
  return 0;
}

void slot_wait(void) {
  while (!frames_pending()) {
    struct pollfd events[SLOT_EVENTS];
    slot_events(events);
    events[0].events |= POLLIN;
    const struct container *open = slot.opened[MAIN].container;
    int wants_work = spare ? open && open->dead : !spare_failed;
    int ready = poll(events, SLOT_EVENTS, wants_work ? IDLE_MS : -1);
    if (ready == 0 && wants_work) {
      if (!spare) slot_idle();
      /* Not before it is ready: a request may arrive while we would wait. */
      else if (spare->ready) slot_replace(MAIN);
      else poll(events, SLOT_EVENTS, -1);
      continue;
    }
    int request = events[0].revents & POLLIN;
    if (request) events[0].revents &= (short)~POLLRDHUP;
    slot_handle(events);
    if (request) return;
  }
}

void slot_prepare(int socket, int cpu) {
  worker = socket;
  slot.cpu = cpu;
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  sigprocmask(SIG_SETMASK, &ending, NULL);
  signals = signalfd(-1, &ending, SFD_CLOEXEC);
  signal(SIGPIPE, SIG_IGN);
  frames_gone = slot_leave;
}
