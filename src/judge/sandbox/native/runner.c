/*
 * pid 1 of a container. Starts one program at a time, waits for it, ends all leftover processes and reports. It runs as the sandbox's
 * own user without any capability, behind the same seccomp filter, so compromising it gains nothing. The launcher trusts it only about
 * exit status and memory.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "channel.h"
#include "folders.h"
#include "weaken.h"

#define OPEN_FILES_MAX 512

#ifdef WEAKEN
const char *weakened = "";
#endif

static int child_events;
static struct folder writable[WRITABLE_FOLDERS], out;
static char message[sizeof(struct exec_message) + STRINGS_MAX + 1] __attribute__((aligned(16)));
static char *pointers[2 * (ARGUMENTS_MAX + 1)];

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void limit(int resource, rlim_t soft, rlim_t hard) {
  struct rlimit r = {soft, hard};
  setrlimit(resource, &r);
}

struct ended {
  int status;
  int main_done;
  uint64_t cpu_ns;
  uint64_t maxrss_bytes;
};

static uint64_t time_ns(struct timeval t) { return (uint64_t)t.tv_sec * 1000000000ULL + (uint64_t)t.tv_usec * 1000ULL; }

/* Reaps dead children; keeps the main one's status. Returns 0 when no child is left. */
static int reap(pid_t main_pid, struct ended *ended, int flags) {
  for (;;) {
    int status;
    struct rusage usage;
    pid_t pid = wait4(-1, &status, flags | __WALL, &usage);
    if (pid < 0 && errno == EINTR) continue;
    if (pid < 0) return 0;
    if (pid == 0) return 1;
    if (WEAK("any-child") ? !ended->main_done : pid == main_pid) {
      ended->status = status;
      ended->main_done = 1;
    }
    ended->cpu_ns += time_ns(usage.ru_utime) + time_ns(usage.ru_stime);
    uint64_t rss = (uint64_t)usage.ru_maxrss * 1024;
    if (rss > ended->maxrss_bytes) ended->maxrss_bytes = rss;
    if (pid == main_pid && !(flags & WNOHANG)) return 1;
  }
}

/* Between vfork and exec: only system calls, and no change to the parent's memory except `failure`. */
static void become_program(const struct exec_message *m, char **argv, char **envp, const int *fds, int fd_count, volatile int *failure) {
  setsid();
  /* The numbers 3 and above are those of the channel and of the folders, so that no received descriptor has one of them. */
  for (int i = 0; i < fd_count; i++)
    if (dup2(fds[i], i) < 0) goto failed;
  limit(RLIMIT_CPU, m->cpu_seconds, m->cpu_seconds + 1);
  limit(RLIMIT_FSIZE, m->file_bytes, m->file_bytes);
  limit(RLIMIT_STACK, m->stack_bytes, m->stack_bytes);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(argv[0], argv, envp);
failed:
  *failure = errno;
  _exit(127);
}

static void close_all(const int *fds, int *count) {
  while (*count) close(fds[--*count]);
}

/* Closes the descriptors as soon as the program has its own: the other end of a pipe must see when it is closed. */
static int run(struct exec_message *m, size_t received, const int *fds, int *fd_count, struct result_message *result) {
  char *strings = (char *)(m + 1);
  if (received != sizeof *m + m->strings_bytes || m->argc == 0 || m->argc > ARGUMENTS_MAX || m->envc > ARGUMENTS_MAX) return EINVAL;
  strings[m->strings_bytes] = 0;
  char **argv = pointers, **envp = pointers + m->argc + 1, *at = strings, *end = strings + m->strings_bytes;
  for (uint32_t i = 0; i < m->argc + m->envc; i++) {
    if (at >= end) return EINVAL;
    pointers[i + (i >= m->argc)] = at;
    at += strlen(at) + 1;
  }
  argv[m->argc] = NULL;
  envp[m->envc] = NULL;

  volatile int failure = 0;
  struct ended ended = {0};
  int64_t started = now_ns();
  pid_t child = vfork();
  if (child == 0) become_program(m, argv, envp, fds, *fd_count, &failure);
  if (child < 0) return errno;
  close_all(fds, fd_count);

  struct pollfd events[2] = {{.fd = child_events, .events = POLLIN}, {.fd = CHANNEL_FD, .events = POLLIN}};
  while (!ended.main_done) {
    if (poll(events, 2, -1) < 0) continue;
    if (events[1].revents) {
      struct kill_message k;
      ssize_t got = recv(CHANNEL_FD, &k, sizeof k, MSG_DONTWAIT);
      if (got == 0) _exit(0);
      if (got == sizeof k && k.type == RUNNER_KILL && k.sequence == m->sequence) {
        result->killed = 1;
        kill(-1, SIGKILL);
      }
    }
    if (events[0].revents) {
      struct signalfd_siginfo info;
      if (read(child_events, &info, sizeof info) < 0 && errno != EAGAIN) _exit(1);
      reap(child, &ended, WNOHANG);
    }
  }
  int64_t ended_at = now_ns();
  result->wall_ns = (uint64_t)(ended_at - started);
  result->ended_ns = (uint64_t)ended_at;
  if (!WEAK("reap")) {
    /* One kill reaches all processes: a concurrent fork sees its parent's death and fails. */
    while (kill(-1, SIGKILL) == 0) reap(child, &ended, 0);
    reap(child, &ended, WNOHANG);
  }
  result->exit_code = WIFEXITED(ended.status) ? WEXITSTATUS(ended.status) : -1;
  result->signal = WIFSIGNALED(ended.status) ? WTERMSIG(ended.status) : 0;
  result->cpu_ns = ended.cpu_ns;
  result->maxrss_bytes = ended.maxrss_bytes;
  return failure;
}

static void reply(const void *data, size_t size) {
  while (send(CHANNEL_FD, data, size, MSG_NOSIGNAL) < 0)
    if (errno != EINTR) _exit(1);
}

/* Wipes all folders, even if one fails. */
static int wipe_writable(void) {
  int clean = 1;
  for (unsigned i = 0; i < WRITABLE_FOLDERS; i++) clean &= folder_wipe(&writable[i]);
  return clean;
}

static int has_file_at_limit(uint64_t file_bytes) {
  for (unsigned i = 0; i < WRITABLE_FOLDERS; i++)
    if (folder_has_file_of(&writable[i], file_bytes)) return 1;
  return folder_has_file_of(&out, file_bytes);
}

static int is_used(const struct folder *folder) {
  struct stat st;
  return fstat(folder->fd, &st) != 0 || st.st_size != folder->empty_bytes || st.st_nlink != 2;
}

static void serve(void) {
  union {
    char space[CMSG_SPACE(PASSED_MAX * sizeof(int))];
    struct cmsghdr align;
  } control;
  struct iovec part = {message, sizeof message - 1};
  struct msghdr head = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  ssize_t got = recvmsg(CHANNEL_FD, &head, MSG_CMSG_CLOEXEC);
  if (got < 0 && errno == EINTR) return;
  if (got < (ssize_t)sizeof(uint32_t)) _exit(0);
  int fds[PASSED_MAX], count = 0;
  struct cmsghdr *c = CMSG_FIRSTHDR(&head);
  if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
    count = (int)((c->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    memcpy(fds, CMSG_DATA(c), (size_t)count * sizeof(int));
  }
  uint32_t type = *(uint32_t *)message;
  if (type == RUNNER_EXEC && count >= 3 && got >= (ssize_t)sizeof(struct exec_message)) {
    struct exec_message *m = (struct exec_message *)message;
    struct result_message result = {.type = RUNNER_RESULT, .sequence = m->sequence, .exit_code = -1};
    /* Files in /out were kept for a collect until now; no program may see those of another test. */
    if (!WEAK("wipe") && !(m->keeps_out ? folder_remove(&out, PASS_FILE) : folder_wipe(&out))) result.exec_errno = EUCLEAN;
    else result.exec_errno = run(m, (size_t)got, fds, &count, &result);
    /* A program can raise SIGXFSZ itself, and some runtimes ignore it and get an error instead. */
    if (result.signal == SIGXFSZ || result.exit_code > 0) result.file_at_limit = (uint32_t)has_file_at_limit(m->file_bytes);
    result.clean = WEAK("wipe") ? 1 : result.exec_errno != EUCLEAN && wipe_writable();
    result.out_used = (uint32_t)is_used(&out);
    close_all(fds, &count);
    reply(&result, sizeof result);
  } else if (type == RUNNER_COLLECT && got == sizeof(struct collect_message)) {
    folder_collect(&out, CHANNEL_FD, ((struct collect_message *)message)->max_files);
  }
}

int main(int argc, char **argv) {
#ifdef WEAKEN
  if (argc > 1) weakened = argv[1];
#else
  (void)argc;
  (void)argv;
#endif
  if (!WEAK("env") && !WEAK("dumpable")) prctl(PR_SET_DUMPABLE, 0);
  /* Closes bwrap's descriptors: the seccomp file, and its stderr, which the launcher reads if bwrap fails. */
  dup2(0, 1);
  dup2(0, 2);
  syscall(SYS_close_range, CHANNEL_FD + 1, ~0U, 0);
  if (!WEAK("channel")) fcntl(CHANNEL_FD, F_SETFD, FD_CLOEXEC);
  for (int s = 1; s < 32; s++) signal(s, SIG_DFL);
  sigset_t child_signal;
  sigemptyset(&child_signal);
  sigaddset(&child_signal, SIGCHLD);
  sigprocmask(SIG_SETMASK, &child_signal, NULL);
  child_events = signalfd(-1, &child_signal, SFD_CLOEXEC | SFD_NONBLOCK);
  for (unsigned i = 0; i < WRITABLE_FOLDERS; i++)
    if (!folder_open(&writable[i], writable_folders[i])) return 1;
  if (child_events < 0 || !folder_open(&out, OUT_FOLDER) || chdir(writable_folders[0]) != 0) return 1;
  umask(022);
  /* 1, not 0: a core_pattern that pipes to a program ignores 0. */
  limit(RLIMIT_CORE, 1, 1);
  if (!WEAK("descriptors")) limit(RLIMIT_NOFILE, OPEN_FILES_MAX, OPEN_FILES_MAX);
  if (!WEAK("locked-memory")) limit(RLIMIT_MEMLOCK, 0, 0);
  uint32_t ready = RUNNER_READY;
  reply(&ready, sizeof ready);
  for (;;) serve();
}
