#define _GNU_SOURCE
#include "arguments.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "channel.h"
#include "options.h"
#include "system.h"
#include "weaken.h"

/* Limits of each writable folder and of /out; their content also counts as the program's memory. */
#define WRITABLE_BYTES "67108864"
#define OUT_BYTES "268435456"

static char *arguments[256];
static int argument_count, box_argument;

/*
 * Host paths visible to programs. The same for every language, so that a spare container fits them all. Not /usr/local, /usr/etc or
 * /usr/lib/node_modules: they contain settings and credentials of package managers.
 */
static const char *const visible[] = {
    "/usr/bin", "/usr/lib64", "/usr/libexec", "/usr/include", "/usr/lib/*-linux-gnu", "/usr/lib/ld-linux*", "/usr/lib/gcc",
    "/usr/lib/bfd-plugins", "/usr/lib/locale", "/usr/lib/python3.*", "/usr/lib/jvm", "/usr/lib/go", "/usr/lib/go-*", "/usr/share/go-*",
    "/usr/share/zoneinfo", "/etc/alternatives", "/etc/ld.so.cache", "/etc/java-*-openjdk",
};

static void argument(const char *text) {
  if (argument_count >= (int)(sizeof arguments / sizeof *arguments) - 1) fail("too many folders to bind");
  arguments[argument_count++] = strdup(text);
}

static void link_to(const char *target, const char *path) {
  argument("--symlink");
  argument(target);
  argument(path);
}

static void bind_folder(const char *from, const char *to) {
  argument("--ro-bind");
  argument(from);
  argument(to);
}

/* Symbolic links stay links (/usr/lib/go), so that programs that locate files by their own path find the same as outside. */
static void show(const char *path) {
  char target[PATH_LENGTH];
  ssize_t length = readlink(path, target, sizeof target - 1);
  if (length < 0) return bind_folder(path, path);
  target[length] = 0;
  link_to(target, path);
}

static void device(const char *path) {
  argument("--dev-bind");
  argument(path);
  argument(path);
}

static void writable(const char *size, const char *path) {
  const char *const words[] = {"--size", size, "--perms", "1777", "--tmpfs", path};
  for (int i = 0; i < 6; i++) argument(words[i]);
}

void arguments_prepare(void) {
  char path[PATH_LENGTH];
  argument("bwrap");
  argument("--userns"), argument("5");
  if (!WEAK("ipc-namespace")) argument("--unshare-ipc");
  if (!WEAK("pid-namespace")) argument("--unshare-pid"), argument("--as-pid-1");
  argument("--unshare-uts");
  argument("--unshare-cgroup-try");
  if (!WEAK("network")) argument("--unshare-net");
  argument("--uid"), argument("1000"), argument("--gid"), argument("1000");
  argument("--hostname"), argument("sandbox");
  argument("--die-with-parent");
  argument("--new-session");
  if (!WEAK("env")) argument("--clearenv");
  argument("--cap-drop"), argument("ALL");
  argument("--seccomp"), argument("4");
  for (unsigned i = 0; i < sizeof visible / sizeof *visible; i++) {
    if (WEAK("filesystem") && strncmp(visible[i], "/etc", 4) == 0) continue;
    glob_t found;
    if (glob(visible[i], 0, NULL, &found) == 0)
      for (size_t j = 0; j < found.gl_pathc; j++) show(found.gl_pathv[j]);
    globfree(&found);
  }
  link_to("usr/bin", "/bin");
  link_to("usr/lib", "/lib");
  link_to("usr/lib64", "/lib64");
  if (WEAK("filesystem")) {
    static const char *const hidden[] = {"/etc", "/var", "/run", "/sys"};
    for (int i = 0; i < 4; i++) bind_folder(hidden[i], hidden[i]);
  } else {
    print_path(path, "%s/etc/passwd", options.home), bind_folder(path, "/etc/passwd");
    print_path(path, "%s/etc/group", options.home), bind_folder(path, "/etc/group");
  }
  /* Not --dev: it creates a writable folder of unlimited size. */
  static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/urandom", "/dev/random"};
  if (WEAK("devices")) device("/dev/fuse");
  for (int i = 0; i < 5; i++) device(devices[i]);
  link_to("/proc/self/fd", "/dev/fd");
  link_to("/proc/self/fd/0", "/dev/stdin");
  link_to("/proc/self/fd/1", "/dev/stdout");
  link_to("/proc/self/fd/2", "/dev/stderr");
  print_path(path, "%s/toolchains", options.home), bind_folder(path, "/opt/judge");
  print_path(path, "%s/bin/runner", options.home), bind_folder(path, "/runner");
  argument("--proc"), argument("/proc");
  for (unsigned i = 0; i < WRITABLE_FOLDERS; i++) writable(WRITABLE_BYTES, writable_folders[i]);
  writable(OUT_BYTES, OUT_FOLDER);
  argument(WEAK("readonly-box") ? "--bind" : "--ro-bind");
  box_argument = argument_count;
  argument(""), argument("/box");
  argument("--remount-ro"), argument("/");
  argument("--chdir"), argument("/");
  argument("--"), argument("/runner");
#ifdef WEAKEN
  argument(weakened);
#endif
  arguments[argument_count] = NULL;
}

char **arguments_for(const char *box_path) {
  free(arguments[box_argument]);
  arguments[box_argument] = strdup(box_path);
  return arguments;
}
