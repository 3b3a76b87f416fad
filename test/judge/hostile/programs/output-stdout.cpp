#include <cstdio>
#include <cstring>

int main() {
  char line[1024];
  memset(line, 'x', sizeof line);
  for (int i = 0; i < 4096; i++) fwrite(line, 1, sizeof line, stdout);
}
