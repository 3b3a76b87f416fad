// Every process forks as long as it can; a shared counter ends it, for the sake of the run without a limit.
#include <atomic>
#include <cstdio>
#include <sys/mman.h>
#include <unistd.h>

int main() {
  auto *count = static_cast<std::atomic<int> *>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  pid_t first = getpid();
  for (int i = 0; i < 400 && *count < 200; i++) {
    pid_t child = fork();
    if (child == 0) ++*count;
  }
  if (getpid() != first) pause();
  for (int i = 0; i < 50 && *count < 200; i++) usleep(20000);
  printf("%d\n", count->load());
}
