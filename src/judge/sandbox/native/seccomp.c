/*
 * The system-call filter: everything that ordinary programs need is allowed. Calls into privileged or rarely tested parts of the
 * kernel, and those that could pass a message to the next test, fail with an ordinary error.
 */
#define _GNU_SOURCE
#include "seccomp.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "weaken.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the sandbox knows x86_64 and aarch64"
#endif

/* Numbers from 424 on are the same on every architecture; headers may be older than the kernel. */
enum {
  NR_OPEN_TREE = 428, NR_MOVE_MOUNT = 429, NR_FSOPEN = 430, NR_FSCONFIG = 431, NR_FSMOUNT = 432, NR_FSPICK = 433,
  NR_CLONE3 = 435, NR_PIDFD_GETFD = 438, NR_PROCESS_MADVISE = 440, NR_MOUNT_SETATTR = 442, NR_QUOTACTL_FD = 443,
  NR_MEMFD_SECRET = 447, NR_PROCESS_MRELEASE = 448, NR_SET_MEMPOLICY_HOME_NODE = 450, NR_STATMOUNT = 457,
  NR_LISTMOUNT = 458, NR_LSM_SET_SELF_ATTR = 460, NR_SETXATTRAT = 463, NR_REMOVEXATTRAT = 466, NR_OPEN_TREE_ATTR = 467,
};

static const int refused[] = {
    /* mounts and namespaces */
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_setns, SYS_unshare, NR_OPEN_TREE, NR_MOVE_MOUNT, NR_FSOPEN,
    NR_FSCONFIG, NR_FSMOUNT, NR_FSPICK, NR_MOUNT_SETATTR, NR_STATMOUNT, NR_LISTMOUNT, NR_OPEN_TREE_ATTR,
    /* other processes */
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, NR_PIDFD_GETFD, NR_PROCESS_MADVISE,
    NR_PROCESS_MRELEASE,
    /* wide kernel surface */
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
    SYS_fanotify_init, SYS_fanotify_mark, SYS_inotify_init1, SYS_inotify_add_watch, NR_MEMFD_SECRET, SYS_seccomp, NR_LSM_SET_SELF_ATTR, SYS_vmsplice,
    /* keys, modules, the machine */
    SYS_add_key, SYS_request_key, SYS_keyctl, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
#ifdef SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
    SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, NR_QUOTACTL_FD, SYS_syslog, SYS_vhangup,
    SYS_sethostname, SYS_setdomainname, SYS_name_to_handle_at, SYS_open_by_handle_at,
    /* clocks, and the core and priority the program was given */
    SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_sched_setaffinity, SYS_sched_setscheduler,
    SYS_sched_setattr, SYS_sched_setparam, SYS_setpriority, SYS_ioprio_set, SYS_mbind, SYS_set_mempolicy, SYS_migrate_pages,
    SYS_move_pages, NR_SET_MEMPOLICY_HOME_NODE,
    /* device nodes; memory and messages that outlive their processes */
    SYS_mknodat, SYS_shmget, SYS_shmat, SYS_shmctl, SYS_semget, SYS_semop, SYS_semctl, SYS_semtimedop, SYS_msgget,
    SYS_msgsnd, SYS_msgrcv, SYS_msgctl, SYS_mq_open, SYS_mq_unlink, SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr,
    SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr, NR_SETXATTRAT, NR_REMOVEXATTRAT,
#if defined(__x86_64__)
    SYS_mknod, SYS_inotify_init, SYS_iopl, SYS_ioperm, SYS_modify_ldt, SYS_uselib, SYS_ustat, SYS__sysctl, SYS_create_module,
    SYS_get_kernel_syms, SYS_query_module, SYS_nfsservctl, SYS_lookup_dcookie,
#endif
};

#define NAMESPACE_FLAGS                                                                                                  \
  (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)
/* Watches a folder, which other submissions and the machine's own programs also use. */
#define FCNTL_NOTIFY 1026
/* Terminal input injection. */
#define IOCTL_TIOCSTI 0x5412
#define IOCTL_TIOCLINUX 0x541C

#define FIELD(name) ((uint32_t)offsetof(struct seccomp_data, name))
/* Only the low half of an argument: these parameters are 32 bits wide in the kernel. */
#define ARGUMENT(index) (FIELD(args) + 8 * (index))
#define ERRNO(code) (SECCOMP_RET_ERRNO | (code))

static struct sock_filter program[2 * sizeof refused / sizeof refused[0] + 50];
static unsigned size;

static void emit(uint16_t code, uint8_t yes, uint8_t no, uint32_t k) {
  program[size++] = (struct sock_filter){.code = code, .jt = yes, .jf = no, .k = k};
}

static void load(uint32_t offset) { emit(BPF_LD | BPF_W | BPF_ABS, 0, 0, offset); }
static void give(uint32_t action) { emit(BPF_RET | BPF_K, 0, 0, action); }
static void when_equal_give(uint32_t value, uint32_t action) {
  emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, value);
  give(action);
}

static void build(void) {
  size = 0;
  if (!WEAK("architecture")) {
    load(FIELD(arch));
    emit(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCHITECTURE);
    give(SECCOMP_RET_KILL_PROCESS);
  }
  load(FIELD(nr));
#if defined(__x86_64__)
  /* x32 has different numbers for the same calls. */
  emit(BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0x40000000);
  give(SECCOMP_RET_KILL_PROCESS);
#endif
  if (!WEAK("seccomp")) {
    for (unsigned i = 0; i < sizeof refused / sizeof refused[0]; i++) when_equal_give((uint32_t)refused[i], ERRNO(EPERM));
    /* clone3's flags are behind a pointer that a filter can't follow: C libraries fall back to clone. */
    when_equal_give(NR_CLONE3, ERRNO(ENOSYS));
    emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_clone);
    load(ARGUMENT(0));
    emit(BPF_JMP | BPF_JSET | BPF_K, 0, 1, NAMESPACE_FLAGS);
    give(ERRNO(EPERM));
    give(SECCOMP_RET_ALLOW);
    /* pid 1 has the same user, and the next program inherits its limits: a process may only change its own, addressed as pid 0. */
    emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_prlimit64);
    load(ARGUMENT(0));
    emit(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0);
    give(ERRNO(EPERM));
    give(SECCOMP_RET_ALLOW);
    emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_fcntl);
    load(ARGUMENT(1));
    emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, FCNTL_NOTIFY);
    give(ERRNO(EPERM));
    give(SECCOMP_RET_ALLOW);
    emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 5, SYS_ioctl);
    load(ARGUMENT(1));
    emit(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, IOCTL_TIOCSTI);
    emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, IOCTL_TIOCLINUX);
    give(ERRNO(EPERM));
    give(SECCOMP_RET_ALLOW);
  }
  if (!WEAK("seccomp") && !WEAK("network")) {
    emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 3, SYS_socket);
    load(ARGUMENT(0));
    emit(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AF_UNIX);
    give(ERRNO(EAFNOSUPPORT));
  }
  give(SECCOMP_RET_ALLOW);
}

int seccomp_filter_fd(void) {
  if (size == 0) build();
  int fd = memfd_create("seccomp", 0);
  if (fd < 0) return -1;
  ssize_t bytes = (ssize_t)(size * sizeof program[0]);
  if (write(fd, program, (size_t)bytes) != bytes || lseek(fd, 0, SEEK_SET) != 0) {
    close(fd);
    return -1;
  }
  return fd;
}
