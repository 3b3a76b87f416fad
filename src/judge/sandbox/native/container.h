/* A container: bwrap with our runner as its pid 1, a folder that becomes /box, and its control group. */
#ifndef CODEQUEST_CONTAINER_H
#define CODEQUEST_CONTAINER_H

#include <stdint.h>
#include <sys/types.h>

#include "cgroup.h"
#include "system.h"

struct container {
  pid_t monitor;  /* bwrap, our child */
  int runner;     /* pidfd of pid 1 inside, -1 until it is ready */
  pid_t runner_pid;
  int channel;
  int complaints; /* what bwrap wrote to stderr, until ready */
  int ready, dead;
  int out_used; /* its last program left something in /out, which the next one may be unable to remove */
  uint32_t sequence;
  unsigned uid; /* of its programs; their group has the same number */
  struct cgroup cgroup;
  unsigned number; /* among those of its slot */
  char name[48];
  char box_path[PATH_LENGTH];
  int box;
};

/* Sets up this process: its containers are in `daemon_folder`. */
void containers_prepare(const char *daemon_folder);
/* Starts a container without waiting for it; its programs run as `uid`. NULL if even that failed. */
struct container *container_start(unsigned uid);
/* Call when its channel is readable and it is not ready yet. 0, or -1 with a line in container_error. */
int container_become_ready(struct container *c);
/* Waits until the container is ready. */
int container_await(struct container *c);
/* Kills every process inside at once. */
void container_kill(struct container *c);
/* Kills the container, removes its folder, leaves its group, and frees it. */
void container_destroy(struct container *c);
/* Pins the runner, and everything it starts, to one core; -1 leaves it unpinned. */
void container_pin(struct container *c, int cpu);
/* Moves the files of one /box into another container's. 0 or -1. */
int container_move_box(struct container *from, struct container *to);

extern char container_error[512];

#endif
