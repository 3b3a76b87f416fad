// Two submissions at the same time: one leaves a segment, one finds it.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/shm.h>
#include <unistd.h>

int main(int, char **argv) {
  key_t key = atoi(argv[2]);
  if (!strcmp(argv[1], "attack")) {
    int id = shmget(key, 4096, IPC_CREAT | 0666);
    usleep(500000);
    if (id >= 0) shmctl(id, IPC_RMID, nullptr);
    return 0;
  }
  for (int i = 0; i < 40; i++, usleep(10000))
    if (shmget(key, 0, 0) >= 0) return puts("PWNED"), 0;
}
