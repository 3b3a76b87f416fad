#define _GNU_SOURCE
#include "waiting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

int program_lives(const struct container *c) {
  char text[65536], *rest = NULL;
  if (cgroup_threads(c->name, text, sizeof text) <= 0) return 1;
  for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    pid_t thread = atoi(line);
    char path[PATH_LENGTH], stat[512], state;
    unsigned flags;
    if (is_older_than_program(c, thread)) continue;
    print_path(path, "/proc/%d/stat", thread);
    char *name_end = read_file(path, stat, sizeof stat) > 0 ? strrchr(stat, ')') : NULL;
    if (!name_end || sscanf(name_end, ") %c %*d %*d %*d %*d %*d %u", &state, &flags) != 2) continue;
    if (state != 'Z' && state != 'X' && !(flags & KERNEL_PF_EXITING)) return 1;
  }
  return 0;
}
