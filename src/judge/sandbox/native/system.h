/* Small helpers shared by the launcher's files. */
#ifndef CODEQUEST_SYSTEM_H
#define CODEQUEST_SYSTEM_H

#include <stddef.h>
#include <stdint.h>

#define PATH_LENGTH 512
#define NAME_PREFIX "codequest-"
#define NAME_DIGITS 16

int64_t now_ns(void);
/* Writes one line to stderr. */
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Like note, then exits with status 1. */
void fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
/* snprintf that exits instead of truncating: a truncated path is a different path. */
void print_path(char path[PATH_LENGTH], const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Writes a small control file with one write; 0 or -errno. */
int write_file(const char *path, const char *text);
/* Reads a whole small file into `text`, NUL-terminated; length or -errno. */
int read_file(const char *path, char *text, size_t size);
/* Removes a folder tree that the launcher itself created. Does not follow links. */
void remove_tree(int at, const char *name);
/*
 * Is it the name of a launcher's folder and control group: the prefix and NAME_DIGITS hexadecimal digits? Services of systemd, such
 * as codequest-worker.service, start with the prefix too.
 */
int is_daemon_name(const char *name);
/* Opens a folder and locks it; -1 if a live process holds the lock. */
int lock_folder(const char *path);
/* Passes an open file to another process of ours. 0 or -1. */
int send_fd(int socket, int fd);
/* Receives the file passed by send_fd; -1 if the other end closed without one. */
int receive_fd(int socket);

#endif
