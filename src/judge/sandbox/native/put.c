#define _GNU_SOURCE
#include "put.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "channel.h"
#include "frames.h"
#include "slot.h"
#include "weaken.h"

/* A worker is trusted, but must not exhaust this machine's memory. */
#define BOX_BYTES_MAX (1ULL << 30)
#define BOX_FILES_MAX 10000

/* Opens the parent folder of a path, creating folders on the way; `*name` becomes the last part. */
static int open_parent(int box, char *path, char **name) {
  int at = openat(box, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (char *slash; at >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
    *slash = 0;
    if (!*path || !strcmp(path, ".") || !strcmp(path, "..")) break;
    if (mkdirat(at, path, 0755) == 0 && WEAK("readonly-box")) fchmodat(at, path, 0777, 0);
    int inner = openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    close(at);
    at = inner;
  }
  *name = path;
  if (at >= 0 && (!*path || !strcmp(path, ".") || !strcmp(path, "..") || strchr(path, '/'))) {
    close(at);
    at = -1;
    errno = EINVAL;
  }
  return at;
}

void on_put(uint32_t bytes) {
  struct put_body body;
  char path[PATH_BYTES_MAX + 1], *name;
  if (bytes < sizeof body) return frame_skip(bytes), frame_refuse("a malformed request");
  frame_read(&body, sizeof body);
  bytes -= sizeof body;
  struct opened *open = &slot.opened[body.which == COMPANION];
  if (body.path_bytes > PATH_BYTES_MAX || body.path_bytes > bytes) return frame_skip(bytes), frame_refuse("a path is too long");
  frame_read(path, body.path_bytes);
  path[body.path_bytes] = 0;
  bytes -= body.path_bytes;
  const char *problem = !open->container                                                                 ? "no container is open"
                        : open->executed                                                             ? "files come before the first program"
                        : strlen(path) != body.path_bytes || path[0] == '/'                           ? "a path is not relative"
                        : ++open->box_files > BOX_FILES_MAX || (open->box_bytes += bytes) > BOX_BYTES_MAX ? "too many files"
                                                                                                      : NULL;
  if (problem) return frame_skip(bytes), frame_refuse(problem);
  int folder = open_parent(open->container->box, path, &name), fd = -1;
  if (folder >= 0) fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  int error = fd < 0 ? -errno : 0;
  if (fd < 0) frame_skip(bytes);
  else error = frame_read_to_file(fd, bytes);
  mode_t mode = body.executable ? 0555 : 0444;
  if (fd >= 0 && fchmod(fd, WEAK("readonly-box") ? 0777 : mode) != 0) error = -errno;
  if (fd >= 0) close(fd);
  if (folder >= 0) close(folder);
  if (error) frame_refuse(strerror(-error));
  else frame_send(OK, NULL, 0);
}
