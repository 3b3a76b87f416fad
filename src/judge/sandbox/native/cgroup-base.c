#define _GNU_SOURCE
#include "cgroup-base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static int has_word(const char *text, const char *word, char separator) {
  size_t length = strlen(word);
  for (const char *at = text; (at = strstr(at, word)); at += length) {
    int starts = at == text || at[-1] == separator;
    char after = at[length];
    if (starts && (after == 0 || after == separator || after == '\n' || after == ' ')) return 1;
  }
  return 0;
}

int find_mount(const char *controller, char mount[PATH_LENGTH], char root[PATH_LENGTH]) {
  FILE *file = fopen("/proc/self/mountinfo", "re");
  if (!file) return 0;
  char line[4096];
  int found = 0;
  while (!found && fgets(line, sizeof line, file)) {
    char r[PATH_LENGTH], m[PATH_LENGTH], type[64], super[1024];
    char *rest = strstr(line, " - ");
    if (!rest || sscanf(line, "%*d %*d %*s %511s %511s", r, m) != 2) continue;
    if (sscanf(rest, " - %63s %*s %1023s", type, super) != 2) continue;
    if (controller ? strcmp(type, "cgroup") != 0 || !has_word(super, controller, ',') : strcmp(type, "cgroup2") != 0) continue;
    strcpy(mount, m);
    strcpy(root, r);
    found = 1;
  }
  fclose(file);
  return found;
}

int own_folder(const char *controller, char folder[PATH_LENGTH]) {
  char mount[PATH_LENGTH], root[PATH_LENGTH], line[1024], path[PATH_LENGTH] = "/";
  if (!find_mount(controller, mount, root)) return 0;
  FILE *file = fopen("/proc/self/cgroup", "re");
  if (!file) return 0;
  while (fgets(line, sizeof line, file)) {
    char *first = strchr(line, ':'), *second = first ? strchr(first + 1, ':') : NULL;
    if (!second) continue;
    *second = 0;
    if (controller ? !has_word(first + 1, controller, ',') : first[1] != 0) continue;
    second[1 + strcspn(second + 1, "\n")] = 0;
    if (strlen(second + 1) < sizeof path) strcpy(path, second + 1);
  }
  fclose(file);
  size_t skip = strcmp(root, "/") ? strlen(root) : 0;
  const char *inside = strncmp(path, root, skip) == 0 && !strstr(path, "/..") ? path + skip : "";
  while (*inside == '/') inside++;
  print_path(folder, "%s%s%s", mount, *inside ? "/" : "", inside);
  if (access(folder, F_OK) != 0) print_path(folder, "%s", mount);
  return 1;
}

static int has_controllers(const char *folder, const char *file) {
  char path[PATH_LENGTH], text[256];
  print_path(path, "%s/%s", folder, file);
  return read_file(path, text, sizeof text) >= 0 && has_word(text, "memory", ' ') && has_word(text, "pids", ' ');
}

/* cpu comes last: it is allowed even for a group with processes, and would remain enabled if memory is refused. */
int enable_controllers(const char *folder) {
  char path[PATH_LENGTH];
  print_path(path, "%s/cgroup.subtree_control", folder);
  if (!has_controllers(folder, "cgroup.subtree_control") && write_file(path, "+memory +pids") != 0) return 0;
  write_file(path, "+cpu");
  return 1;
}

/* Moves every process of a group into its child `leaf`: in version 2 a group can't have both processes and controllers. */
static int move_into_leaf(const char *folder, const char *leaf) {
  char procs[PATH_LENGTH], target[PATH_LENGTH], text[65536];
  print_path(target, "%s/%s", folder, leaf);
  if (mkdir(target, 0755) != 0 && errno != EEXIST) return 0;
  print_path(target, "%s/%s/cgroup.procs", folder, leaf);
  print_path(procs, "%s/cgroup.procs", folder);
  /* A process may fork while its siblings are being moved. */
  for (int round = 0; round < 10; round++) {
    if (read_file(procs, text, sizeof text) <= 0) return 1;
    char *rest = NULL;
    /* 0 would mean ourselves; here it is a process of another pid namespace, which only its own root can move. */
    for (char *pid = strtok_r(text, "\n", &rest); pid; pid = strtok_r(NULL, "\n", &rest))
      if (atoi(pid) > 0) write_file(target, pid);
  }
  return 0;
}

/* systemd marks delegated groups (Delegate=yes). A group without other processes is as good as delegated. */
static int is_ours(const char *folder) {
  char path[PATH_LENGTH], text[65536], mark[8] = "", self[16];
  if (getxattr(folder, "trusted.delegate", mark, sizeof mark - 1) == 1 && mark[0] == '1') return 1;
  snprintf(self, sizeof self, "%d\n", getpid());
  print_path(path, "%s/cgroup.procs", folder);
  return read_file(path, text, sizeof text) > 0 && strcmp(text, self) == 0;
}

const char *find_v2_base(char base[PATH_LENGTH]) {
  char mount[PATH_LENGTH], root[PATH_LENGTH];
  if (!find_mount(NULL, mount, root) || !own_folder(NULL, base))
    return "no control groups are mounted: mount cgroup2 at /sys/fs/cgroup";
  if (access(mount, W_OK) != 0)
    return "the control group tree is read-only: in a container, give it a private control group namespace and remount /sys/fs/cgroup writable";
  if (!has_controllers(mount, "cgroup.controllers"))
    return "the control group tree lacks the memory or pids controller: boot with cgroup_enable=memory, or delegate both to this container";
  if (strcmp(base, mount) != 0 && is_ours(base) && has_controllers(base, "cgroup.controllers") && move_into_leaf(base, "launcher") &&
      enable_controllers(base))
    return NULL;
  for (;;) {
    if (has_controllers(base, "cgroup.controllers") && enable_controllers(base)) return NULL;
    if (strcmp(base, mount) == 0) break;
    *strrchr(base, '/') = 0;
  }
  /* The visible root is an ordinary group after all, that of a container. */
  if (move_into_leaf(base, "init") && enable_controllers(base)) return NULL;
  return "no control group can have controlled children: start the launcher in a group of its own, such as a systemd unit with Delegate=yes";
}
