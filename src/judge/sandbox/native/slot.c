#define _GNU_SOURCE
#include "slot.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "channel.h"
#include "container.h"
#include "frames.h"
#include "run.h"
#include "weaken.h"

/* Limits of a worker's requests: it is trusted, but must not exhaust this machine's memory. */
#define STDIN_BYTES_MAX (1ULL << 30)
#define BOX_BYTES_MAX (1ULL << 30)
#define BOX_FILES_MAX 10000
#define OUTPUT_BYTES_MAX (1ULL << 30)
/* Longest pause between two files: only a stuck runner takes longer than a moment. */
#define COLLECT_NS_MAX 60000000000LL
#define IDLE_MS 5
#define OUTPUT_KEPT_MAX (4U << 20)

static struct slot {
  int socket, signals, cpu, uid_lock;
  struct container *open, *spare;
  int executed, spare_failed;
  uint64_t box_bytes, box_files;
} slot;
static struct run_result result;

static void leave(void) {
  container_destroy(slot.open);
  container_destroy(slot.spare);
  slot.open = slot.spare = NULL;
}

/*
 * Finds a user that owns nothing and that no other container of this machine uses at the same time. The lock is a name in the abstract
 * socket namespace: the kernel holds it, it needs no file, and it ends with this process.
 */
static unsigned take_uid(int index) {
  for (unsigned i = 0; i < options.uid_count; i++) {
    unsigned uid = options.uid_base + ((unsigned)index + i) % options.uid_count;
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int length = snprintf(name.sun_path + 1, sizeof name.sun_path - 1, NAME_PREFIX "uid-%u", uid);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&name, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length)) == 0) {
      slot.uid_lock = fd;
      return uid;
    }
    close(fd);
  }
  return 0;
}

void slot_events(struct pollfd *events) {
  /* The next request may already be in the socket: while a program runs, only the end of the connection matters. */
  events[0] = (struct pollfd){.fd = slot.socket, .events = POLLRDHUP};
  events[1] = (struct pollfd){.fd = slot.signals, .events = POLLIN};
  events[2] = (struct pollfd){.fd = slot.spare && !slot.spare->ready ? slot.spare->channel : -1, .events = POLLIN};
}

void slot_handle(struct pollfd *events) {
  if (events[0].revents & (POLLRDHUP | POLLHUP | POLLERR) || events[1].revents) {
    leave();
    _exit(0);
  }
  if (events[2].revents && container_become_ready(slot.spare) != 0) {
    container_destroy(slot.spare);
    slot.spare = NULL;
    slot.spare_failed = 1;
  }
}

/* After a failure, no spare is tried until a container was started for a worker: otherwise it could fail all day. */
void slot_idle(void) {
  if (slot.spare || slot.spare_failed) return;
  slot.spare = container_start();
  slot.spare_failed = !slot.spare;
}

/* Returns a ready container, the spare if there is one; NULL with container_error. */
static struct container *take_container(void) {
  for (int attempt = 0; attempt < 2; attempt++) {
    struct container *c = slot.spare ? slot.spare : container_start();
    slot.spare = NULL;
    if (!c) continue;
    if (container_await(c) == 0) {
      slot.spare_failed = 0;
      container_pin(c, slot.cpu);
      return c;
    }
    container_destroy(c);
  }
  return NULL;
}

/* Replaces an open container that a program left unusable by a new one with the same files. */
static int replace_container(void) {
  container_kill(slot.open);
  struct container *fresh = take_container();
  if (!fresh || container_move_box(slot.open, fresh) != 0) {
    container_destroy(fresh);
    return -1;
  }
  container_destroy(slot.open);
  slot.open = fresh;
  return 0;
}

static void refuse(const char *text) { frame_send_error(REQUEST_REFUSED, text); }

static void on_open(void) {
  if (slot.open) return refuse("a container is open already");
  slot.open = take_container();
  slot.executed = 0;
  slot.box_bytes = slot.box_files = 0;
  if (!slot.open) return frame_send_error(CONTAINER_LOST, container_error);
  frame_send(OK, NULL, 0);
}

static void on_close(void) {
  struct container *c = slot.open;
  slot.open = NULL;
  container_destroy(c);
  frame_send(OK, NULL, 0);
  slot_idle();
}

/* Opens the parent folder of a path, creating folders on the way; `*name` becomes the last part. */
static int open_parent(char *path, char **name) {
  int at = openat(slot.open->box, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (char *slash; at >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
    *slash = 0;
    if (!*path || !strcmp(path, ".") || !strcmp(path, "..")) break;
    if (mkdirat(at, path, 0755) == 0 && WEAK("readonly-box")) fchmodat(at, path, 0777, 0);
    int inner = openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    close(at);
    at = inner;
  }
  *name = path;
  if (at >= 0 && (!*path || !strcmp(path, ".") || !strcmp(path, "..") || strchr(path, '/'))) {
    close(at);
    at = -1;
    errno = EINVAL;
  }
  return at;
}

static void on_put(uint32_t bytes) {
  struct put_body body;
  char path[PATH_BYTES_MAX + 1], *name;
  if (bytes < sizeof body) return frame_skip(bytes), refuse("a malformed request");
  frame_read(&body, sizeof body);
  bytes -= sizeof body;
  if (body.path_bytes > PATH_BYTES_MAX || body.path_bytes > bytes) return frame_skip(bytes), refuse("a path is too long");
  frame_read(path, body.path_bytes);
  path[body.path_bytes] = 0;
  bytes -= body.path_bytes;
  const char *problem = !slot.open                                                                    ? "no container is open"
                        : slot.executed                                                               ? "files come before the first program"
                        : strlen(path) != body.path_bytes || path[0] == '/'                           ? "a path is not relative"
                        : ++slot.box_files > BOX_FILES_MAX || (slot.box_bytes += bytes) > BOX_BYTES_MAX ? "too many files"
                                                                                                      : NULL;
  if (problem) return frame_skip(bytes), refuse(problem);
  int folder = open_parent(path, &name), fd = -1;
  if (folder >= 0) fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  int error = fd < 0 ? -errno : 0;
  if (fd < 0) frame_skip(bytes);
  else error = frame_read_to_file(fd, bytes);
  mode_t mode = body.executable ? 0555 : 0444;
  if (fd >= 0 && fchmod(fd, WEAK("readonly-box") ? 0777 : mode) != 0) error = -errno;
  if (fd >= 0) close(fd);
  if (folder >= 0) close(folder);
  if (error) refuse(strerror(-error));
  else frame_send(OK, NULL, 0);
}

/* Standard input as a sealed file that nobody can change any more. -1 with the body consumed. */
static int read_stdin(uint64_t bytes) {
  int fd = memfd_create("stdin", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) return frame_skip(bytes), -1;
  if (frame_read_to_file(fd, bytes) != 0) return close(fd), -1;
  if (WEAK("sealed-stdin")) {
    fchmod(fd, 0666);
    lseek(fd, 0, SEEK_SET);
    return fd;
  }
  char path[40];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  fchmod(fd, 0444);
  fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
  int reading = open(path, O_RDONLY | O_CLOEXEC);
  close(fd);
  return reading;
}

static const char *limits_problem(const struct exec_body *l) {
  if (l->memory_bytes < 1 << 20 || l->memory_bytes > 1ULL << 44) return "the memory limit is out of range";
  if (l->processes < 1 || l->processes > 4096) return "the process limit is out of range";
  if (l->cpu_ns < 1000000 || l->wall_ns < 1000000 || l->cpu_ns > 1ULL << 42 || l->wall_ns > 1ULL << 42) return "a time limit is out of range";
  if (l->deadline_ns < l->wall_ns || l->deadline_ns > 1ULL << 45) return "a deadline is out of range";
  if (l->stdout_bytes > OUTPUT_BYTES_MAX || l->stderr_bytes > OUTPUT_BYTES_MAX) return "an output limit is out of range";
  return NULL;
}

static void on_exec(uint32_t bytes) {
  static char strings[STRINGS_MAX + 1];
  struct run_request request = {.strings = strings, .stdin_fd = -1};
  struct exec_body *l = &request.limits;
  if (bytes < sizeof *l) return frame_skip(bytes), refuse("a malformed request");
  frame_read(l, sizeof *l);
  bytes -= sizeof *l;
  const char *problem = !slot.open                                                    ? "no container is open"
                        : l->argc < 1 || l->argc > ARGUMENTS_MAX || l->envc > ARGUMENTS_MAX ||
                                l->strings_bytes > STRINGS_MAX || l->strings_bytes > bytes
                                                                                      ? "too many arguments"
                        : bytes - l->strings_bytes > STDIN_BYTES_MAX                  ? "standard input is too large"
                                                                                      : limits_problem(l);
  if (problem) return frame_skip(bytes), refuse(problem);
  frame_read(strings, l->strings_bytes);
  strings[l->strings_bytes] = 0;
  request.stdin_fd = read_stdin(bytes - l->strings_bytes);
  if (request.stdin_fd < 0) return refuse("no memory for standard input");
  slot.executed = 1;
  /* Limits and times are for a machine of reference speed. */
  l->cpu_ns *= options.slowness;
  l->wall_ns *= options.slowness;
  l->deadline_ns *= options.slowness;
  enum run_end end = RUN_NOT_STARTED;
  for (int attempt = 0; attempt < 2 && end == RUN_NOT_STARTED; attempt++) {
    if ((slot.open->dead || attempt) && replace_container() != 0) break;
    end = run_program(slot.open, &request, &result);
  }
  close(request.stdin_fd);
  result.body.cpu_ns /= options.slowness;
  result.body.wall_ns /= options.slowness;
  if (end == RUN_REFUSED) refuse(run_error);
  else if (end == RUN_LOST) frame_send_error(CONTAINER_LOST, run_error);
  else if (end == RUN_NOT_STARTED) frame_send_error(CONTAINER_LOST, *container_error ? container_error : "the container is unusable");
  else {
    struct iovec parts[3] = {{&result.body, sizeof result.body},
                             {result.output[0].bytes, result.output[0].kept},
                             {result.output[1].bytes, result.output[1].kept}};
    frame_send(RESULT, parts, 3);
  }
  for (int i = 0; i < 2; i++)
    if (result.output[i].capacity > OUTPUT_KEPT_MAX) {
      free(result.output[i].bytes);
      result.output[i] = (struct output){0};
    }
}

/* The runner passes open files; they are verified here, not trusted. 0 when the folder has been read to its end. */
static const char *receive_files(const struct collect_body *limits) {
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
    struct pollfd p = {.fd = slot.open->channel, .events = POLLIN};
    int ready = 0;
    for (int64_t deadline = now_ns() + COLLECT_NS_MAX * options.slowness; (ready = poll(&p, 1, ALIVE_NS / 1000000)) == 0 && now_ns() < deadline;) frame_send_alive();
    if (ready <= 0) return "the container does not answer";
    ssize_t got = recvmsg(slot.open->channel, &head, MSG_CMSG_CLOEXEC);
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
    struct put_body body = {.executable = m.head.executable != 0, .path_bytes = (uint16_t)path_bytes};
    char text[sizeof body + PATH_BYTES_MAX];
    memcpy(text, &body, sizeof body);
    memcpy(text + sizeof body, m.path, path_bytes);
    frame_send_file(COLLECTED_FILE, text, sizeof body + path_bytes, fd, (uint64_t)st.st_size);
    close(fd);
  }
}

static void on_collect(uint32_t bytes) {
  struct collect_body limits;
  if (bytes != sizeof limits) return frame_skip(bytes), refuse("a malformed request");
  frame_read(&limits, sizeof limits);
  if (!slot.open || slot.open->dead) return refuse("there is nothing to collect");
  struct collect_message m = {.type = RUNNER_COLLECT, .max_files = limits.max_files};
  const char *problem = send(slot.open->channel, &m, sizeof m, MSG_NOSIGNAL) < 0 ? "the container died" : receive_files(&limits);
  if (!problem) return frame_send(OK, NULL, 0);
  /* The runner may be in the middle of sending, so this container is not used again. */
  slot.open->dead = 1;
  refuse(problem);
}

static void on_hello(uint32_t bytes, unsigned uid) {
  struct hello_body hello;
  if (bytes != sizeof hello) return frame_skip(bytes), refuse("a malformed request");
  frame_read(&hello, sizeof hello);
  if (hello.version != FRAMES_VERSION) return refuse("launcher and worker are of different versions");
  if (hello.cpu != -1) slot.cpu = hello.cpu < 0 ? -1 : hello.cpu;
  struct welcome_body body = {.version = FRAMES_VERSION, .cgroup = (uint8_t)cgroup_kind, .root = geteuid() == 0, .cpu = slot.cpu, .uid = uid,
                              .slowness = options.slowness};
  struct iovec parts[2] = {{&body, sizeof body}, {(void *)cgroup_problem, cgroup_problem ? strlen(cgroup_problem) : 0}};
  frame_send(WELCOME, parts, 2);
}

/* Waits for a request. Meanwhile starts a spare, and replaces an unusable container. */
static void wait_for_request(void) {
  while (!frames_pending()) {
    struct pollfd events[SLOT_EVENTS];
    slot_events(events);
    events[0].events |= POLLIN;
    int wants_work = slot.spare ? slot.open && slot.open->dead : !slot.spare_failed;
    int ready = poll(events, SLOT_EVENTS, wants_work ? IDLE_MS : -1);
    if (ready == 0 && wants_work) {
      if (!slot.spare) slot_idle();
      /* Not before it is ready: a request may arrive while we would wait. */
      else if (slot.spare->ready) replace_container();
      else poll(events, SLOT_EVENTS, -1);
      continue;
    }
    int request = events[0].revents & POLLIN;
    if (request) events[0].revents &= (short)~POLLRDHUP;
    slot_handle(events);
    if (request) return;
  }
}

void slot_serve(int socket, int index, int cpu, const char *daemon_folder) {
  slot = (struct slot){.socket = socket, .cpu = cpu, .uid_lock = -1};
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  sigprocmask(SIG_SETMASK, &ending, NULL);
  slot.signals = signalfd(-1, &ending, SFD_CLOEXEC);
  signal(SIGPIPE, SIG_IGN);
  frames_gone = leave;
  frames_open(socket);
  unsigned uid = take_uid(index);
  if (uid == 0) {
    frame_send_error(CONTAINER_LOST, "every sandbox user is taken");
    _exit(1);
  }
  runs_prepare();
  containers_prepare(daemon_folder, geteuid() == 0 ? uid : geteuid());
  for (;;) {
    wait_for_request();
    uint32_t bytes;
    int type = frame_next(&bytes);
    switch (type) {
      case HELLO: on_hello(bytes, uid); break;
      case OPEN: frame_skip(bytes), on_open(); break;
      case PUT: on_put(bytes); break;
      case EXEC: on_exec(bytes); break;
      case COLLECT: on_collect(bytes); break;
      case CLOSE: frame_skip(bytes), on_close(); break;
      default: leave(); _exit(type ? 1 : 0);
    }
  }
}
