#define _GNU_SOURCE
#include "slots.h"

#include <dirent.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup-trees.h"
#include "options.h"
#include "serve.h"
#include "system.h"
#include "weaken.h"

#define SLOTS_MAX 128

static struct {
  pid_t pid;
  int cpu;
} slots[SLOTS_MAX];

/* The allowed core that the fewest slots use; prefers the last ones, as the first handles the machine's interrupts. */
static int choose_cpu(void) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -1;
  int best = -1, best_users = SLOTS_MAX + 1;
  for (int cpu = CPU_SETSIZE - 1; cpu >= 0; cpu--) {
    if (!CPU_ISSET((size_t)cpu, &allowed)) continue;
    int users = 0;
    for (int i = 0; i < SLOTS_MAX; i++) users += slots[i].pid && slots[i].cpu == cpu;
    if (users < best_users) best_users = users, best = cpu;
  }
  return best;
}

void slots_accept(int listener, const char *daemon_folder) {
  int worker = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (worker < 0) return;
  struct ucred peer;
  socklen_t size = sizeof peer;
  int index = 0;
  while (index < SLOTS_MAX && slots[index].pid) index++;
  if (getsockopt(worker, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == options.owner_uid || peer.uid == 0) &&
      index < SLOTS_MAX) {
    int cpu = choose_cpu();
    pid_t daemon = getpid(), pid = fork();
    if (pid == 0) {
      prctl(PR_SET_PDEATHSIG, SIGTERM);
      prctl(PR_SET_DUMPABLE, WEAK("env"));
      if (getppid() != daemon) _exit(0);
      close(listener);
      serve_worker(worker, index, cpu, daemon_folder);
    }
    if (pid > 0) {
      slots[index].pid = pid;
      slots[index].cpu = cpu;
    }
  }
  close(worker);
}

/* Slots clean up after themselves; this is for killed ones. */
static void clean_after(pid_t pid, const char *daemon_folder) {
  char prefix[24];
  snprintf(prefix, sizeof prefix, "%d-", pid);
  cgroups_sweep(prefix);
  DIR *d = opendir(daemon_folder);
  for (struct dirent *e; d && (e = readdir(d));)
    if (strncmp(e->d_name, prefix, strlen(prefix)) == 0) remove_tree(dirfd(d), e->d_name);
  if (d) closedir(d);
}

int slots_reap(const char *daemon_folder) {
  int status, alive = 0;
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
    for (int i = 0; i < SLOTS_MAX; i++)
      if (slots[i].pid == pid) {
        slots[i].pid = 0;
        if (!WIFEXITED(status)) note("a slot ended by signal %d", WTERMSIG(status));
        clean_after(pid, daemon_folder);
      }
  for (int i = 0; i < SLOTS_MAX; i++) alive += slots[i].pid != 0;
  return alive;
}

void slots_stop(int signal_number) {
  for (int i = 0; i < SLOTS_MAX; i++)
    if (slots[i].pid) kill(slots[i].pid, signal_number);
}
