/* The launcher's command line. */
#ifndef CODEQUEST_OPTIONS_H
#define CODEQUEST_OPTIONS_H

struct options {
  const char *socket_path, *home, *run_dir;
  unsigned owner_uid, owner_gid;
  unsigned uid_base, uid_count;
  int die_with_stdin, allow_no_cgroup;
  /* How many times slower this machine is than the reference machine of the limits: 1 except under emulation. */
  unsigned slowness;
};
extern struct options options;

/* Reads the command line into `options`; exits if it is invalid. */
void options_parse(int argc, char **argv);

#endif
