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
#include <unistd.h>

#include "cgroup-trees.h"
#include "options.h"
#include "slots.h"
#include "system.h"
#include "weaken.h"

#define STOP_MS_MAX 4000

static char folder[PATH_LENGTH], name[32];

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

int main(int argc, char **argv) {
  options_parse(argc, argv);
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
    slots_reap(folder);
    if (polled[2].revents) {
      char ignored[256];
      ending |= read(0, ignored, sizeof ignored) <= 0;
    }
    if (polled[0].revents & POLLIN) slots_accept(listener, folder);
  }
  unlink(options.socket_path);
  close(listener);
  slots_stop(SIGTERM);
  int64_t deadline = now_ns() + STOP_MS_MAX * 1000000LL * options.slowness;
  while (slots_reap(folder) && now_ns() < deadline) usleep(2000);
  slots_stop(SIGKILL);
  while (slots_reap(folder)) usleep(2000);
  cgroups_close();
  remove_tree(AT_FDCWD, folder);
  return 0;
}
