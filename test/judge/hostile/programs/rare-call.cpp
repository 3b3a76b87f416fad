// Whether the kernel's code for a call is reached: any answer but the filter's.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static long perf_event_open() {
  perf_event_attr event = {};
  event.type = PERF_TYPE_SOFTWARE;
  event.size = sizeof event;
  event.config = PERF_COUNT_SW_CPU_CLOCK;
  event.exclude_kernel = event.exclude_hv = 1;
  return syscall(SYS_perf_event_open, &event, 0, -1, -1, 0);
}

static long vmsplice() {
  int ends[2];
  char text[] = "x";
  iovec part = {text, 1};
  return pipe(ends) ? -1 : syscall(SYS_vmsplice, ends[1], &part, 1, 0);
}

static long name_to_handle_at() {
  struct { unsigned bytes = 128; int type; char handle[128]; } handle;
  int mount;
  return syscall(SYS_name_to_handle_at, AT_FDCWD, "/tmp", &handle, &mount, 0);
}

int main(int, char **argv) {
  const struct {
    const char *name;
    long (*call)();
  } calls[] = {
      {"userfaultfd", []() -> long { return syscall(SYS_userfaultfd, 1); }},
      {"bpf", []() -> long { return syscall(SYS_bpf, 999, nullptr, 0); }},
      {"perf_event_open", perf_event_open},
      {"keyctl", []() -> long { return syscall(SYS_keyctl, 0, -3, 1); }},
      {"add_key", []() -> long { return syscall(SYS_add_key, "user", "x", "x", 1, -3); }},
      {"fanotify_init", []() -> long { return syscall(SYS_fanotify_init, 0x200, 0); }},
      {"name_to_handle_at", name_to_handle_at},
      {"vmsplice", vmsplice},
      {"memfd_secret", []() -> long { return syscall(447, 0); }},
      {"kcmp", []() -> long { return syscall(SYS_kcmp, getpid(), getpid(), 0, 0, 0); }},
      {"seccomp", []() -> long { return syscall(SYS_seccomp, 99, 0, nullptr); }},
      {"ptrace", []() -> long { return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); }},
      {"set_mempolicy", []() -> long { return syscall(SYS_set_mempolicy, 0, nullptr, 0); }},
      {"open_tree", []() -> long { return syscall(428, AT_FDCWD, "/", 0); }},
      {"setns", []() -> long { return syscall(SYS_setns, -1, 0); }},
      {"clock_settime", []() -> long { return syscall(SYS_clock_settime, 0, nullptr); }},
      {"ioprio_set", []() -> long { return syscall(SYS_ioprio_set, 1, 0, (3 << 13)); }},
      {"process_madvise", []() -> long { return syscall(440, -1, nullptr, 0, 0, 0); }},
#ifdef __x86_64__
      {"modify_ldt", []() -> long { char table[64]; return syscall(SYS_modify_ldt, 0, table, sizeof table); }},
#endif
  };
  long result = -1;
  errno = ENOSYS;
  for (auto [name, call] : calls)
    if (!strcmp(name, argv[2])) errno = 0, result = call();
  if (result >= 0 || (errno != EPERM && errno != ENOSYS)) printf("PWNED %ld ", result);
  puts(strerror(errno));
}
