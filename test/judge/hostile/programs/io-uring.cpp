// Does file and network work in the kernel's own threads, past a filter on system calls.
#include <cstdio>
#include <sys/syscall.h>
#include <unistd.h>

int main() {
  char parameters[256] = {};
  if (syscall(425, 4, parameters) >= 0) puts("PWNED");
}
