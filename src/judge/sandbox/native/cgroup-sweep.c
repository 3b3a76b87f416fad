#define _GNU_SOURCE
#include "cgroup-sweep.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "options.h"
#include "system.h"

void kill_members(const char *folder) {
  char path[PATH_LENGTH];
  print_path(path, "%s/cgroup.kill", folder);
  if (write_file(path, "1") == 0) return;
  print_path(path, "%s/cgroup.procs", folder);
  char text[65536];
  if (read_file(path, text, sizeof text) <= 0) return;
  char *rest = NULL;
  /* Processes of another pid namespace show as 0: we must not kill them, and kill(0) would hit ourselves. */
  for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
    if (atoi(line) > 1) kill(atoi(line), SIGKILL);
}

int remove_group(const char *folder) {
  for (int attempt = 0; attempt < 400 * (int)options.slowness; attempt++) {
    if (rmdir(folder) == 0 || errno == ENOENT) return 0;
    if (errno != EBUSY) return -errno;
    if (attempt) kill_members(folder);
    usleep(attempt < 20 ? 500 : 5000);
  }
  return -EBUSY;
}

void sweep_folder(const char *folder, const char *prefix) {
  DIR *d = opendir(folder);
  if (!d) return;
  for (struct dirent *e; (e = readdir(d));) {
    if (e->d_type != DT_DIR || e->d_name[0] == '.' || strncmp(e->d_name, prefix, strlen(prefix)) != 0) continue;
    char path[PATH_LENGTH];
    print_path(path, "%s/%s", folder, e->d_name);
    kill_members(path);
    if (remove_group(path) != 0) note("could not remove the control group %s", path);
  }
  closedir(d);
}

void sweep_dead(const char *folder, int depth) {
  DIR *d = opendir(folder);
  if (!d) return;
  for (struct dirent *e; (e = readdir(d));) {
    if (e->d_type != DT_DIR || e->d_name[0] == '.' || strlen(folder) + strlen(e->d_name) + 64 > PATH_LENGTH) continue;
    char path[PATH_LENGTH];
    print_path(path, "%s/%s", folder, e->d_name);
    if (!is_daemon_name(e->d_name)) {
      if (depth > 0) sweep_dead(path, depth - 1);
      continue;
    }
    int lock = lock_folder(path);
    if (lock < 0) continue;
    sweep_folder(path, "");
    remove_group(path);
    close(lock);
  }
  closedir(d);
}
