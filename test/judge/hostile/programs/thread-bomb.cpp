#include <cstdio>
#include <pthread.h>
#include <unistd.h>

static void *wait_forever(void *) {
  pause();
  return nullptr;
}

int main() {
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 64 << 10);
  int count = 0;
  pthread_t thread;
  while (count < 200 && pthread_create(&thread, &small, wait_forever, nullptr) == 0) count++;
  printf("%d\n", count);
  fflush(stdout);
  _exit(0);
}
