// Pid 1's own end of the channel, taken out of it.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sys/syscall.h>
#include <unistd.h>

int main() {
  long init = syscall(434, 1, 0), channel = syscall(438, init, 3, 0);
  puts(channel >= 0 ? "PWNED" : strerror(errno));
}
