#define _GNU_SOURCE
#include "bwrap.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "arguments.h"
#include "cgroup.h"
#include "channel.h"
#include "system.h"
#include "userns.h"
#include "weaken.h"

#define BWRAP "/usr/bin/bwrap"
/* If the whole machine runs out of memory, programs are killed before databases. */
#define OOM_SCORE "500"

static void unlimited(int resource) {
  struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY};
  setrlimit(resource, &r);
}

void become_bwrap(const struct bwrap *b) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int s = 1; s < 32; s++) signal(s, SIG_DFL);
  write_file("/proc/self/oom_score_adj", OOM_SCORE);
  int error = cgroup_join(b->group);
  if (error) {
    dprintf(b->complaints, "joining the control group: %s", strerror(-error));
    _exit(1);
  }
  int user = make_user_namespace(b->uid);
  if (user < 0) {
    dprintf(b->complaints, "making a user namespace: %s", strerror(-user));
    _exit(1);
  }
  int null = open("/dev/null", O_RDWR);
  /* First move the descriptors above the fixed numbers, so that no dup2 overwrites one that is still needed. */
  int channel = fcntl(b->channel, F_DUPFD, 10), filter = fcntl(b->filter, F_DUPFD, 10);
  user = fcntl(user, F_DUPFD, 10);
  if (dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(b->complaints, 2) < 0 || dup2(channel, CHANNEL_FD) < 0 ||
      dup2(filter, SECCOMP_FD) < 0 || dup2(user, USERNS_FD) < 0)
    _exit(1);
  syscall(SYS_close_range, USERNS_FD + 1, ~0U, 0);
  if (b->cpu >= 0) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)b->cpu, &set);
    sched_setaffinity(0, sizeof set, &set);
  }
  unlimited(RLIMIT_STACK);
  unlimited(RLIMIT_CPU);
  unlimited(RLIMIT_FSIZE);
  umask(022);
  if (chdir("/") != 0) _exit(1);
  uid_t uid = b->uid;
  if (uid != 0 && (setgroups(0, NULL) != 0 || setresgid(uid, uid, uid) != 0 || setresuid(uid, uid, uid) != 0)) {
    dprintf(2, "giving up root: %s", strerror(errno));
    _exit(1);
  }
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != b->parent) _exit(1);
  char *empty[] = {NULL};
  execve(BWRAP, b->arguments, WEAK("env") ? environ : empty);
  dprintf(2, "%s: %s", BWRAP, strerror(errno));
  _exit(1);
}
