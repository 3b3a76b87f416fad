// Shared memory belongs to no process's heap.
#include <cstdio>
#include <cstring>
#include <sys/mman.h>

int main() {
  size_t bytes = 200u << 20;
  void *block = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (block == MAP_FAILED) return 1;
  memset(block, 1, bytes);
  puts("PWNED");
}
