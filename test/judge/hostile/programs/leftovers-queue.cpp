// A POSIX message queue lives until somebody removes it.
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <mqueue.h>

int main(int, char **argv) {
  if (!strcmp(argv[1], "attack")) mq_open("/note", O_CREAT | O_RDWR, 0600, nullptr);
  else if (mq_open("/note", O_RDONLY) != -1) puts("PWNED");
}
