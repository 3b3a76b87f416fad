#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <initializer_list>
#include <sys/mman.h>
#include <unistd.h>

int main() {
  size_t bytes = 15u << 20;
  for (const char *name : {"/one", "/two", "/three", "/four"}) {
    int file = shm_open(name, O_CREAT | O_RDWR, 0600);
    if (file < 0 || ftruncate(file, static_cast<off_t>(bytes)) != 0) return 1;
    memset(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), 1, bytes);
  }
  puts("PWNED");
}
