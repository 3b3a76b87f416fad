#define _GNU_SOURCE
#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "system.h"
#include "weaken.h"

/* Debian reserves 60000 to 64999; systemd's dynamic users start at 61184. */
#define UID_BASE 61000
#define UID_COUNT 128
#define SLOWNESS_MAX 1000

struct options options = {.uid_base = UID_BASE, .uid_count = UID_COUNT, .slowness = 1};
#ifdef WEAKEN
const char *weakened = "";
#endif

static void usage(void) {
  fail("usage: launcher --listen SOCKET --owner UID[:GID] --home FOLDER --run-dir FOLDER [--uid-base N] [--uid-count N] "
       "[--slowness N] [--die-with-stdin] [--allow-no-cgroup]");
}

void options_parse(int argc, char **argv) {
  const char *owner = NULL;
  for (int i = 1; i < argc; i++) {
    const char *word = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
    if (!strcmp(word, "--die-with-stdin")) options.die_with_stdin = 1;
    else if (!strcmp(word, "--allow-no-cgroup")) options.allow_no_cgroup = 1;
    else if (!value) usage();
    else if (!strcmp(word, "--listen")) options.socket_path = value, i++;
    else if (!strcmp(word, "--owner")) owner = value, i++;
    else if (!strcmp(word, "--home")) options.home = value, i++;
    else if (!strcmp(word, "--run-dir")) options.run_dir = value, i++;
    else if (!strcmp(word, "--uid-base")) options.uid_base = (unsigned)strtoul(value, NULL, 10), i++;
    else if (!strcmp(word, "--uid-count")) options.uid_count = (unsigned)strtoul(value, NULL, 10), i++;
    else if (!strcmp(word, "--slowness")) options.slowness = (unsigned)strtoul(value, NULL, 10), i++;
#ifdef WEAKEN
    else if (!strcmp(word, "--weaken")) weakened = value, i++;
#endif
    else usage();
  }
  if (!options.socket_path || !owner || !options.home || !options.run_dir) usage();
  char *end;
  options.owner_uid = options.owner_gid = (unsigned)strtoul(owner, &end, 10);
  if (*end == ':') options.owner_gid = (unsigned)strtoul(end + 1, &end, 10);
  if (end == owner || *end) fail("--owner takes a numeric user and group");
  if (options.uid_base < 1000 || options.uid_count < 1) fail("sandbox users start at 1000");
  if (options.slowness < 1 || options.slowness > SLOWNESS_MAX) fail("--slowness is a whole number from 1 to %d", SLOWNESS_MAX);
  if (options.home[0] != '/' || options.run_dir[0] != '/' || options.socket_path[0] != '/') fail("paths must be absolute");
}
