#include <csignal>
#include <cstdio>
#include <ctime>

int main() {
  for (int s = 1; s < 64; s++) signal(s, SIG_IGN);
  while (clock() < 3 * @SLOWNESS@ * CLOCKS_PER_SEC) {}
  puts("PWNED");
}
