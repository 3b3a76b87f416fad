#define _GNU_SOURCE
#include "relay.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "frames.h"
#include "slot.h"

void transcript_start(struct transcript *t, size_t most) {
  t->bytes = t->last = 0;
  t->truncated = 0;
  t->most = most < TRANSCRIPT_BYTES_MAX ? most : TRANSCRIPT_BYTES_MAX;
}

static void record(struct transcript *t, int direction, const char *bytes, size_t count) {
  struct transcript_head head = {0};
  if (!t || t->truncated) return;
  if (t->bytes) memcpy(&head, t->content + t->last, sizeof head);
  int continues = t->bytes && head.from == direction;
  size_t room = t->most - t->bytes, needed = continues ? 0 : sizeof head;
  if (room <= needed) {
    t->truncated = 1;
    return;
  }
  if (!continues) {
    t->last = t->bytes;
    t->bytes += sizeof head;
    head = (struct transcript_head){.from = (uint8_t)direction};
  }
  size_t kept = count < room - needed ? count : room - needed;
  memcpy(t->content + t->bytes, bytes, kept);
  t->bytes += kept;
  head.bytes += (uint32_t)kept;
  memcpy(t->content + t->last, &head, sizeof head);
  t->truncated = kept < count;
}

void relay_start(struct relay *r, int from, int to, int direction) {
  r->from = from;
  r->to = to;
  r->direction = direction;
  r->may_end = r->drains = 0;
  r->start = r->end = 0;
  if (from >= 0) fcntl(from, F_SETFL, O_NONBLOCK);
  if (to >= 0) fcntl(to, F_SETFL, O_NONBLOCK);
}

static void close_end(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

void relay_stop(struct relay *r) {
  close_end(&r->from);
  close_end(&r->to);
}

static void end_if_done(struct relay *r) {
  if (r->from < 0 && r->start == r->end && r->may_end) close_end(&r->to);
}

void relay_may_end(struct relay *r) {
  r->may_end = 1;
  end_if_done(r);
}

void relay_drain(struct relay *r) {
  if (r->drains) return;
  close_end(&r->to);
  r->start = r->end = 0;
  r->drains = 1;
  r->left = DRAIN_BYTES_MAX;
}

uint32_t relay_unread(const struct relay *r) {
  int before = 0, after = 0;
  if (r->from >= 0 && ioctl(r->from, FIONREAD, &before) != 0) before = 0;
  if (r->to >= 0 && ioctl(r->to, FIONREAD, &after) != 0) after = 0;
  return (uint32_t)(before + after) + (uint32_t)(r->end - r->start);
}

void relay_events(const struct relay *r, struct pollfd *events) {
  int holds = r->end > r->start;
  events[0] = (struct pollfd){.fd = holds ? -1 : r->from, .events = POLLIN};
  events[1] = (struct pollfd){.fd = holds ? r->to : -1, .events = POLLOUT};
}

static void pass_on(struct relay *r) {
  while (r->end > r->start) {
    ssize_t written = write(r->to, r->buffer + r->start, r->end - r->start);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return;
    r->start += (size_t)written;
  }
}

static void drop(struct relay *r, size_t count) {
  if (count >= r->left) relay_stop(r);
  else r->left -= count;
}

void relay_handle(struct relay *r, struct transcript *t, const struct pollfd *events) {
  if (events[0].revents && r->from >= 0) {
    ssize_t got = read(r->from, r->buffer, sizeof r->buffer);
    if (got == 0) close_end(&r->from);
    if (got > 0) {
      record(t, r->direction, r->buffer, (size_t)got);
      if (r->drains) {
        drop(r, (size_t)got);
      } else {
        r->start = 0;
        r->end = (size_t)got;
        pass_on(r);
      }
    }
  } else if (events[1].revents && r->to >= 0) {
    pass_on(r);
  }
  end_if_done(r);
}
