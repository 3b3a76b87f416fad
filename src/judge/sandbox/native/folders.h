/* Emptying and reading the folders a hostile program may have written to. Used by the runner, as the program's uid. */
#ifndef CODEQUEST_FOLDERS_H
#define CODEQUEST_FOLDERS_H

#include <stdint.h>
#include <sys/types.h>

/* The root of a tmpfs. */
struct folder {
  int fd;
  off_t empty_bytes;
};

/* Opens and empties it. 1, or 0 when that failed. */
int folder_open(struct folder *folder, const char *path);
/* Removes everything in it. Returns 1 when it is empty and looks like new, 0 when it could not be made so. */
int folder_wipe(const struct folder *folder);
/* Whether a file in it has at least `bytes`. */
int folder_has_file_of(const struct folder *folder, uint64_t bytes);
/* Sends every regular file in it to `channel`, then a collected_message. */
void folder_collect(const struct folder *folder, int channel, unsigned max_files);

#endif
