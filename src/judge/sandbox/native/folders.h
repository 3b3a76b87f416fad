/* Emptying and reading the folders a hostile program may have written to. Used by the runner, as the program's uid. */
#ifndef CODEQUEST_FOLDERS_H
#define CODEQUEST_FOLDERS_H

/* Removes everything below `root`. Returns 1 when it is empty and looks like new, 0 when it could not be made so. */
int folder_wipe(int root);
/* Sends every regular file below `root` to `channel`, then a collected_message. */
void folder_collect(int root, int channel, unsigned max_files);

#endif
