#define _GNU_SOURCE
#include "container.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arguments.h"
#include "bwrap.h"
#include "channel.h"
#include "frames.h"
#include "options.h"
#include "seccomp.h"
#include "weaken.h"

/* Starting takes ten milliseconds on an idle machine; on a busy one it may take much longer. */
#define START_NS_MAX 60000000000LL
#define KILL_NS_MAX 5000000000LL

char container_error[512];

static const char *daemon_folder;
/* Numbers of the containers that there are. */
static uint64_t numbers;
static int pin_early = -1;

void containers_prepare(const char *folder) {
  daemon_folder = folder;
  arguments_prepare();
}

/* Root if a control test disables the separate user. */
static uid_t program_uid(const struct container *c) { return WEAK("uid") ? 0 : c->uid; }

struct container *container_start(unsigned uid) {
  struct container *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->uid = uid;
  c->runner = c->channel = c->complaints = c->box = -1;
  c->cgroup = (struct cgroup){.usage_fd = -1, .memory_fd = -1, .memsw_fd = -1, .pids_fd = -1, .oom_fd = -1};
  c->number = (unsigned)__builtin_ctzll(~numbers);
  numbers |= 1ULL << c->number;
  snprintf(c->name, sizeof c->name, "%d-%u", getpid(), c->number);
  cgroup_prepare(c->name);
  print_path(c->box_path, "%s/%s", daemon_folder, c->name);
  int pair[2] = {-1, -1}, filter = seccomp_filter_fd(), yes = 1;
  c->complaints = memfd_create("bwrap", MFD_CLOEXEC);
  if (mkdir(c->box_path, 0755) != 0 || (c->box = open(c->box_path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) < 0 ||
      c->complaints < 0 || filter < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
    snprintf(container_error, sizeof container_error, "preparing a container: %s", strerror(errno));
    goto failed;
  }
  if (WEAK("readonly-box")) fchmod(c->box, 0777);
  c->channel = pair[0];
  setsockopt(c->channel, SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes);
  int room = STRINGS_MAX * 2;
  setsockopt(c->channel, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
  struct bwrap bwrap = {.group = c->name, .arguments = arguments_for(c->box_path), .complaints = c->complaints, .channel = pair[1],
                        .filter = filter, .uid = program_uid(c), .cpu = pin_early, .parent = getpid()};
  c->monitor = fork();
  if (c->monitor == 0) become_bwrap(&bwrap);
  close(pair[1]);
  close(filter);
  pair[1] = filter = -1;
  if (c->monitor > 0) return c;
  snprintf(container_error, sizeof container_error, "fork: %s", strerror(errno));
failed:
  if (filter >= 0) close(filter);
  if (pair[0] >= 0 && c->channel < 0) close(pair[0]);
  if (pair[1] >= 0) close(pair[1]);
  container_destroy(c);
  return NULL;
}

int container_become_ready(struct container *c) {
  uint32_t type = 0;
  union {
    char space[CMSG_SPACE(sizeof(struct ucred))];
    struct cmsghdr align;
  } control;
  struct iovec part = {&type, sizeof type};
  struct msghdr head = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  ssize_t got = recvmsg(c->channel, &head, MSG_CMSG_CLOEXEC);
  struct cmsghdr *m = got > 0 ? CMSG_FIRSTHDR(&head) : NULL;
  if (got != sizeof type || type != RUNNER_READY || !m || m->cmsg_type != SCM_CREDENTIALS) {
    char text[400] = "";
    ssize_t length = pread(c->complaints, text, sizeof text - 1, 0);
    if (length > 0) text[length] = 0;
    text[strcspn(text, "\n")] = 0;
    snprintf(container_error, sizeof container_error, "the container did not start: %s", *text ? text : "no reason given");
    c->dead = 1;
    return -1;
  }
  struct ucred sender;
  memcpy(&sender, CMSG_DATA(m), sizeof sender);
  int no = 0;
  setsockopt(c->channel, SOL_SOCKET, SO_PASSCRED, &no, sizeof no);
  c->runner_pid = sender.pid;
  c->runner = (int)syscall(SYS_pidfd_open, sender.pid, 0);
  int error = cgroup_attach(&c->cgroup, c->name);
  if (c->runner < 0 || error) {
    snprintf(container_error, sizeof container_error, "attaching to a container: %s", strerror(error ? -error : errno));
    c->dead = 1;
    return -1;
  }
  close(c->complaints);
  c->complaints = -1;
  c->ready = 1;
  return 0;
}

int container_await(struct container *c) {
  int64_t deadline = now_ns() + START_NS_MAX * options.slowness;
  while (!c->ready && !c->dead) {
    struct pollfd p = {.fd = c->channel, .events = POLLIN};
    int64_t left = deadline - now_ns(), wait = left < ALIVE_NS ? left : ALIVE_NS;
    if (left <= 0) {
      snprintf(container_error, sizeof container_error, "the container did not start in time");
      c->dead = 1;
    } else if (poll(&p, 1, (int)(wait / 1000000) + 1) > 0) {
      container_become_ready(c);
    } else {
      frame_send_alive();
    }
  }
  return c->ready ? 0 : -1;
}

void container_kill(struct container *c) {
  c->dead = 1;
  /* pid 1 first: the kernel ends its whole pid namespace with it, whatever state the rest is in. */
  if (c->runner >= 0) syscall(SYS_pidfd_send_signal, c->runner, SIGKILL, NULL, 0);
  else if (c->monitor > 0) kill(c->monitor, SIGKILL);
  int64_t deadline = now_ns() + KILL_NS_MAX * options.slowness, gentle = now_ns() + 200000000LL;
  while (c->monitor > 0) {
    if (waitpid(c->monitor, NULL, WNOHANG) != 0) c->monitor = 0;
    else if (now_ns() > deadline) break;
    else {
      if (now_ns() > gentle) {
        kill(c->monitor, SIGKILL);
        cgroup_kill(c->name);
      }
      usleep(200);
    }
  }
  if (c->runner >= 0) {
    struct pollfd p = {.fd = c->runner, .events = POLLIN};
    if (poll(&p, 1, 2000) == 0) note("processes of container %s do not end", c->name);
  } else {
    cgroup_kill(c->name);
  }
}

void container_destroy(struct container *c) {
  if (!c) return;
  if (c->monitor > 0) container_kill(c);
  cgroup_leave(&c->cgroup);
  int *fds[] = {&c->runner, &c->channel, &c->complaints, &c->box};
  for (int i = 0; i < 4; i++)
    if (*fds[i] >= 0) close(*fds[i]);
  remove_tree(AT_FDCWD, c->box_path);
  numbers &= ~(1ULL << c->number);
  free(c);
}

void container_pin(struct container *c, int cpu) {
  if (cpu < 0 || pin_early >= 0) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET((size_t)cpu, &set);
  if (sched_setaffinity(c->runner_pid, sizeof set, &set) == 0) return;
  /* Without CAP_SYS_NICE only a process itself may change its affinity. This one stays unpinned; later ones start on their core. */
  if (errno == EPERM) pin_early = cpu;
  else note("a container could not be pinned to core %d: %s", cpu, strerror(errno));
}

int container_move_box(struct container *from, struct container *to) {
  DIR *folder = fdopendir(openat(from->box, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return -1;
  int result = 0;
  for (struct dirent *e; (e = readdir(folder));)
    if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..") && renameat(from->box, e->d_name, to->box, e->d_name) != 0) result = -1;
  closedir(folder);
  return result;
}
