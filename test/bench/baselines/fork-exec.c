/*
 * Starts a program again and again with nothing around it, each run after the end of the one before.
 *
 *   gcc -O2 -o fork-exec fork-exec.c
 *   fork-exec SECONDS PROGRAM [ARGUMENT…]   prints how many runs ended within that time, per second
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  double seconds = atof(argv[1]), since = now(), took;
  int runs = 0, null = open("/dev/null", O_RDWR);
  for (; (took = now() - since) < seconds; runs++) {
    pid_t child = fork();
    if (child == 0) {
      dup2(null, 0);
      dup2(null, 1);
      dup2(null, 2);
      execv(argv[2], argv + 2);
      _exit(127);
    }
    int status;
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return 1;
  }
  printf("%.1f\n", runs / took);
}
