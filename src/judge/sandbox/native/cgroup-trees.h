/*
 * Control groups of version 1 (one tree per controller) and 2 (one tree). The daemon creates one group per tree, with a random name
 * and locked for its lifetime; each container has a group inside it.
 */
#ifndef CODEQUEST_CGROUP_TREES_H
#define CODEQUEST_CGROUP_TREES_H

enum cgroup_kind { CGROUP_NONE = 0, CGROUP_V1 = 1, CGROUP_V2 = 2 };
extern enum cgroup_kind cgroup_kind;
/* Why control groups are unavailable, and what to do; NULL if they are available. */
extern const char *cgroup_problem;

/* Finds the trees, removes groups of dead daemons, creates and locks this daemon's groups. Returns NULL or a reason. */
const char *cgroups_open(const char *daemon_name);
void cgroups_close(void);
/* Kills and removes containers' groups whose name starts with `prefix`. */
void cgroups_sweep(const char *prefix);

enum cgroup_controller { MEMORY, PIDS, CPUACCT, CONTROLLERS };
/* Number of distinct trees, 0 without control groups. */
int cgroup_tree_count(void);
/* Folder of the daemon's group in a tree. */
const char *cgroup_tree(int index);
const char *cgroup_tree_of(enum cgroup_controller controller);

#endif
