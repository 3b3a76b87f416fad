// System V shared memory outlives its processes.
#include <cstdio>
#include <cstring>
#include <sys/shm.h>

int main(int, char **argv) {
  bool attack = !strcmp(argv[1], "attack");
  int id = shmget(4711, 4096, attack ? IPC_CREAT | 0666 : 0666);
  if (id < 0) return 0;
  char *memory = static_cast<char *>(shmat(id, nullptr, 0));
  if (attack) strcpy(memory, "answers of the last test");
  else printf("PWNED %s\n", memory);
}
