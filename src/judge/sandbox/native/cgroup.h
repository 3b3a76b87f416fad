/* The control group of one container: its limits and what it used. Without control groups everything succeeds and measures 0. */
#ifndef CODEQUEST_CGROUP_H
#define CODEQUEST_CGROUP_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct cgroup {
  int usage_fd, memory_fd, memsw_fd, pids_fd, oom_fd;
  uint64_t memory_bytes, processes; /* as set */
  uint64_t oom_kills;               /* as last read */
};

/*
 * Call before cgroup_join. A group of this name that an earlier container left is used again: the kernel keeps a removed group for as
 * long as files that it read are cached, and slows down with thousands of them. A group that is not empty is replaced.
 */
void cgroup_prepare(const char *name);
/* In the child that becomes the container: creates the group, unless it is there, and joins it. 0 or -errno. */
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
/* Lifts the limits and leaves the group for the next container of this name. */
void cgroup_leave(struct cgroup *g);

#endif
