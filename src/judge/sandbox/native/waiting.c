#define _GNU_SOURCE
#include "waiting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than any limit of processes allows; if the list is truncated, the rest is not seen. */
#define THREADS_MAX 4200

/*
 * Threads that wait at the same time count once, those that live one after the other add up: `before` is what the program had waited
 * when this one began.
 */
struct thread {
  pid_t id;
  long long ran_ns, waited_ns, turns;
  int64_t before, unchanged_since;
};
static struct thread tables[2][THREADS_MAX];
static struct thread *known = tables[0], *seen = tables[1];
static unsigned known_count;
static int64_t total_ns;

void waiting_begin(void) {
  known_count = 0;
  total_ns = 0;
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

static const struct thread *find(pid_t id) {
  for (unsigned i = 0; i < known_count; i++)
    if (known[i].id == id) return &known[i];
  return NULL;
}

int64_t waiting_ns(const struct container *c, int64_t now, int closely) {
  char text[65536], *rest = NULL;
  unsigned count = 0;
  int64_t longest = total_ns;
  if (cgroup_threads(c->name, text, sizeof text) <= 0) return total_ns;
  for (char *line = strtok_r(text, "\n", &rest); line && count < THREADS_MAX; line = strtok_r(NULL, "\n", &rest)) {
    struct thread t = {.id = atoi(line), .unchanged_since = now};
    if (!read_times(&t)) continue;
    const struct thread *last = find(t.id);
    int older_than_program = t.id == c->runner_pid || t.id == c->monitor;
    t.before = last ? last->before : older_than_program ? -t.waited_ns : total_ns;
    if (last && last->turns == t.turns && last->ran_ns == t.ran_ns) t.unchanged_since = last->unchanged_since;
    int64_t waited = t.before + t.waited_ns;
    if (closely && t.unchanged_since < now && is_ready(t.id)) waited += now - t.unchanged_since;
    if (waited > longest) longest = waited;
    seen[count++] = t;
  }
  struct thread *swapped = known;
  known = seen;
  known_count = count;
  seen = swapped;
  return total_ns = longest;
}
