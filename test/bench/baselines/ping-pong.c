/* Two processes that send each other a line in turn. `ping N` prints nanoseconds for each round trip to standard error. */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char line[] = "123456\n";

static void say(void) {
  if (write(1, line, sizeof line - 1) != sizeof line - 1) _exit(1);
}

static void hear(void) {
  char heard[sizeof line - 1];
  for (size_t got = 0; got < sizeof heard;) {
    ssize_t more = read(0, heard + got, sizeof heard - got);
    if (more <= 0) _exit(2);
    got += (size_t)more;
  }
}

static void ping(long rounds) {
  struct timespec from, to;
  say();
  hear();
  clock_gettime(CLOCK_MONOTONIC, &from);
  for (long i = 0; i < rounds; i++) {
    say();
    hear();
  }
  clock_gettime(CLOCK_MONOTONIC, &to);
  fprintf(stderr, "%.1f\n", (double)((to.tv_sec - from.tv_sec) * 1000000000L + (to.tv_nsec - from.tv_nsec)) / (double)rounds);
}

static void pong(long rounds) {
  for (long i = 0; i < rounds + 1; i++) {
    hear();
    say();
  }
}

static void join(int in, int out) {
  if (dup2(in, 0) < 0 || dup2(out, 1) < 0) _exit(3);
}

/* ping N | pong N: one side. pair N: both, joined by a bare pair of pipes. pinned N: the same on one core. */
int main(int argc, char **argv) {
  if (argc != 3) return 4;
  long rounds = atol(argv[2]);
  if (!strcmp(argv[1], "ping")) return ping(rounds), 0;
  if (!strcmp(argv[1], "pong")) return pong(rounds), 0;
  if (!strcmp(argv[1], "pinned")) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)sched_getcpu(), &set);
    sched_setaffinity(0, sizeof set, &set);
  }
  int there[2], back[2];
  if (pipe(there) != 0 || pipe(back) != 0) return 5;
  if (fork() == 0) {
    join(there[0], back[1]);
    pong(rounds);
    _exit(0);
  }
  join(back[0], there[1]);
  ping(rounds);
  wait(NULL);
  return 0;
}
