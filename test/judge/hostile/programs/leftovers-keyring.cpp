// Keys belong to a user, who outlives every process of his.
#include <cstdio>
#include <cstring>
#include <sys/syscall.h>
#include <unistd.h>

int main(int, char **argv) {
  const long user_keyring = -4, search = 10;
  if (!strcmp(argv[1], "attack")) syscall(SYS_add_key, "user", "note", "answers", 7ul, user_keyring);
  else if (syscall(SYS_keyctl, search, user_keyring, "user", "note", 0) > 0) puts("PWNED");
}
