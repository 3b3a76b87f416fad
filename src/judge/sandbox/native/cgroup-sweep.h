/* Kills and removes control groups, those of containers and those that dead daemons left. A group is named by its folder. */
#ifndef CODEQUEST_CGROUP_SWEEP_H
#define CODEQUEST_CGROUP_SWEEP_H

void kill_members(const char *folder);
/* Kills the members as long as there are any. 0 or -errno. */
int remove_group(const char *folder);
/* Kills and removes the groups in `folder` whose name starts with `prefix`. */
void sweep_folder(const char *folder, const char *prefix);
/*
 * Removes groups of killed daemons, whose lock is free. They may be anywhere in the tree, as a daemon creates its group below its own,
 * which differs between login sessions and services.
 */
void sweep_dead(const char *folder, int depth);

#endif
