/*
 * The only privileged process of the judge: a daemon that listens on a socket for one user, the worker's, and forks a process per
 * connection, which creates containers and runs programs in them. It opens no path named by a worker or a program, and leaves nothing
 * behind, even if the worker or the daemon itself is killed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "slot.h"
#include "system.h"
#include "weaken.h"

#define SLOTS_MAX 128
/* Debian reserves 60000 to 64999; systemd's dynamic users start at 61184. */
#define UID_BASE 61000
#define UID_COUNT 128
#define STOP_MS_MAX 4000
#define SLOWNESS_MAX 1000

struct options options = {.uid_base = UID_BASE, .uid_count = UID_COUNT, .slowness = 1};
#ifdef WEAKEN
const char *weakened = "";
#endif

static struct {
  pid_t pid;
  int cpu;
} slots[SLOTS_MAX];
static char folder[PATH_LENGTH], name[32];

static void usage(void) {
  fail("usage: launcher --listen SOCKET --owner UID[:GID] --home FOLDER --run-dir FOLDER [--uid-base N] [--uid-count N] "
       "[--slowness N] [--die-with-stdin] [--allow-no-cgroup]");
}

static void parse(int argc, char **argv) {
  const char *owner = NULL;
  for (int i = 1; i < argc; i++) {
    const char *word = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
    if (!strcmp(word, "--die-with-stdin")) options.die_with_stdin = 1;
    else if (!strcmp(word, "--allow-no-cgroup")) options.allow_no_cgroup = 1;
    else if (!value) usage();
    else if (!strcmp(word, "--listen")) options.socket_path = value, i++;
    else if (!strcmp(word, "--owner")) owner = value, i++;
    else if (!strcmp(word, "--home")) options.home = value, i++;
    else if (!strcmp(word, "--run-dir")) options.run_dir = value, i++;
    else if (!strcmp(word, "--uid-base")) options.uid_base = (unsigned)strtoul(value, NULL, 10), i++;
    else if (!strcmp(word, "--uid-count")) options.uid_count = (unsigned)strtoul(value, NULL, 10), i++;
    else if (!strcmp(word, "--slowness")) options.slowness = (unsigned)strtoul(value, NULL, 10), i++;
#ifdef WEAKEN
    else if (!strcmp(word, "--weaken")) weakened = value, i++;
#endif
    else usage();
  }
  if (!options.socket_path || !owner || !options.home || !options.run_dir) usage();
  char *end;
  options.owner_uid = options.owner_gid = (unsigned)strtoul(owner, &end, 10);
  if (*end == ':') options.owner_gid = (unsigned)strtoul(end + 1, &end, 10);
  if (end == owner || *end) fail("--owner takes a numeric user and group");
  if (options.uid_base < 1000 || options.uid_count < 1) fail("sandbox users start at 1000");
  if (options.slowness < 1 || options.slowness > SLOWNESS_MAX) fail("--slowness is a whole number from 1 to %d", SLOWNESS_MAX);
  if (options.home[0] != '/' || options.run_dir[0] != '/' || options.socket_path[0] != '/') fail("paths must be absolute");
}

/* Programs run as a user who owns nothing: every parent folder must be traversable by others. */
static void check_reachable(const char *path) {
  char part[PATH_LENGTH];
  print_path(part, "%s", path);
  for (char *at = part + 1;; at++) {
    if (*at != '/' && *at != 0) continue;
    char kept = *at;
    *at = 0;
    struct stat st;
    if (stat(part, &st) != 0) fail("%s: %s", part, strerror(errno));
    if (!(st.st_mode & S_IXOTH)) fail("%s is closed to other users, so a sandbox cannot be built in %s", part, path);
    if ((*at = kept) == 0) return;
  }
}

static void open_folder(void) {
  uint64_t random = 0;
  if (getrandom(&random, sizeof random, 0) != sizeof random) fail("no random numbers");
  snprintf(name, sizeof name, NAME_PREFIX "%0*llx", NAME_DIGITS, (unsigned long long)random);
  if (mkdir(options.run_dir, 0755) != 0 && errno != EEXIST) fail("%s: %s", options.run_dir, strerror(errno));
  check_reachable(options.run_dir);
  check_reachable(options.home);
  struct stat st;
  if (geteuid() == 0 && (stat(options.run_dir, &st) != 0 || st.st_uid != 0 || st.st_mode & S_IWOTH))
    fail("%s must belong to root and be closed to others' writing", options.run_dir);
  /* Removes leftovers of killed daemons, whose lock is free. */
  DIR *d = opendir(options.run_dir);
  for (struct dirent *e; d && (e = readdir(d));) {
    if (!is_daemon_name(e->d_name)) continue;
    print_path(folder, "%s/%s", options.run_dir, e->d_name);
    int lock = lock_folder(folder);
    if (lock < 0) continue;
    remove_tree(dirfd(d), e->d_name);
    close(lock);
  }
  if (d) closedir(d);
  print_path(folder, "%s/%s", options.run_dir, name);
  /* As with control groups, a daemon that starts at the same time may remove the folder before it is locked. */
  for (int attempt = 0, lock = -1; lock < 0 || access(folder, F_OK) != 0; attempt++) {
    if (attempt == 20) fail("%s: %s", folder, strerror(errno));
    if (attempt) usleep(5000);
    if (mkdir(folder, 0755) == 0 || errno == EEXIST) lock = lock_folder(folder);
  }
}

static int listen_for_owner(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(options.socket_path) >= sizeof address.sun_path) fail("the socket's path is too long");
  strcpy(address.sun_path, options.socket_path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int other = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(other, (struct sockaddr *)&address, sizeof address) == 0) fail("another launcher listens on %s", options.socket_path);
  close(other);
  struct stat st;
  if (lstat(options.socket_path, &st) == 0 && S_ISSOCK(st.st_mode)) unlink(options.socket_path);
  umask(0177);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) fail("%s: %s", options.socket_path, strerror(errno));
  umask(022);
  if (geteuid() == 0 && lchown(options.socket_path, options.owner_uid, options.owner_gid) != 0) fail("%s: %s", options.socket_path, strerror(errno));
  if (listen(fd, 64) != 0) fail("listen: %s", strerror(errno));
  return fd;
}

/* The allowed core that the fewest slots use; prefers the last ones, as the first handles the machine's interrupts. */
static int choose_cpu(void) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -1;
  int best = -1, best_users = SLOTS_MAX + 1;
  for (int cpu = CPU_SETSIZE - 1; cpu >= 0; cpu--) {
    if (!CPU_ISSET((size_t)cpu, &allowed)) continue;
    int users = 0;
    for (int i = 0; i < SLOTS_MAX; i++) users += slots[i].pid && slots[i].cpu == cpu;
    if (users < best_users) best_users = users, best = cpu;
  }
  return best;
}

static void accept_worker(int listener) {
  int worker = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (worker < 0) return;
  struct ucred peer;
  socklen_t size = sizeof peer;
  int index = 0;
  while (index < SLOTS_MAX && slots[index].pid) index++;
  if (getsockopt(worker, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == options.owner_uid || peer.uid == 0) &&
      index < SLOTS_MAX) {
    int cpu = choose_cpu();
    pid_t daemon = getpid(), pid = fork();
    if (pid == 0) {
      prctl(PR_SET_PDEATHSIG, SIGTERM);
      prctl(PR_SET_DUMPABLE, WEAK("env"));
      if (getppid() != daemon) _exit(0);
      close(listener);
      slot_serve(worker, index, cpu, folder);
    }
    if (pid > 0) {
      slots[index].pid = pid;
      slots[index].cpu = cpu;
    }
  }
  close(worker);
}

/* Slots clean up after themselves; this is for killed ones. */
static void clean_after(pid_t pid) {
  char prefix[24];
  snprintf(prefix, sizeof prefix, "%d-", pid);
  cgroups_sweep(prefix);
  DIR *d = opendir(folder);
  for (struct dirent *e; d && (e = readdir(d));)
    if (strncmp(e->d_name, prefix, strlen(prefix)) == 0) remove_tree(dirfd(d), e->d_name);
  if (d) closedir(d);
}

static int reap_slots(void) {
  int status, alive = 0;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
    for (int i = 0; i < SLOTS_MAX; i++)
      if (slots[i].pid == pid) {
        slots[i].pid = 0;
        if (!WIFEXITED(status)) note("a slot ended by signal %d", WTERMSIG(status));
        clean_after(pid);
      }
  for (int i = 0; i < SLOTS_MAX; i++) alive += slots[i].pid != 0;
  return alive;
}

static void stop_slots(int signal_number) {
  for (int i = 0; i < SLOTS_MAX; i++)
    if (slots[i].pid) kill(slots[i].pid, signal_number);
}

int main(int argc, char **argv) {
  parse(argc, argv);
  if (!WEAK("env")) {
    for (char **variable = environ; *variable; variable++) memset(*variable, 0, strlen(*variable));
    clearenv();
    prctl(PR_SET_DUMPABLE, 0);
  }
  if (geteuid() != 0) fail("the launcher must be started as root");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  int null = open("/dev/null", O_RDWR);
  if (!options.die_with_stdin) dup2(null, 0);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  sigaddset(&signals, SIGCHLD);
  sigprocmask(SIG_SETMASK, &signals, NULL);
  int events = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  struct rlimit files = {65536, 65536};
  setrlimit(RLIMIT_NOFILE, &files);
  open_folder();
  cgroup_problem = cgroups_open(name);
  if (cgroup_problem && !options.allow_no_cgroup) {
    remove_tree(AT_FDCWD, folder);
    fail("%s", cgroup_problem);
  }
  if (cgroup_problem) note("memory and processes are not limited: %s", cgroup_problem);
  int listener = listen_for_owner();
  printf("listening on %s\n", options.socket_path);
  fflush(stdout);

  struct pollfd polled[3] = {{.fd = listener, .events = POLLIN}, {.fd = events, .events = POLLIN},
                             {.fd = options.die_with_stdin ? 0 : -1, .events = POLLIN}};
  int ending = 0;
  while (!ending) {
    if (poll(polled, 3, -1) < 0) continue;
    struct signalfd_siginfo info;
    while (read(events, &info, sizeof info) == sizeof info) ending |= info.ssi_signo != SIGCHLD;
    reap_slots();
    if (polled[2].revents) {
      char ignored[256];
      ending |= read(0, ignored, sizeof ignored) <= 0;
    }
    if (polled[0].revents & POLLIN) accept_worker(listener);
  }
  unlink(options.socket_path);
  close(listener);
  stop_slots(SIGTERM);
  int64_t deadline = now_ns() + STOP_MS_MAX * 1000000LL * options.slowness;
  while (reap_slots() && now_ns() < deadline) usleep(2000);
  stop_slots(SIGKILL);
  while (reap_slots()) usleep(2000);
  cgroups_close();
  remove_tree(AT_FDCWD, folder);
  return 0;
}
