#include <cstdio>
#include <cstring>

__attribute__((noinline)) int deeper(int depth) {
  volatile char frame[1 << 16];
  memset(const_cast<char *>(frame), depth, sizeof frame);
  return depth == 0 ? frame[0] : deeper(depth - 1) + frame[5];
}

int main(int argc, char **) { printf("PWNED %d\n", deeper(3000 * argc)); }
