#define _GNU_SOURCE
#include "cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup-sweep.h"
#include "cgroup-trees.h"
#include "system.h"
#include "weaken.h"

static int open_control(enum cgroup_controller controller, const char *name, const char *file, int flags) {
  char path[PATH_LENGTH];
  print_path(path, "%s/%s/%s", cgroup_tree_of(controller), name, file);
  return open(path, flags | O_CLOEXEC);
}

static int64_t read_field(int fd, const char *field) {
  char text[4096];
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

/* Neither processes nor files in memory, which would count against the next container. */
static int is_empty(const char *name) {
  char path[PATH_LENGTH], text[8];
  for (int i = 0; i < cgroup_tree_count(); i++) {
    print_path(path, "%s/%s/cgroup.procs", cgroup_tree(i), name);
    if (read_file(path, text, sizeof text) > 0) return 0;
  }
  int fd = open_control(MEMORY, name, "memory.stat", O_RDONLY);
  if (fd < 0) return 1;
  int64_t shared = read_field(fd, "shmem");
  close(fd);
  return shared == 0;
}

void cgroup_prepare(const char *name) {
  if (cgroup_kind == CGROUP_NONE || is_empty(name)) return;
  for (int i = 0; i < cgroup_tree_count(); i++) {
    char path[PATH_LENGTH];
    print_path(path, "%s/%s", cgroup_tree(i), name);
    if (remove_group(path) != 0) note("could not remove the control group %s", path);
  }
}

int cgroup_join(const char *name) {
  char path[PATH_LENGTH];
  for (int i = 0; i < cgroup_tree_count(); i++) {
    print_path(path, "%s/%s", cgroup_tree(i), name);
    if (mkdir(path, 0755) != 0 && errno != EEXIST) return -errno;
    print_path(path, "%s/%s/cgroup.procs", cgroup_tree(i), name);
    int error = write_file(path, "0");
    if (error) return error;
  }
  return 0;
}

int cgroup_attach(struct cgroup *g, const char *name) {
  *g = (struct cgroup){.usage_fd = -1, .memory_fd = -1, .memsw_fd = -1, .pids_fd = -1, .oom_fd = -1};
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
  return cgroup_new_oom_kills(g) < 0 ? -EIO : 0;
}

static int put_number(int fd, uint64_t value, int unlimited) {
  char text[24];
  const char *none = cgroup_kind == CGROUP_V1 ? "-1" : "max";
  int length = unlimited ? snprintf(text, sizeof text, "%s", none) : snprintf(text, sizeof text, "%" PRIu64, value);
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
  print_path(path, "%s/%s/%s", cgroup_tree(0), name, cgroup_kind == CGROUP_V1 ? "tasks" : "cgroup.threads");
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
  for (int i = 0; i < cgroup_tree_count(); i++) {
    char path[PATH_LENGTH];
    print_path(path, "%s/%s", cgroup_tree(i), name);
    kill_members(path);
  }
}

void cgroup_leave(struct cgroup *g) {
  if (g->memory_bytes) {
    if (cgroup_kind == CGROUP_V1 && g->memsw_fd >= 0) put_number(g->memsw_fd, 0, 1);
    put_number(g->memory_fd, 0, 1);
  }
  if (g->processes) put_number(g->pids_fd, 0, 1);
  int *fds[] = {&g->usage_fd, &g->memory_fd, &g->memsw_fd, &g->pids_fd, &g->oom_fd};
  for (int i = 0; i < 5; i++) {
    if (*fds[i] >= 0) close(*fds[i]);
    *fds[i] = -1;
  }
}
