/* One container: bwrap with our runner as its pid 1, a folder that becomes /box, and its control group. */
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
  uint32_t sequence;
  struct cgroup cgroup;
  char name[48];
  char box_path[PATH_LENGTH];
  int box;
};

/* For this process: its containers lie in `daemon_folder`, their programs run as `uid`. */
void containers_prepare(const char *daemon_folder, unsigned uid);
/* Starts one; returns at once, NULL when not even that worked. */
struct container *container_start(void);
/* Call when its channel is readable and it is not ready yet. 0, or -1 with a line in container_error. */
int container_become_ready(struct container *c);
/* Waits for the above. */
int container_await(struct container *c);
/* Ends every process inside, now. */
void container_kill(struct container *c);
/* Kills, removes group and folder, frees. */
void container_destroy(struct container *c);
/* Ties the runner, and all it starts, to one core; -1 leaves it free. */
void container_pin(struct container *c, int cpu);
/* Moves the files of one /box into another container's. 0 or -1. */
int container_move_box(struct container *from, struct container *to);

extern char container_error[512];

#endif
