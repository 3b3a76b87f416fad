#define _GNU_SOURCE
#include "cgroup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "system.h"
#include "weaken.h"

#define SWEEP_DEPTH 8

enum { MEMORY, PIDS, CPUACCT, TREES };
static const char *const controllers[TREES] = {"memory", "pids", "cpuacct"};

enum cgroup_kind cgroup_kind = CGROUP_NONE;
const char *cgroup_problem;

/* One per distinct tree: the parent group, the daemon's group below it, and its lock. */
static struct tree {
  char base[PATH_LENGTH];
  char top[PATH_LENGTH];
  int lock;
} trees[TREES];
static int tree_count;
static int tree_of[TREES]; /* controller → index in trees */

static int has_word(const char *text, const char *word, char separator) {
  size_t length = strlen(word);
  for (const char *at = text; (at = strstr(at, word)); at += length) {
    int starts = at == text || at[-1] == separator;
    char after = at[length];
    if (starts && (after == 0 || after == separator || after == '\n' || after == ' ')) return 1;
  }
  return 0;
}

/* Finds where the tree of `controller` (NULL: version 2) is mounted, and which of its groups is the root of that mount. */
static int find_mount(const char *controller, char *mount, char *root) {
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

/* Folder of this process's group in the tree of `controller`; falls back to the visible root. */
static int own_folder(const char *controller, char folder[PATH_LENGTH]) {
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

/*
 * Enables memory and pids for the children of a group, and cpu if available, which distributes cores fairly among them. cpu comes
 * last: it is allowed even for a group with processes, and would remain enabled if memory is refused.
 */
static int enable(const char *folder) {
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

/*
 * Finds a group that may have controlled children: the daemon's own if delegated, else an ancestor without processes, else the visible
 * root, which may have both outside of a container. Returns NULL, or the reason why there is none.
 */
static const char *find_v2_base(char base[PATH_LENGTH]) {
  char mount[PATH_LENGTH], root[PATH_LENGTH];
  if (!find_mount(NULL, mount, root) || !own_folder(NULL, base))
    return "no control groups are mounted: mount cgroup2 at /sys/fs/cgroup";
  if (access(mount, W_OK) != 0)
    return "the control group tree is read-only: in a container, give it a private control group namespace and remount /sys/fs/cgroup writable";
  if (!has_controllers(mount, "cgroup.controllers"))
    return "the control group tree lacks the memory or pids controller: boot with cgroup_enable=memory, or delegate both to this container";
  if (strcmp(base, mount) != 0 && is_ours(base) && has_controllers(base, "cgroup.controllers") && move_into_leaf(base, "launcher") && enable(base))
    return NULL;
  for (;;) {
    if (has_controllers(base, "cgroup.controllers") && enable(base)) return NULL;
    if (strcmp(base, mount) == 0) break;
    *strrchr(base, '/') = 0;
  }
  /* The visible root is an ordinary group after all, that of a container. */
  if (move_into_leaf(base, "init") && enable(base)) return NULL;
  return "no control group can have controlled children: start the launcher in a group of its own, such as a systemd unit with Delegate=yes";
}

static void kill_members(const char *folder) {
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

static int remove_group(const char *folder) {
  for (int attempt = 0; attempt < 400 * (int)options.slowness; attempt++) {
    if (rmdir(folder) == 0 || errno == ENOENT) return 0;
    if (errno != EBUSY) return -errno;
    if (attempt) kill_members(folder);
    usleep(attempt < 20 ? 500 : 5000);
  }
  return -EBUSY;
}

static void sweep_folder(const char *folder, const char *prefix) {
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

/*
 * Removes groups of killed daemons, whose lock is free. They may be anywhere in the tree, as a daemon creates its group below its own,
 * which differs between login sessions and services.
 */
static void sweep_dead(const char *folder, int depth) {
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

const char *cgroups_open(const char *daemon_name) {
  tree_count = 0;
  char folders[TREES][PATH_LENGTH];
  int v1 = 1;
  for (int i = 0; i < TREES && v1; i++) v1 = own_folder(controllers[i], folders[i]);
  if (v1) {
    for (int i = 0; i < TREES; i++) {
      int at = 0;
      while (at < tree_count && strcmp(trees[at].base, folders[i]) != 0) at++;
      if (at == tree_count) strcpy(trees[tree_count++].base, folders[i]);
      tree_of[i] = at;
    }
  } else {
    const char *problem = find_v2_base(trees[0].base);
    if (problem) return problem;
    tree_count = 1;
    memset(tree_of, 0, sizeof tree_of);
  }
  for (int i = 0; i < tree_count; i++) {
    char mount[PATH_LENGTH], root[PATH_LENGTH];
    int controller = 0;
    while (tree_of[controller] != i) controller++;
    if (find_mount(v1 ? controllers[controller] : NULL, mount, root)) sweep_dead(mount, SWEEP_DEPTH);
    print_path(trees[i].top, "%s/%s", trees[i].base, daemon_name);
    trees[i].lock = -1;
    /* A daemon that starts at the same time may remove this group before it is locked, taking it for a dead daemon's. */
    for (int attempt = 0; attempt < 20 && trees[i].lock < 0; attempt++) {
      if (attempt) usleep(5000);
      if (mkdir(trees[i].top, 0755) != 0 && errno != EEXIST) break;
      trees[i].lock = lock_folder(trees[i].top);
      if (trees[i].lock >= 0 && access(trees[i].top, F_OK) != 0) close(trees[i].lock), trees[i].lock = -1;
    }
    if (trees[i].lock < 0) {
      for (; i >= 0; i--) rmdir(trees[i].top);
      return "the control group tree is read-only or in use";
    }
  }
  if (!v1 && !enable(trees[0].top)) {
    rmdir(trees[0].top);
    return "the memory and pids controllers could not be enabled";
  }
  cgroup_kind = v1 ? CGROUP_V1 : CGROUP_V2;
  return NULL;
}

void cgroups_sweep(const char *prefix) {
  if (cgroup_kind == CGROUP_NONE) return;
  for (int i = 0; i < tree_count; i++) sweep_folder(trees[i].top, prefix);
}

void cgroups_close(void) {
  cgroups_sweep("");
  for (int i = 0; cgroup_kind != CGROUP_NONE && i < tree_count; i++) remove_group(trees[i].top);
}

int cgroup_join(const char *name) {
  char path[PATH_LENGTH];
  for (int i = 0; cgroup_kind != CGROUP_NONE && i < tree_count; i++) {
    print_path(path, "%s/%s", trees[i].top, name);
    if (mkdir(path, 0755) != 0 && errno != EEXIST) return -errno;
    print_path(path, "%s/%s/cgroup.procs", trees[i].top, name);
    int error = write_file(path, "0");
    if (error) return error;
  }
  return 0;
}

static int open_control(int controller, const char *name, const char *file, int flags) {
  char path[PATH_LENGTH];
  print_path(path, "%s/%s/%s", trees[tree_of[controller]].top, name, file);
  return open(path, flags | O_CLOEXEC);
}

int cgroup_attach(struct cgroup *g, const char *name) {
  *g = (struct cgroup){.usage_fd = -1, .memory_fd = -1, .memsw_fd = -1, .pids_fd = -1, .oom_fd = -1};
  snprintf(g->name, sizeof g->name, "%s", name);
  if (cgroup_kind == CGROUP_NONE) return 0;
  int v1 = cgroup_kind == CGROUP_V1;
  g->usage_fd = open_control(CPUACCT, name, v1 ? "cpuacct.usage" : "cpu.stat", O_RDONLY);
  g->memory_fd = open_control(MEMORY, name, v1 ? "memory.limit_in_bytes" : "memory.max", O_WRONLY);
  g->memsw_fd = open_control(MEMORY, name, v1 ? "memory.memsw.limit_in_bytes" : "memory.swap.max", O_WRONLY);
  g->pids_fd = open_control(PIDS, name, "pids.max", O_WRONLY);
  g->oom_fd = open_control(MEMORY, name, v1 ? "memory.oom_control" : "memory.events", O_RDONLY);
  if (g->usage_fd < 0 || g->memory_fd < 0 || g->pids_fd < 0 || g->oom_fd < 0) return -ENOENT;
  /* Without swap accounting memsw is missing: then prevent swapping as far as version 1 can. */
  if (v1 && g->memsw_fd < 0) {
    int fd = open_control(MEMORY, name, "memory.swappiness", O_WRONLY);
    if (fd >= 0 && write(fd, "0", 1) < 0) note("memory.swappiness could not be set");
    if (fd >= 0) close(fd);
  }
  if (!v1 && g->memsw_fd >= 0 && write(g->memsw_fd, "0", 1) < 0) return -errno;
  return 0;
}

static int put_number(int fd, uint64_t value, int unlimited) {
  char text[24];
  int length = unlimited ? snprintf(text, sizeof text, "-1") : snprintf(text, sizeof text, "%" PRIu64, value);
  return pwrite(fd, text, (size_t)length, 0) < 0 ? -errno : 0;
}

int cgroup_limit(struct cgroup *g, uint64_t memory_bytes, uint64_t processes) {
  if (cgroup_kind == CGROUP_NONE) return 0;
  int error = 0;
  if (g->memory_bytes != memory_bytes && !WEAK("memory")) {
    int memsw = cgroup_kind == CGROUP_V1 && g->memsw_fd >= 0;
    if (memsw) error = put_number(g->memsw_fd, 0, 1);
    if (!error) error = put_number(g->memory_fd, memory_bytes, 0);
    if (!error && memsw) error = put_number(g->memsw_fd, memory_bytes, 0);
    if (error) return error;
    g->memory_bytes = memory_bytes;
  }
  if (g->processes != processes && !WEAK("pids")) {
    error = put_number(g->pids_fd, processes, 0);
    if (!error) g->processes = processes;
  }
  return error;
}

static int64_t read_field(int fd, const char *field) {
  char text[512];
  ssize_t got = pread(fd, text, sizeof text - 1, 0);
  if (got <= 0) return -1;
  text[got] = 0;
  if (!field) return strtoll(text, NULL, 10);
  size_t length = strlen(field);
  for (char *line = text; line; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (strncmp(line, field, length) == 0 && line[length] == ' ') return strtoll(line + length + 1, NULL, 10);
  }
  return -1;
}

int64_t cgroup_cpu_ns(const struct cgroup *g) {
  if (cgroup_kind == CGROUP_V1) return read_field(g->usage_fd, NULL);
  if (cgroup_kind == CGROUP_V2) {
    int64_t microseconds = read_field(g->usage_fd, "usage_usec");
    return microseconds < 0 ? -1 : microseconds * 1000;
  }
  return 0;
}

int cgroup_threads(const char *name, char *text, size_t size) {
  char path[PATH_LENGTH];
  if (cgroup_kind == CGROUP_NONE) return 0;
  print_path(path, "%s/%s/%s", trees[0].top, name, cgroup_kind == CGROUP_V1 ? "tasks" : "cgroup.threads");
  return read_file(path, text, size);
}

int64_t cgroup_new_oom_kills(struct cgroup *g) {
  if (cgroup_kind == CGROUP_NONE) return 0;
  int64_t total = read_field(g->oom_fd, "oom_kill");
  if (total < 0) return -1;
  int64_t more = total - (int64_t)g->oom_kills;
  g->oom_kills = (uint64_t)total;
  return more;
}

void cgroup_kill(const char *name) {
  for (int i = 0; cgroup_kind != CGROUP_NONE && i < tree_count; i++) {
    char path[PATH_LENGTH];
    print_path(path, "%s/%s", trees[i].top, name);
    kill_members(path);
  }
}

void cgroup_remove(struct cgroup *g) {
  int *fds[] = {&g->usage_fd, &g->memory_fd, &g->memsw_fd, &g->pids_fd, &g->oom_fd};
  for (int i = 0; i < 5; i++) {
    if (*fds[i] >= 0) close(*fds[i]);
    *fds[i] = -1;
  }
  for (int i = 0; cgroup_kind != CGROUP_NONE && g->name[0] && i < tree_count; i++) {
    char path[PATH_LENGTH];
    print_path(path, "%s/%s", trees[i].top, g->name);
    if (remove_group(path) != 0) note("could not remove the control group %s", path);
  }
  g->name[0] = 0;
}
