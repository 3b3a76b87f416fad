/* Small shared parts of the launcher. */
#ifndef CODEQUEST_SYSTEM_H
#define CODEQUEST_SYSTEM_H

#include <stddef.h>
#include <stdint.h>

#define PATH_LENGTH 512
#define NAME_PREFIX "codequest-"

struct options {
  const char *socket_path, *home, *run_dir;
  unsigned owner_uid, owner_gid;
  unsigned uid_base, uid_count;
  int die_with_stdin, allow_no_cgroup;
  /* How many times slower this machine is than the one that limits are meant for: 1 but under emulation. */
  unsigned slowness;
};
extern struct options options;

int64_t now_ns(void);
/* Writes one line to stderr. */
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* As note, then exits with status 1. */
void fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
/* snprintf that exits rather than truncates: a shortened path is another path. */
void print_path(char path[PATH_LENGTH], const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One write of a small control file; 0 or -errno. */
int write_file(const char *path, const char *text);
/* Whole small file into `text`, NUL-terminated; length or -errno. */
int read_file(const char *path, char *text, size_t size);
/* Removes a folder tree the launcher itself made. Follows no link. */
void remove_tree(int at, const char *name);
/* Opens a folder and takes its lock; -1 when someone alive holds it. */
int lock_folder(const char *path);
/* Hands an open file to another process of ours. 0 or -1. */
int send_fd(int socket, int fd);
/* The file handed over by send_fd, or -1 when the other end closed without one. */
int receive_fd(int socket);

#endif
