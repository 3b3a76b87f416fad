#define _GNU_SOURCE
#include "userns.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system.h"

/* In a child: creates the namespace as the program's user, sends it, and keeps it open until it is mapped. */
static void own_user_namespace(int channel, uid_t uid) {
  struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct only[2] = {{.effective = 1U << CAP_SYS_ADMIN, .permitted = 1U << CAP_SYS_ADMIN}};
  char done;
  /* Keep CAP_SYS_ADMIN across the change of user until the namespace is created: some machines do not let other users create one. */
  if (setgroups(0, NULL) == 0 && setresgid(uid, uid, uid) == 0 && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0 &&
      setresuid(uid, uid, uid) == 0 && syscall(SYS_capset, &head, only) == 0 && unshare(CLONE_NEWUSER) == 0) {
    int own = open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC);
    if (own >= 0 && send_fd(channel, own) == 0 && read(channel, &done, 1) >= 0) _exit(0);
  }
  _exit(errno ? errno : EIO);
}

int make_user_namespace(uid_t uid) {
  int pair[2], status = 0, own = -1, error = 0;
  char path[PATH_LENGTH], map[48];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return -errno;
  pid_t holder = fork();
  if (holder < 0) error = -errno;
  if (holder == 0) {
    close(pair[0]);
    own_user_namespace(pair[1], uid);
  }
  close(pair[1]);
  own = receive_fd(pair[0]);
  if (own >= 0) {
    snprintf(map, sizeof map, "1000 %u 1", (unsigned)uid);
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
