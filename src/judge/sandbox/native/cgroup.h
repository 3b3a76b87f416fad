/*
 * Control groups of version 1 (one tree per controller) and 2 (one tree). The daemon creates one group per tree, with a random name
 * and locked for its lifetime; each container has a group inside it.
 */
#ifndef CODEQUEST_CGROUP_H
#define CODEQUEST_CGROUP_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum cgroup_kind { CGROUP_NONE = 0, CGROUP_V1 = 1, CGROUP_V2 = 2 };
extern enum cgroup_kind cgroup_kind;
/* Why control groups are unavailable, and what to do; NULL if they are available. */
extern const char *cgroup_problem;

struct cgroup {
  char name[48];
  int usage_fd, memory_fd, memsw_fd, pids_fd, oom_fd;
  uint64_t memory_bytes, processes; /* as set */
  uint64_t oom_kills;               /* as last read */
};

/* Finds the trees, removes groups of dead daemons, creates and locks this daemon's groups. Returns NULL or a reason. */
const char *cgroups_open(const char *daemon_name);
void cgroups_close(void);
/* Kills and removes containers' groups whose name starts with `prefix`. */
void cgroups_sweep(const char *prefix);

/* In the child that becomes the container: creates the group and joins it. 0 or -errno. */
int cgroup_join(const char *name);
/* In the parent, after the child has joined. 0 or -errno. */
int cgroup_attach(struct cgroup *g, const char *name);
/* `processes` includes the runner and bwrap's monitor. 0 or -errno. */
int cgroup_limit(struct cgroup *g, uint64_t memory_bytes, uint64_t processes);
/* CPU time used so far, or -1. */
int64_t cgroup_cpu_ns(const struct cgroup *g);
/* Ids of the live threads, one per line; returns the bytes read, 0 without control groups, or -errno. */
int cgroup_threads(const char *name, char *text, size_t size);
/* Number of kills by the memory limit since the last call, or -1. */
int64_t cgroup_new_oom_kills(struct cgroup *g);
void cgroup_kill(const char *name);
void cgroup_remove(struct cgroup *g);

#endif
