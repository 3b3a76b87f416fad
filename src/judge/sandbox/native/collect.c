#define _GNU_SOURCE
#include "collect.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "channel.h"
#include "frames.h"
#include "options.h"
#include "slot.h"
#include "system.h"
#include "weaken.h"

/* Longest pause between two files: only a stuck runner takes longer than a moment. */
#define COLLECT_NS_MAX 60000000000LL

/* The runner passes open files; they are verified here, not trusted. 0 when the folder has been read to its end. */
static const char *receive_files(int channel, const struct collect_body *limits) {
  uint64_t total = 0;
  uint32_t count = 0;
  for (;;) {
    struct {
      struct file_message head;
      char path[PATH_BYTES_MAX + 1];
    } m;
    union {
      char space[CMSG_SPACE(sizeof(int))];
      struct cmsghdr align;
    } control;
    struct iovec part = {&m, sizeof m - 1};
    struct msghdr head = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct pollfd p = {.fd = channel, .events = POLLIN};
    int ready = 0;
    for (int64_t deadline = now_ns() + COLLECT_NS_MAX * options.slowness; (ready = poll(&p, 1, ALIVE_NS / 1000000)) == 0 && now_ns() < deadline;) frame_send_alive();
    if (ready <= 0) return "the container does not answer";
    ssize_t got = recvmsg(channel, &head, MSG_CMSG_CLOEXEC);
    if (got < (ssize_t)sizeof(uint32_t)) return "the container died";
    if (m.head.type == RUNNER_COLLECTED) {
      const struct collected_message *done = (const struct collected_message *)&m;
      if (done->error == E2BIG) return "too many files";
      return done->error ? strerror(done->error) : NULL;
    }
    int fd = -1;
    struct cmsghdr *c = CMSG_FIRSTHDR(&head);
    if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) memcpy(&fd, CMSG_DATA(c), sizeof fd);
    struct stat st;
    size_t path_bytes = got > (ssize_t)sizeof m.head ? (size_t)got - sizeof m.head : 0;
    if (m.head.type != RUNNER_FILE || fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || path_bytes == 0) {
      if (fd >= 0) close(fd);
      continue;
    }
    total += (uint64_t)st.st_size;
    if ((++count > limits->max_files || total > limits->max_bytes) && !WEAK("collect-limits")) {
      close(fd);
      return count > limits->max_files ? "too many files" : "too many bytes";
    }
    struct file_body body = {.executable = m.head.executable != 0, .path_bytes = (uint16_t)path_bytes};
    char text[sizeof body + PATH_BYTES_MAX];
    memcpy(text, &body, sizeof body);
    memcpy(text + sizeof body, m.path, path_bytes);
    frame_send_file(COLLECTED_FILE, text, sizeof body + path_bytes, fd, (uint64_t)st.st_size);
    close(fd);
  }
}

void on_collect(uint32_t bytes) {
  struct collect_body limits;
  if (bytes != sizeof limits) return frame_skip(bytes), frame_refuse("a malformed request");
  frame_read(&limits, sizeof limits);
  struct container *c = slot.opened[limits.which == COMPANION].container;
  if (!c || c->dead) return frame_refuse("there is nothing to collect");
  struct collect_message m = {.type = RUNNER_COLLECT, .max_files = limits.max_files};
  const char *problem = send(c->channel, &m, sizeof m, MSG_NOSIGNAL) < 0 ? "the container died" : receive_files(c->channel, &limits);
  if (!problem) return frame_send(OK, NULL, 0);
  /* The runner may be in the middle of sending, so this container is not used again. */
  c->dead = 1;
  frame_refuse(problem);
}
