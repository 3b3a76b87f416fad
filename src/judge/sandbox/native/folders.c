/*
 * All processes of the program are dead when these functions run, so nothing changes concurrently; but names, modes, depth and number
 * of the files are untrusted.
 */
#define _GNU_SOURCE
#include "folders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "channel.h"
#include "weaken.h"

struct entry {
  uint64_t inode;
  int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[];
};

/* Beyond these limits the container is discarded, which is cheaper than emptying it. */
#define WIPE_ENTRIES_MAX 200000
#define WIPE_NS_MAX 300000000LL
#define WALK_DEPTH_MAX 16
#define WALK_ENTRIES_MAX 20000

static char buffer[32 * 1024] __attribute__((aligned(8)));

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int is_dots(const char *name) { return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2])); }

struct wipe {
  int root;
  unsigned hoisted;
  unsigned entries;
  int64_t deadline;
};

/* Moves a nested folder up into the root, so that depth costs neither stack nor descriptors. */
static int hoist(struct wipe *w, int from, const char *name) {
  char target[32];
  for (int attempt = 0; attempt < 64; attempt++) {
    snprintf(target, sizeof target, ".wipe-%u", w->hoisted++);
    if (syscall(SYS_renameat2, from, name, w->root, target, 1 /* RENAME_NOREPLACE */) == 0) return 0;
    if (errno != EEXIST) return -1;
  }
  return -1;
}

static int open_folder(int at, const char *name) {
  return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Removes the files of one folder and hoists its folders; folders in the root itself are emptied and removed. */
static int empty_folder(struct wipe *w, int folder, int is_root) {
  for (;;) {
    int removed = 0;
    if (lseek(folder, 0, SEEK_SET) < 0) return -1;
    for (;;) {
      /* The buffer is shared by both levels: read the names of the root one at a time. */
      char local[2048] __attribute__((aligned(8)));
      char *at = is_root ? local : buffer;
      long got = syscall(SYS_getdents64, folder, at, is_root ? sizeof local : sizeof buffer);
      if (got < 0) return -1;
      if (got == 0) break;
      for (long i = 0; i < got;) {
        struct entry *e = (struct entry *)(at + i);
        i += e->length;
        if (is_dots(e->name)) continue;
        if (++w->entries > WIPE_ENTRIES_MAX || ((w->entries & 255) == 0 && now_ns() > w->deadline)) return -1;
        removed++;
        if (unlinkat(folder, e->name, 0) == 0) continue;
        if (errno != EISDIR && errno != EPERM) return -1;
        if (fchmodat(folder, e->name, 0700, 0) != 0) return -1;
        if (unlinkat(folder, e->name, AT_REMOVEDIR) == 0) continue;
        if (!is_root) {
          if (hoist(w, folder, e->name) != 0) return -1;
          continue;
        }
        int inner = open_folder(folder, e->name);
        if (inner < 0) return -1;
        int failed = empty_folder(w, inner, 0);
        close(inner);
        if (failed || unlinkat(folder, e->name, AT_REMOVEDIR) != 0) return -1;
      }
    }
    if (removed == 0) return 0;
  }
}

static int is_epoch(struct timespec t) { return t.tv_sec == 0 && t.tv_nsec == 0; }

/* Mode and times of the folder itself could also pass a message to the next test. */
static int looks_new(const struct stat *st) {
  return (st->st_mode & 07777) == 01777 && is_epoch(st->st_mtim) && is_epoch(st->st_atim);
}

int folder_wipe(const struct folder *folder) {
  struct stat st;
  if (fstat(folder->fd, &st) != 0) return 0;
  /* Untouched, as in nearly all cases: each name in a tmpfs folder adds to its size. */
  if (st.st_size == folder->empty_bytes && st.st_nlink == 2 && looks_new(&st)) return 1;
  if ((st.st_mode & 07777) != 01777 && fchmod(folder->fd, 01777) != 0) return 0;
  struct wipe w = {.root = folder->fd, .deadline = now_ns() + WIPE_NS_MAX};
  if (empty_folder(&w, folder->fd, 1) != 0 || fstat(folder->fd, &st) != 0) return 0;
  if (looks_new(&st)) return 1;
  struct timespec epoch[2] = {{0, 0}, {0, 0}};
  return futimens(folder->fd, epoch) == 0;
}

int folder_remove(const struct folder *folder, const char *name) {
  struct stat st;
  if (fstat(folder->fd, &st) != 0 || ((st.st_mode & 07777) != 01777 && fchmod(folder->fd, 01777) != 0)) return 0;
  /* A folder of this name is no file, so it says nothing. */
  return unlinkat(folder->fd, name, 0) == 0 || errno == ENOENT || errno == EISDIR || errno == EPERM;
}

int folder_open(struct folder *folder, const char *path) {
  struct stat st;
  /* Without NOATIME, reading would change the times that wiping resets. */
  *folder = (struct folder){.fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOATIME), .empty_bytes = -1};
  if (folder->fd < 0 || !folder_wipe(folder) || fstat(folder->fd, &st) != 0) return 0;
  folder->empty_bytes = st.st_size;
  return 1;
}

static void send_file(int channel, int fd, const char *path, int executable) {
  struct file_message head = {.type = RUNNER_FILE, .executable = (uint32_t)executable, .path_bytes = (uint32_t)strlen(path)};
  struct iovec parts[2] = {{&head, sizeof head}, {(void *)path, head.path_bytes}};
  union {
    char space[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } control;
  memset(&control, 0, sizeof control);
  struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2, .msg_control = &control, .msg_controllen = sizeof control};
  struct cmsghdr *c = CMSG_FIRSTHDR(&message);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(c), &fd, sizeof fd);
  while (sendmsg(channel, &message, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
}

struct level { int fd; size_t path_length; };

/* Visits an open regular file; returns 0, or an error that ends the walk. */
typedef int visit(void *context, int fd, const char *path, const struct stat *st);

/* Visits every regular file below `root`. Returns 0 or the error that ended the walk, E2BIG if there are too many entries. */
static int walk(int root, visit *see, void *context) {
  char path[PATH_BYTES_MAX];
  struct level stack[WALK_DEPTH_MAX];
  int depth = 0, error = 0;
  unsigned entries = 0;
  struct stat top;
  /* The program may have taken every permission away from itself. */
  if (fstat(root, &top) != 0 || ((top.st_mode & 07777) != 01777 && fchmod(root, 01777) != 0)) return errno;
  stack[0] = (struct level){.fd = open_folder(root, "."), .path_length = 0};
  if (stack[0].fd < 0) return errno;
  while (depth >= 0) {
    struct level *here = &stack[depth];
    /* Few entries at a time: the position in an outer folder is kept by its descriptor. */
    char local[512] __attribute__((aligned(8)));
    long got = syscall(SYS_getdents64, here->fd, local, sizeof local);
    if (got <= 0 || error) {
      if (got < 0 && !error) error = errno;
      close(here->fd);
      depth--;
      continue;
    }
    for (long i = 0; i < got && !error;) {
      struct entry *e = (struct entry *)(local + i);
      i += e->length;
      if (is_dots(e->name)) continue;
      if (++entries > WALK_ENTRIES_MAX) {
        error = E2BIG;
        break;
      }
      size_t name_length = strlen(e->name);
      size_t length = here->path_length + (here->path_length ? 1 : 0) + name_length;
      if (length >= sizeof path) continue;
      if (here->path_length) path[here->path_length] = '/';
      memcpy(path + length - name_length, e->name, name_length + 1);
      /* Skips links, fifos, sockets and devices; O_NONBLOCK and fstat guard against a wrong type. */
      int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (WEAK("collect") ? 0 : O_NOFOLLOW);
      int fd = openat(here->fd, e->name, flags);
      if (fd < 0 && errno == EACCES && (e->type == DT_REG || e->type == DT_DIR)) {
        fchmodat(here->fd, e->name, 0700, 0);
        fd = openat(here->fd, e->name, flags);
      }
      if (fd < 0) continue;
      struct stat st;
      if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        error = see(context, fd, path, &st);
      } else if (S_ISDIR(st.st_mode) && depth + 1 < WALK_DEPTH_MAX) {
        /* Descend now and continue with the rest of this folder later, at the saved position. */
        lseek(here->fd, e->offset, SEEK_SET);
        stack[++depth] = (struct level){.fd = fd, .path_length = length};
        fd = -1;
        i = got;
      }
      if (fd >= 0) close(fd);
    }
  }
  return error;
}

static int is_of_size(void *context, int fd, const char *path, const struct stat *st) {
  (void)fd;
  (void)path;
  return (uint64_t)st->st_size >= *(uint64_t *)context ? EFBIG : 0;
}

int folder_has_file_of(const struct folder *folder, uint64_t bytes) { return walk(folder->fd, is_of_size, &bytes) == EFBIG; }

struct collecting {
  int channel;
  unsigned max_files;
  struct collected_message done;
};

static int collect_file(void *context, int fd, const char *path, const struct stat *st) {
  struct collecting *c = context;
  if (c->done.count >= c->max_files && !WEAK("collect-limits")) return E2BIG;
  send_file(c->channel, fd, path, (st->st_mode & 0111) != 0);
  c->done.count++;
  return 0;
}

void folder_collect(const struct folder *folder, int channel, unsigned max_files) {
  struct collecting c = {.channel = channel, .max_files = max_files, .done = {.type = RUNNER_COLLECTED}};
  c.done.error = walk(folder->fd, collect_file, &c);
  while (send(channel, &c.done, sizeof c.done, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
}
