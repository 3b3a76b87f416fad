// What pid 1 would send for a program that ended well, on every descriptor there may be.
#include <cstdint>
#include <sys/socket.h>
#include <unistd.h>

struct Result {
  uint32_t type = 102, sequence = 1;
  int32_t exit_code = 0, signal = 0, exec_errno = 0;
  uint32_t killed = 0, clean = 1, reserved = 0;
  uint64_t wall_ns = 1000, ended_ns = 1000, cpu_ns = 1000, maxrss_bytes = 1000;
};

int main() {
  Result forged;
  for (int fd = 3; fd < 64; fd++) send(fd, &forged, sizeof forged, MSG_NOSIGNAL);
  return 42;
}
