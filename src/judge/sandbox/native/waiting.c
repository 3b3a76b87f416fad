#define _GNU_SOURCE
#include "waiting.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* include/linux/sched.h */
#define KERNEL_PF_EXITING 0x4

void waiting_begin(struct waiting *w) {
  w->known_count = 0;
  w->total_ns = 0;
}

/* Time on a core, time runnable without one, number of time slices: proc(5). */
static int read_times(struct thread *t) {
  char path[PATH_LENGTH], text[128];
  print_path(path, "/proc/%d/schedstat", t->id);
  return read_file(path, text, sizeof text) > 0 && sscanf(text, "%lld %lld %lld", &t->ran_ns, &t->waited_ns, &t->turns) == 3;
}

static int is_ready(pid_t thread) {
  char path[PATH_LENGTH], text[512];
  print_path(path, "/proc/%d/stat", thread);
  char *name_end = read_file(path, text, sizeof text) > 0 ? strrchr(text, ')') : NULL;
  return name_end && strncmp(name_end, ") R", 3) == 0;
}

static const struct thread *find(const struct waiting *w, pid_t id) {
  for (unsigned i = 0; i < w->known_count; i++)
    if (w->tables[w->known][i].id == id) return &w->tables[w->known][i];
  return NULL;
}

static int is_older_than_program(const struct container *c, pid_t thread) { return thread == c->runner_pid || thread == c->monitor; }

int64_t waiting_ns(struct waiting *w, const struct container *c, int64_t now, int closely) {
  char text[65536], *rest = NULL;
  unsigned count = 0;
  int64_t longest = w->total_ns;
  struct thread *seen = w->tables[!w->known];
  if (cgroup_threads(c->name, text, sizeof text) <= 0) return w->total_ns;
  for (char *line = strtok_r(text, "\n", &rest); line && count < THREADS_MAX; line = strtok_r(NULL, "\n", &rest)) {
    struct thread t = {.id = atoi(line), .unchanged_since = now};
    if (!read_times(&t)) continue;
    const struct thread *last = find(w, t.id);
    t.before = last ? last->before : is_older_than_program(c, t.id) ? -t.waited_ns : w->total_ns;
    if (last && last->turns == t.turns && last->ran_ns == t.ran_ns) t.unchanged_since = last->unchanged_since;
    int64_t waited = t.before + t.waited_ns;
    if (closely && t.unchanged_since < now && is_ready(t.id)) waited += now - t.unchanged_since;
    if (waited > longest) longest = waited;
    seen[count++] = t;
  }
  w->known = !w->known;
  w->known_count = count;
  return w->total_ns = longest;
}

/* Has a process of the container this pipe open? If that can't be seen, it may have. */
static int is_open(const struct container *c, ino_t inode) {
  char text[65536], wanted[64], *rest = NULL;
  snprintf(wanted, sizeof wanted, "pipe:[%llu]", (unsigned long long)inode);
  if (cgroup_threads(c->name, text, sizeof text) <= 0) return 1;
  for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    char path[PATH_LENGTH];
    print_path(path, "/proc/%d/fd", atoi(line));
    DIR *files = opendir(path);
    if (!files && errno == ENOENT) continue;
    if (!files) return 1;
    int found = 0;
    for (const struct dirent *file; !found && (file = readdir(files));) {
      char target[64];
      ssize_t length = readlinkat(dirfd(files), file->d_name, target, sizeof target - 1);
      found = length > 0 && (size_t)length == strlen(wanted) && memcmp(target, wanted, (size_t)length) == 0;
    }
    closedir(files);
    if (found) return 1;
  }
  return 0;
}

struct states {
  unsigned alive, ending;
};

/* Of the threads of the program. 0, or -1 if they are not known. */
static int count_states(const struct container *c, struct states *states) {
  char text[65536], *rest = NULL;
  *states = (struct states){0};
  if (cgroup_threads(c->name, text, sizeof text) <= 0) return -1;
  for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    pid_t thread = atoi(line);
    char path[PATH_LENGTH], stat[512], state;
    unsigned flags;
    if (is_older_than_program(c, thread)) continue;
    print_path(path, "/proc/%d/stat", thread);
    char *name_end = read_file(path, stat, sizeof stat) > 0 ? strrchr(stat, ')') : NULL;
    if (!name_end || sscanf(name_end, ") %c %*d %*d %*d %*d %*d %u", &state, &flags) != 2) continue;
    if (state == 'Z' || state == 'X' || (flags & KERNEL_PF_EXITING)) states->ending++;
    else states->alive++;
  }
  return 0;
}

int program_lives(const struct container *c) {
  struct states states;
  return count_states(c, &states) != 0 || states.alive > 0;
}

int program_has_closed(const struct container *c, ino_t inode) {
  struct states states;
  if (is_open(c, inode)) return 0;
  /* Only now: a thread begins to end before its files are closed. */
  return count_states(c, &states) == 0 && states.alive > 0 && states.ending == 0;
}
