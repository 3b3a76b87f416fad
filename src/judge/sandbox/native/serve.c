#define _GNU_SOURCE
#include "serve.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "cgroup-trees.h"
#include "collect.h"
#include "exec.h"
#include "frames.h"
#include "interact.h"
#include "options.h"
#include "put.h"
#include "run.h"
#include "slot.h"

/*
 * Finds a user that owns nothing and that no other container of this machine uses at the same time. The lock is a name in the abstract
 * socket namespace: the kernel holds it, it needs no file, and it ends with this process, which never closes the socket.
 */
static unsigned take_uid(int index) {
  for (unsigned i = 0; i < options.uid_count; i++) {
    unsigned uid = options.uid_base + ((unsigned)index + i) % options.uid_count;
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int length = snprintf(name.sun_path + 1, sizeof name.sun_path - 1, NAME_PREFIX "uid-%u", uid);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&name, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length)) == 0) return uid;
    close(fd);
  }
  return 0;
}

static void on_open(uint32_t bytes, int index) {
  uint8_t which;
  if (bytes != sizeof which) return frame_skip(bytes), frame_refuse("a malformed request");
  frame_read(&which, sizeof which);
  if (which > COMPANION || slot.opened[which].container) return frame_refuse("a container is open already");
  if (which == COMPANION && !slot.opened[MAIN].container) return frame_refuse("no container is open");
  /* A user of its own: some limits of the kernel hold for all processes of a user together. */
  if (!slot.uids[which] && !(slot.uids[which] = take_uid(index))) return frame_send_error(CONTAINER_LOST, "every sandbox user is taken");
  if (slot_open((enum which)which) != 0) return frame_send_error(CONTAINER_LOST, container_error);
  frame_send(OK, NULL, 0);
}

static void on_close(void) {
  slot_close();
  frame_send(OK, NULL, 0);
  slot_idle();
}

static void on_hello(uint32_t bytes) {
  struct hello_body hello;
  if (bytes != sizeof hello) return frame_skip(bytes), frame_refuse("a malformed request");
  frame_read(&hello, sizeof hello);
  if (hello.version != FRAMES_VERSION) return frame_refuse("launcher and worker are of different versions");
  if (hello.cpu != -1) slot.cpu = hello.cpu < 0 ? -1 : hello.cpu;
  struct welcome_body body = {.version = FRAMES_VERSION, .cgroup = (uint8_t)cgroup_kind, .root = geteuid() == 0, .cpu = slot.cpu, .uid = slot.uids[MAIN],
                              .slowness = options.slowness};
  struct iovec parts[2] = {{&body, sizeof body}, {(void *)cgroup_problem, cgroup_problem ? strlen(cgroup_problem) : 0}};
  frame_send(WELCOME, parts, 2);
}

void serve_worker(int socket, int index, int cpu, const char *daemon_folder) {
  slot_prepare(socket, cpu);
  frames_open(socket);
  slot.uids[MAIN] = take_uid(index);
  if (slot.uids[MAIN] == 0) {
    frame_send_error(CONTAINER_LOST, "every sandbox user is taken");
    _exit(1);
  }
  runs_prepare();
  containers_prepare(daemon_folder);
  for (;;) {
    slot_wait();
    uint32_t bytes;
    int type = frame_next(&bytes);
    switch (type) {
      case HELLO: on_hello(bytes); break;
      case OPEN: on_open(bytes, index); break;
      case PUT: on_put(bytes); break;
      case EXEC: on_exec(bytes); break;
      case INTERACT: on_interact(bytes); break;
      case COLLECT: on_collect(bytes); break;
      case CLOSE: frame_skip(bytes), on_close(); break;
      default: slot_leave(); _exit(type ? 1 : 0);
    }
  }
}
