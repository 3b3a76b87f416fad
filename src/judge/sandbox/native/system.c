#define _GNU_SOURCE
#include "system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void print_line(const char *format, va_list values) {
  char line[1024];
  int length = vsnprintf(line, sizeof line - 1, format, values);
  if (length < 0) return;
  if ((size_t)length > sizeof line - 2) length = sizeof line - 2;
  line[length++] = '\n';
  if (write(2, "launcher: ", 10) < 0 || write(2, line, (size_t)length) < 0) return;
}

void note(const char *format, ...) {
  va_list values;
  va_start(values, format);
  print_line(format, values);
  va_end(values);
}

void fail(const char *format, ...) {
  va_list values;
  va_start(values, format);
  print_line(format, values);
  va_end(values);
  exit(1);
}

void print_path(char path[PATH_LENGTH], const char *format, ...) {
  va_list values;
  va_start(values, format);
  int length = vsnprintf(path, PATH_LENGTH, format, values);
  va_end(values);
  if (length < 0 || length >= PATH_LENGTH) fail("a path is longer than %d bytes", PATH_LENGTH);
}

int write_file(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -errno;
  int result = write(fd, text, strlen(text)) < 0 ? -errno : 0;
  close(fd);
  return result;
}

int read_file(const char *path, char *text, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -errno;
  size_t length = 0;
  ssize_t got;
  while (length < size - 1 && (got = read(fd, text + length, size - 1 - length)) > 0) length += (size_t)got;
  close(fd);
  text[length] = 0;
  return (int)length;
}

void remove_tree(int at, const char *name) {
  if (unlinkat(at, name, 0) == 0 || (errno != EISDIR && errno != EPERM)) return;
  int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *folder = fd < 0 ? NULL : fdopendir(fd);
  if (folder) {
    for (struct dirent *e; (e = readdir(folder));)
      if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..")) remove_tree(dirfd(folder), e->d_name);
    closedir(folder);
  }
  unlinkat(at, name, AT_REMOVEDIR);
}

int is_daemon_name(const char *name) {
  size_t prefix = strlen(NAME_PREFIX);
  if (strncmp(name, NAME_PREFIX, prefix) != 0) return 0;
  return strlen(name) == prefix + NAME_DIGITS && strspn(name + prefix, "0123456789abcdef") == NAME_DIGITS;
}

int lock_folder(const char *path) {
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return -1;
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  close(fd);
  return -1;
}

int send_fd(int socket, int fd) {
  char byte = 0;
  union {
    char space[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } control = {0};
  struct iovec part = {&byte, 1};
  struct msghdr head = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  struct cmsghdr *c = CMSG_FIRSTHDR(&head);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(c), &fd, sizeof fd);
  return sendmsg(socket, &head, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

int receive_fd(int socket) {
  char byte;
  int fd = -1;
  union {
    char space[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } control;
  struct iovec part = {&byte, 1};
  struct msghdr head = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  if (recvmsg(socket, &head, MSG_CMSG_CLOEXEC) != 1) return -1;
  struct cmsghdr *c = CMSG_FIRSTHDR(&head);
  if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) memcpy(&fd, CMSG_DATA(c), sizeof fd);
  return fd;
}
