/* Protocol between launcher and runner: fixed structs over a SOCK_SEQPACKET pair, one message each. */
#ifndef CODEQUEST_CHANNEL_H
#define CODEQUEST_CHANNEL_H

#include <stdint.h>

/* The runner's end of the channel; bwrap passes it through. */
#define CHANNEL_FD 3
/* Limit of argv and env together, including terminators; anything larger is refused before it reaches the runner. */
#define STRINGS_MAX (128 * 1024)
#define ARGUMENTS_MAX 1024
#define PATH_BYTES_MAX 1024
/* Read-only files that a program gets besides standard input, open from descriptor 3 on. */
#define GIVEN_FILES_MAX 3
#define PASSED_MAX (3 + GIVEN_FILES_MAX)

/* Folders where programs may write, emptied after each run. Programs start in the first one. */
static const char *const writable_folders[] = {"/work", "/tmp", "/dev/shm", "/home/sandbox"};
#define WRITABLE_FOLDERS (sizeof writable_folders / sizeof *writable_folders)
/* Files left here are a compiler's result, or what a program says about a submission. Emptied before each program that does not keep them. */
#define OUT_FOLDER "/out"
/* Says that another pass follows, so it must not outlive a pass: removed even before a program that keeps the others. */
#define PASS_FILE "nextpass.in"

enum to_runner { RUNNER_EXEC = 1, RUNNER_KILL = 2, RUNNER_COLLECT = 3 };
enum from_runner { RUNNER_READY = 101, RUNNER_RESULT = 102, RUNNER_FILE = 103, RUNNER_COLLECTED = 104 };

/* Followed by `strings_bytes` of NUL-terminated strings, argv first; passes the descriptors of stdin, stdout, stderr and the given files. */
struct exec_message {
  uint32_t type;
  uint32_t sequence;
  uint32_t argc;
  uint32_t envc;
  uint32_t strings_bytes;
  uint32_t cpu_seconds;
  uint32_t keeps_out;
  uint64_t stack_bytes;
  uint64_t file_bytes;
};

struct kill_message {
  uint32_t type;
  uint32_t sequence; /* a kill sent after the program has ended must not hit the next one */
};

struct collect_message {
  uint32_t type;
  uint32_t max_files;
};

struct result_message {
  uint32_t type;
  uint32_t sequence;
  int32_t exit_code; /* -1 unless it exited */
  int32_t signal;    /* 0 unless a signal ended it */
  int32_t exec_errno;
  uint32_t killed; /* the main process was alive when RUNNER_KILL arrived */
  uint32_t clean;  /* every process is gone and the writable folders are empty */
  uint32_t file_at_limit; /* a program that failed left a file of the maximum size */
  uint32_t out_used; /* it left something in /out */
  uint64_t wall_ns;
  uint64_t ended_ns; /* on the clock of the machine */
  uint64_t cpu_ns; /* of reaped processes; only used without a cgroup */
  uint64_t maxrss_bytes;
};

/* Followed by the path; passes the open file. */
struct file_message {
  uint32_t type;
  uint32_t executable;
  uint32_t path_bytes;
};

struct collected_message {
  uint32_t type;
  uint32_t count;
  int32_t error; /* 0, E2BIG (too many files) or an errno of the kernel */
};

#endif
