#define _GNU_SOURCE
#include "frames.h"

#include <errno.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define HEAD_BYTES 5

void (*frames_gone)(void);

static int worker = -1;
static unsigned char buffer[256 * 1024];
static size_t start, end;

static void gone(void) {
  frames_gone();
  _exit(0);
}

void frames_open(int socket) { worker = socket; }

int frames_pending(void) { return end - start >= HEAD_BYTES; }

/* Returns 0 at the end of the stream. */
static int fill(void) {
  if (start == end) start = end = 0;
  if (end == sizeof buffer) {
    memmove(buffer, buffer + start, end - start);
    end -= start;
    start = 0;
  }
  for (;;) {
    ssize_t got = recv(worker, buffer + end, sizeof buffer - end, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    end += (size_t)got;
    return 1;
  }
}

int frame_next(uint32_t *body_bytes) {
  while (!frames_pending())
    if (!fill()) return 0;
  memcpy(body_bytes, buffer + start, 4);
  int type = buffer[start + 4];
  start += HEAD_BYTES;
  return type;
}

void frame_read(void *into, size_t bytes) {
  unsigned char *at = into;
  while (bytes) {
    if (start == end && !fill()) gone();
    size_t part = end - start < bytes ? end - start : bytes;
    if (at) {
      memcpy(at, buffer + start, part);
      at += part;
    }
    start += part;
    bytes -= part;
  }
}

void frame_skip(uint64_t bytes) { frame_read(NULL, bytes); }

int frame_read_to_file(int fd, uint64_t bytes) {
  while (bytes) {
    if (start == end && !fill()) gone();
    size_t part = end - start < bytes ? end - start : (size_t)bytes;
    ssize_t written = write(fd, buffer + start, part);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      int error = errno;
      frame_skip(bytes);
      return -error;
    }
    start += (size_t)written;
    bytes -= (uint64_t)written;
  }
  return 0;
}

static void send_all(struct iovec *parts, int count, int flags) {
  struct msghdr message = {.msg_iov = parts, .msg_iovlen = (size_t)count};
  for (;;) {
    ssize_t sent = sendmsg(worker, &message, MSG_NOSIGNAL | flags);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) gone();
    while (message.msg_iovlen && (size_t)sent >= message.msg_iov->iov_len) {
      sent -= (ssize_t)message.msg_iov->iov_len;
      message.msg_iov++;
      message.msg_iovlen--;
    }
    if (!message.msg_iovlen) return;
    message.msg_iov->iov_base = (char *)message.msg_iov->iov_base + sent;
    message.msg_iov->iov_len -= (size_t)sent;
  }
}

static void put_head(unsigned char head[HEAD_BYTES], int type, uint32_t bytes) {
  memcpy(head, &bytes, 4);
  head[4] = (unsigned char)type;
}

void frame_send(int type, struct iovec *parts, int count) {
  struct iovec all[8];
  unsigned char head[HEAD_BYTES];
  size_t bytes = 0;
  for (int i = 0; i < count; i++) {
    all[i + 1] = parts[i];
    bytes += parts[i].iov_len;
  }
  put_head(head, type, (uint32_t)bytes);
  all[0] = (struct iovec){head, HEAD_BYTES};
  send_all(all, count + 1, 0);
}

void frame_send_file(int type, const void *body, size_t body_bytes, int fd, uint64_t bytes) {
  unsigned char head[HEAD_BYTES];
  put_head(head, type, (uint32_t)(body_bytes + bytes));
  struct iovec parts[2] = {{head, HEAD_BYTES}, {(void *)body, body_bytes}};
  send_all(parts, 2, bytes ? MSG_MORE : 0);
  off_t at = 0;
  while ((uint64_t)at < bytes) {
    ssize_t sent = sendfile(worker, fd, &at, bytes - (uint64_t)at);
    if (sent < 0 && errno == EINTR) continue;
    /* The length has already been sent; if the file has shrunk, there is no valid continuation. */
    if (sent <= 0) gone();
  }
}

void frame_send_alive(void) {
  unsigned char head[HEAD_BYTES];
  put_head(head, ALIVE, 0);
  /* If the worker does not read for a while, skipping one of many is harmless. */
  if (send(worker, head, sizeof head, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EAGAIN && errno != EINTR) gone();
}

void frame_send_error(int kind, const char *text) {
  unsigned char first = (unsigned char)kind;
  struct iovec parts[2] = {{&first, 1}, {(void *)text, strlen(text)}};
  frame_send(ERROR, parts, 2);
}

void frame_refuse(const char *text) { frame_send_error(REQUEST_REFUSED, text); }
