#define _GNU_SOURCE
#include "container.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <linux/capability.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "channel.h"
#include "frames.h"
#include "seccomp.h"
#include "weaken.h"

#define BWRAP "/usr/bin/bwrap"
#define SECCOMP_FD 4
#define USERNS_FD 5
/* Starting takes ten milliseconds on an idle machine; on a busy one it may take much longer. */
#define START_NS_MAX 60000000000LL
#define KILL_NS_MAX 5000000000LL
/* Limits of each writable folder and of /out; their content also counts as the program's memory. */
#define WRITABLE_BYTES "67108864"
#define OUT_BYTES "268435456"
/* If the whole machine runs out of memory, programs are killed before databases. */
#define OOM_SCORE "500"

char container_error[512];

static const char *daemon_folder;
static unsigned sandbox_uid;
static unsigned started;
static int pin_early = -1;
static char *arguments[256];
static int argument_count, box_argument;

/*
 * Host paths visible to programs. The same for every language, so that a spare container fits them all. Not /usr/local, /usr/etc or
 * /usr/lib/node_modules: they contain settings and credentials of package managers.
 */
static const char *const visible[] = {
    "/usr/bin", "/usr/lib64", "/usr/libexec", "/usr/include", "/usr/lib/*-linux-gnu", "/usr/lib/ld-linux*", "/usr/lib/gcc",
    "/usr/lib/bfd-plugins", "/usr/lib/locale", "/usr/lib/python3.*", "/usr/lib/jvm", "/usr/lib/go", "/usr/lib/go-*", "/usr/share/go-*",
    "/usr/share/zoneinfo", "/etc/alternatives", "/etc/ld.so.cache", "/etc/java-*-openjdk",
};

static void argument(const char *text) {
  if (argument_count >= (int)(sizeof arguments / sizeof *arguments) - 1) fail("too many folders to bind");
  arguments[argument_count++] = strdup(text);
}

static void link_to(const char *target, const char *path) {
  argument("--symlink");
  argument(target);
  argument(path);
}

static void bind_folder(const char *from, const char *to) {
  argument("--ro-bind");
  argument(from);
  argument(to);
}

/* Symbolic links stay links (/usr/lib/go), so that programs that locate files by their own path find the same as outside. */
static void show(const char *path) {
  char target[PATH_LENGTH];
  ssize_t length = readlink(path, target, sizeof target - 1);
  if (length < 0) return bind_folder(path, path);
  target[length] = 0;
  link_to(target, path);
}

static void device(const char *path) {
  argument("--dev-bind");
  argument(path);
  argument(path);
}

static void writable(const char *size, const char *path) {
  const char *const words[] = {"--size", size, "--perms", "1777", "--tmpfs", path};
  for (int i = 0; i < 6; i++) argument(words[i]);
}

static void build_arguments(void) {
  char path[PATH_LENGTH];
  argument("bwrap");
  argument("--userns"), argument("5");
  if (!WEAK("ipc-namespace")) argument("--unshare-ipc");
  if (!WEAK("pid-namespace")) argument("--unshare-pid"), argument("--as-pid-1");
  argument("--unshare-uts");
  argument("--unshare-cgroup-try");
  if (!WEAK("network")) argument("--unshare-net");
  argument("--uid"), argument("1000"), argument("--gid"), argument("1000");
  argument("--hostname"), argument("sandbox");
  argument("--die-with-parent");
  argument("--new-session");
  if (!WEAK("env")) argument("--clearenv");
  argument("--cap-drop"), argument("ALL");
  argument("--seccomp"), argument("4");
  for (unsigned i = 0; i < sizeof visible / sizeof *visible; i++) {
    if (WEAK("filesystem") && strncmp(visible[i], "/etc", 4) == 0) continue;
    glob_t found;
    if (glob(visible[i], 0, NULL, &found) == 0)
      for (size_t j = 0; j < found.gl_pathc; j++) show(found.gl_pathv[j]);
    globfree(&found);
  }
  link_to("usr/bin", "/bin");
  link_to("usr/lib", "/lib");
  link_to("usr/lib64", "/lib64");
  if (WEAK("filesystem")) {
    static const char *const hidden[] = {"/etc", "/var", "/run", "/sys"};
    for (int i = 0; i < 4; i++) bind_folder(hidden[i], hidden[i]);
  } else {
    print_path(path, "%s/etc/passwd", options.home), bind_folder(path, "/etc/passwd");
    print_path(path, "%s/etc/group", options.home), bind_folder(path, "/etc/group");
  }
  /* Not --dev: it creates a writable folder of unlimited size. */
  static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/urandom", "/dev/random"};
  if (WEAK("devices")) device("/dev/fuse");
  for (int i = 0; i < 5; i++) device(devices[i]);
  link_to("/proc/self/fd", "/dev/fd");
  link_to("/proc/self/fd/0", "/dev/stdin");
  link_to("/proc/self/fd/1", "/dev/stdout");
  link_to("/proc/self/fd/2", "/dev/stderr");
  print_path(path, "%s/toolchains", options.home), bind_folder(path, "/opt/judge");
  print_path(path, "%s/bin/runner", options.home), bind_folder(path, "/runner");
  argument("--proc"), argument("/proc");
  for (unsigned i = 0; i < WRITABLE_FOLDERS; i++) writable(WRITABLE_BYTES, writable_folders[i]);
  writable(OUT_BYTES, OUT_FOLDER);
  argument(WEAK("readonly-box") ? "--bind" : "--ro-bind");
  box_argument = argument_count;
  argument(""), argument("/box");
  argument("--remount-ro"), argument("/");
  argument("--chdir"), argument("/");
  argument("--"), argument("/runner");
#ifdef WEAKEN
  argument(weakened);
#endif
  arguments[argument_count] = NULL;
}

void containers_prepare(const char *folder, unsigned uid) {
  daemon_folder = folder;
  sandbox_uid = uid;
  build_arguments();
}

static void unlimited(int resource) {
  struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY};
  setrlimit(resource, &r);
}

/* Root if a control test disables the separate user. */
static uid_t program_uid(void) { return WEAK("uid") ? 0 : sandbox_uid; }

/* In a child of become_bwrap: creates the namespace as the program's user, sends it, and keeps it open until it is mapped. */
static void own_user_namespace(int channel) {
  struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct only[2] = {{.effective = 1U << CAP_SYS_ADMIN, .permitted = 1U << CAP_SYS_ADMIN}};
  uid_t uid = program_uid();
  char done;
  /* Keep CAP_SYS_ADMIN across the change of user until the namespace is created: some machines do not let other users create one. */
  if (setgroups(0, NULL) == 0 && setresgid(uid, uid, uid) == 0 && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0 &&
      setresuid(uid, uid, uid) == 0 && syscall(SYS_capset, &head, only) == 0 && unshare(CLONE_NEWUSER) == 0) {
    int own = open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC);
    if (own >= 0 && send_fd(channel, own) == 0 && read(channel, &done, 1) >= 0) _exit(0);
  }
  _exit(errno ? errno : EIO);
}

/*
 * Creates a user namespace that the program's user owns and in which 1000 is that user, never root. bwrap could create it itself, but
 * a machine may forbid that to ordinary users, so it is created while still root. Returns a descriptor, or -errno.
 */
static int make_user_namespace(void) {
  int pair[2], status = 0, own = -1, error = 0;
  char path[PATH_LENGTH], map[48];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return -errno;
  pid_t holder = fork();
  if (holder < 0) error = -errno;
  if (holder == 0) {
    close(pair[0]);
    own_user_namespace(pair[1]);
  }
  close(pair[1]);
  own = receive_fd(pair[0]);
  if (own >= 0) {
    snprintf(map, sizeof map, "1000 %u 1", (unsigned)program_uid());
    const char *const writes[3][2] = {{"setgroups", "deny"}, {"uid_map", map}, {"gid_map", map}};
    for (int i = 0; i < 3 && !error; i++) {
      print_path(path, "/proc/%d/%s", holder, writes[i][0]);
      error = write_file(path, writes[i][1]);
    }
  }
  close(pair[0]);
  if (holder > 0) waitpid(holder, &status, 0);
  if (!error && own < 0) error = WIFEXITED(status) && WEXITSTATUS(status) ? -WEXITSTATUS(status) : -EIO;
  if (!error) return own;
  if (own >= 0) close(own);
  return error;
}

/* In the child: joins the group while still privileged, drops all privileges, becomes bwrap. */
static void become_bwrap(struct container *c, int channel, int filter, pid_t parent) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int s = 1; s < 32; s++) signal(s, SIG_DFL);
  write_file("/proc/self/oom_score_adj", OOM_SCORE);
  int error = cgroup_join(c->name);
  if (error) {
    dprintf(c->complaints, "joining the control group: %s", strerror(-error));
    _exit(1);
  }
  int user = make_user_namespace();
  if (user < 0) {
    dprintf(c->complaints, "making a user namespace: %s", strerror(-user));
    _exit(1);
  }
  int null = open("/dev/null", O_RDWR);
  /* First move the descriptors above the fixed numbers, so that no dup2 overwrites one that is still needed. */
  channel = fcntl(channel, F_DUPFD, 10);
  filter = fcntl(filter, F_DUPFD, 10);
  user = fcntl(user, F_DUPFD, 10);
  if (dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(c->complaints, 2) < 0 || dup2(channel, CHANNEL_FD) < 0 ||
      dup2(filter, SECCOMP_FD) < 0 || dup2(user, USERNS_FD) < 0)
    _exit(1);
  syscall(SYS_close_range, USERNS_FD + 1, ~0U, 0);
  if (pin_early >= 0) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)pin_early, &set);
    sched_setaffinity(0, sizeof set, &set);
  }
  unlimited(RLIMIT_STACK);
  unlimited(RLIMIT_CPU);
  unlimited(RLIMIT_FSIZE);
  umask(022);
  if (chdir("/") != 0) _exit(1);
  uid_t uid = program_uid();
  if (uid != 0 && (setgroups(0, NULL) != 0 || setresgid(uid, uid, uid) != 0 || setresuid(uid, uid, uid) != 0)) {
    dprintf(2, "giving up root: %s", strerror(errno));
    _exit(1);
  }
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  char *empty[] = {NULL};
  execve(BWRAP, arguments, WEAK("env") ? environ : empty);
  dprintf(2, "%s: %s", BWRAP, strerror(errno));
  _exit(1);
}

struct container *container_start(void) {
  struct container *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->runner = c->channel = c->complaints = c->box = -1;
  c->cgroup = (struct cgroup){.usage_fd = -1, .memory_fd = -1, .memsw_fd = -1, .pids_fd = -1, .oom_fd = -1};
  snprintf(c->name, sizeof c->name, "%d-%u", getpid(), ++started);
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
  free(arguments[box_argument]);
  arguments[box_argument] = strdup(c->box_path);
  pid_t self = getpid();
  c->monitor = fork();
  if (c->monitor == 0) become_bwrap(c, pair[1], filter, self);
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
  snprintf(c->cgroup.name, sizeof c->cgroup.name, "%s", c->name);
  cgroup_remove(&c->cgroup);
  int *fds[] = {&c->runner, &c->channel, &c->complaints, &c->box};
  for (int i = 0; i < 4; i++)
    if (*fds[i] >= 0) close(*fds[i]);
  remove_tree(AT_FDCWD, c->box_path);
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
