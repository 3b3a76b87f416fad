/*
 * The protocol with the worker: frames of a 32-bit little-endian body length, a type byte and the body. Its TypeScript side is
 * frames.ts. Requests are answered in order, each with one final frame; any number of ALIVE frames may precede it.
 */
#ifndef CODEQUEST_FRAMES_H
#define CODEQUEST_FRAMES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#include "channel.h"

#define FRAMES_VERSION 5
/* Interval of ALIVE frames during a long request. */
#define ALIVE_NS 1000000000LL

enum request { HELLO = 1, OPEN = 2, PUT = 3, EXEC = 4, COLLECT = 5, CLOSE = 6, INTERACT = 7 };
enum answer { OK = 129, RESULT = 130, COLLECTED_FILE = 131, ERROR = 132, WELCOME = 133, ALIVE = 134, INTERACTED = 135 };
/* Why a program that keeps the files in /out did not start: its container had to be replaced. */
#define FILES_LOST "the kept files are lost"
/* First byte of an ERROR: the request was invalid, or the container is unusable. */
enum error_kind { REQUEST_REFUSED = 0, CONTAINER_LOST = 1 };
/* STARVED: the deadline passed while the program was within all limits, as other programs had the core. */
enum stop_reason { NOT_STOPPED = 0, STOPPED_CPU = 1, STOPPED_WALL = 2, STOPPED_OUTPUT = 3, STOPPED_STARVED = 4 };

struct __attribute__((packed)) hello_body {
  uint32_t version;
  int32_t cpu; /* a core, -1: the launcher chooses, -2: not pinned */
};
struct __attribute__((packed)) welcome_body {
  uint32_t version;
  uint8_t cgroup;
  uint8_t root;
  int32_t cpu;
  uint32_t uid;
  uint32_t slowness; /* followed by the reason if there is no control group */
};
/* Followed by the strings, argv first, each NUL-terminated, then the files; the rest is standard input. */
struct __attribute__((packed)) exec_body {
  uint32_t argc, envc, strings_bytes, processes;
  /* The wall limit excludes waiting for a core; the deadline includes it, and the worker knows it. */
  uint64_t cpu_ns, wall_ns, deadline_ns, memory_bytes, stdout_bytes, stderr_bytes, file_bytes;
  uint32_t given_count;
  uint64_t given_bytes[GIVEN_FILES_MAX];
  uint8_t which; /* of the open containers; without a meaning in an interact_body */
  uint8_t keeps_out; /* refused if the files in /out are lost */
};
struct __attribute__((packed)) result_body {
  int32_t exit_code, signal;
  uint8_t stopped, oom_killed, file_at_limit;
  uint64_t cpu_ns, wall_ns, peak_memory_bytes;
  uint32_t stdout_bytes, stderr_bytes;
};
struct __attribute__((packed)) put_body {
  uint8_t which; /* of the open containers */
  uint8_t executable;
  uint16_t path_bytes;
};
struct __attribute__((packed)) file_body {
  uint8_t executable;
  uint16_t path_bytes;
};
struct __attribute__((packed)) collect_body {
  uint8_t which;
  uint64_t max_bytes;
  uint32_t max_files;
};

/*
 * Followed for both programs, the main one first, by an exec_body, strings and given files; their standard input and output are joined.
 * If `transcript_bytes` is not 0, up to this many of what goes to and fro are recorded.
 */
struct __attribute__((packed)) interact_body {
  uint32_t transcript_bytes;
};
/* Followed by a result_body of each program, their standard error, and the transcript: entries with a transcript_head. */
struct __attribute__((packed)) interacted_body {
  uint8_t ended_first; /* enum which */
  /* Unread bytes on the way to each program when a limit was first reached. */
  uint32_t unread[2];
  uint8_t truncated;
  uint32_t transcript_bytes;
};
struct __attribute__((packed)) transcript_head {
  uint8_t from; /* enum which */
  uint32_t bytes;
};

/* All of these exit the process if the worker is gone, as there is nothing left to serve. */
void frames_open(int socket);
/* Has a complete frame head already arrived? */
int frames_pending(void);
/* Waits for the next frame head; returns its type, or 0 at the end of the connection. */
int frame_next(uint32_t *body_bytes);
void frame_read(void *into, size_t bytes);
/* Copies body bytes into a file. 0 or -errno; the bytes are consumed either way. */
int frame_read_to_file(int fd, uint64_t bytes);
void frame_skip(uint64_t bytes);
void frame_send(int type, struct iovec *parts, int count);
void frame_send_file(int type, const void *head, size_t head_bytes, int fd, uint64_t bytes);
void frame_send_error(int kind, const char *text);
/* Answers that the request was invalid. */
void frame_refuse(const char *text);
/* Tells the worker that its request is in progress. */
void frame_send_alive(void);

/* Cleanup before the process exits because the worker is gone. */
extern void (*frames_gone)(void);

#endif
