/* Finds the control group below which the daemon may create its own, and enables controllers. */
#ifndef CODEQUEST_CGROUP_BASE_H
#define CODEQUEST_CGROUP_BASE_H

#include "system.h"

/* Finds where the tree of `controller` (NULL: version 2) is mounted, and which of its groups is the root of that mount. */
int find_mount(const char *controller, char mount[PATH_LENGTH], char root[PATH_LENGTH]);
/* Folder of this process's group in the tree of `controller`; falls back to the visible root. Returns 0 if the tree is not mounted. */
int own_folder(const char *controller, char folder[PATH_LENGTH]);
/*
 * Enables memory and pids for the children of a group, and cpu if available, which distributes cores fairly among them. Returns 0 if
 * memory and pids are refused.
 */
int enable_controllers(const char *folder);
/*
 * Finds a group that may have controlled children: the daemon's own if delegated, else an ancestor without processes, else the visible
 * root, which may have both outside of a container. Returns NULL, or the reason why there is none.
 */
const char *find_v2_base(char base[PATH_LENGTH]);

#endif
