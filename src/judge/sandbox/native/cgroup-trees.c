#define _GNU_SOURCE
#include "cgroup-trees.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup-base.h"
#include "cgroup-sweep.h"
#include "system.h"

#define SWEEP_DEPTH 8

static const char *const controllers[CONTROLLERS] = {"memory", "pids", "cpuacct"};

enum cgroup_kind cgroup_kind = CGROUP_NONE;
const char *cgroup_problem;

/* One per distinct tree: the parent group, the daemon's group below it, and its lock. */
static struct tree {
  char base[PATH_LENGTH];
  char top[PATH_LENGTH];
  int lock;
} trees[CONTROLLERS];
static int tree_count;
static int tree_of[CONTROLLERS]; /* controller → index in trees */

int cgroup_tree_count(void) { return cgroup_kind == CGROUP_NONE ? 0 : tree_count; }

const char *cgroup_tree(int index) { return trees[index].top; }

const char *cgroup_tree_of(enum cgroup_controller controller) { return trees[tree_of[controller]].top; }

const char *cgroups_open(const char *daemon_name) {
  tree_count = 0;
  char folders[CONTROLLERS][PATH_LENGTH];
  int v1 = 1;
  for (int i = 0; i < CONTROLLERS && v1; i++) v1 = own_folder(controllers[i], folders[i]);
  if (v1) {
    for (int i = 0; i < CONTROLLERS; i++) {
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
  if (!v1 && !enable_controllers(trees[0].top)) {
    rmdir(trees[0].top);
    return "the memory and pids controllers could not be enabled";
  }
  cgroup_kind = v1 ? CGROUP_V1 : CGROUP_V2;
  return NULL;
}

void cgroups_sweep(const char *prefix) {
  for (int i = 0; i < cgroup_tree_count(); i++) sweep_folder(trees[i].top, prefix);
}

void cgroups_close(void) {
  cgroups_sweep("");
  for (int i = 0; i < cgroup_tree_count(); i++) remove_group(trees[i].top);
}
