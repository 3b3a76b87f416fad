/* Empties and reads folders that a hostile program may have written to. Used by the runner, with the program's uid. */
#ifndef CODEQUEST_FOLDERS_H
#define CODEQUEST_FOLDERS_H

#include <stdint.h>
#include <sys/types.h>

/* The root of a tmpfs. */
struct folder {
  int fd;
  off_t empty_bytes;
};

/* Opens and empties the folder. Returns 1, or 0 on failure. */
int folder_open(struct folder *folder, const char *path);
/* Removes everything in the folder. Returns 1 if it is empty and looks new, 0 on failure. */
int folder_wipe(const struct folder *folder);
/* Removes one file, if there is one of this name. Returns 1, or 0 on failure. */
int folder_remove(const struct folder *folder, const char *name);
/* Does the folder contain a file of at least `bytes`? */
int folder_has_file_of(const struct folder *folder, uint64_t bytes);
/* Sends every regular file in the folder to `channel`, then a collected_message. */
void folder_collect(const struct folder *folder, int channel, unsigned max_files);

#endif
