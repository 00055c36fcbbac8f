/*
 * ARM Linux without a C library: system calls as they are, so that a test sees exactly what the POSIX server answers.
 * Numbers and records are those of the ARM EABI.
 */
#ifndef RAW_H
#define RAW_H

#include <stddef.h>
#include <stdint.h>

enum {
    SYS_restart_syscall = 0, SYS_exit = 1, SYS_read = 3, SYS_write = 4, SYS_open = 5, SYS_close = 6, SYS_link = 9,
    SYS_unlink = 10, SYS_execve = 11, SYS_chdir = 12, SYS_lseek = 19, SYS_getpid = 20, SYS_access = 33, SYS_kill = 37,
    SYS_rename = 38, SYS_mkdir = 39, SYS_rmdir = 40, SYS_dup = 41, SYS_brk = 45, SYS_ioctl = 54, SYS_setpgid = 57,
    SYS_umask = 60, SYS_dup2 = 63, SYS_getppid = 64, SYS_getpgrp = 65, SYS_gettimeofday = 78, SYS_symlink = 83,
    SYS_readlink = 85, SYS_munmap = 91, SYS_setitimer = 104, SYS_wait4 = 114, SYS_sysinfo = 116, SYS_sigreturn = 119,
    SYS_clone = 120, SYS_uname = 122, SYS_mprotect = 125, SYS_fchdir = 133, SYS__llseek = 140, SYS_readv = 145,
    SYS_writev = 146, SYS_sched_yield = 158, SYS_nanosleep = 162, SYS_mremap = 163, SYS_poll = 168,
    SYS_rt_sigreturn = 173, SYS_rt_sigaction = 174, SYS_rt_sigprocmask = 175, SYS_rt_sigpending = 176,
    SYS_rt_sigsuspend = 179, SYS_pread64 = 180, SYS_pwrite64 = 181, SYS_getcwd = 183, SYS_sigaltstack = 186,
    SYS_vfork = 190, SYS_ugetrlimit = 191, SYS_mmap2 = 192, SYS_ftruncate64 = 194, SYS_stat64 = 195, SYS_lstat64 = 196,
    SYS_fstat64 = 197, SYS_getuid32 = 199, SYS_getdents64 = 217, SYS_madvise = 220, SYS_fcntl64 = 221,
    SYS_gettid = 224, SYS_futex = 240, SYS_exit_group = 248, SYS_set_tid_address = 256, SYS_clock_gettime = 263,
    SYS_clock_nanosleep = 265, SYS_tgkill = 268, SYS_openat = 322, SYS_mkdirat = 323, SYS_fstatat64 = 327,
    SYS_unlinkat = 328, SYS_pselect6 = 335, SYS_set_robust_list = 338, SYS_dup3 = 358, SYS_pipe2 = 359,
    SYS_prlimit64 = 369, SYS_getrandom = 384, SYS_statx = 397, SYS_rseq = 398, SYS_clock_gettime64 = 403,
    SYS_arm_cacheflush = 0x0F0002, SYS_arm_set_tls = 0x0F0005, SYS_arm_get_tls = 0x0F0006
};

enum {
    EPERM = 1, ENOENT = 2, ESRCH = 3, EINTR = 4, EBADF = 9, ECHILD = 10, EAGAIN = 11, EFAULT = 14, EEXIST = 17,
    ENOTDIR = 20, EISDIR = 21, EINVAL = 22, ENOTTY = 25, ESPIPE = 29, EPIPE = 32, ERANGE = 34, ENOSYS = 38,
    ENOTEMPTY = 39, ETIMEDOUT = 110
};

enum {
    O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_CREAT = 0100, O_EXCL = 0200, O_TRUNC = 01000, O_APPEND = 02000,
    O_NONBLOCK = 04000, O_DIRECTORY = 040000, O_CLOEXEC = 02000000, AT_FDCWD = -100, AT_REMOVEDIR = 0x200
};

enum {
    SIGILL = 4, SIGTRAP = 5, SIGFPE = 8, SIGKILL = 9, SIGUSR1 = 10, SIGSEGV = 11, SIGUSR2 = 12, SIGPIPE = 13,
    SIGALRM = 14, SIGTERM = 15, SIGCHLD = 17
};

#define SA_SIGINFO 4u
#define SA_RESTORER 0x04000000u
#define SA_ONSTACK 0x08000000u
#define SA_RESTART 0x10000000u
#define SA_NODEFER 0x40000000u

#define PROT_READ 1
#define PROT_WRITE 2
#define PROT_EXEC 4
#define MAP_SHARED 1
#define MAP_PRIVATE 2
#define MAP_FIXED 0x10
#define MAP_ANONYMOUS 0x20

#define CLONE_VM 0x100
#define CLONE_THREAD_FLAGS 0x3D0F00     /* what a C library passes for a thread: VM to CHILD_CLEARTID */

struct stat64 {
    uint64_t dev;
    uint32_t pad, ino32, mode, nlink, uid, gid;
    uint64_t rdev;
    uint32_t pad2, pad3;
    int64_t size;
    uint32_t blksize, pad4;
    uint64_t blocks;
    uint32_t atime, atime_nsec, mtime, mtime_nsec, ctime, ctime_nsec;
    uint64_t ino;
};

_Static_assert(sizeof(struct stat64) == 104, "the EABI's stat64");

struct timespec32 { int32_t seconds, nanoseconds; };

struct sigaction32 {
    void *handler;
    uint32_t flags;
    void (*restorer)(void);
    uint32_t mask[2];
};

/* What a handler with SA_SIGINFO gets as third argument. */
struct ucontext {
    uint32_t flags;
    struct ucontext *link;
    uint32_t stack_pointer, stack_flags, stack_size;
    uint32_t trap, error_code, oldmask, r[16], cpsr, fault_address;
    uint32_t mask[2];
};

static inline long raw6(long number, long a, long b, long c, long d, long e, long f)
{
    register long r7 __asm__("r7") = number;
    register long r0 __asm__("r0") = a;
    register long r1 __asm__("r1") = b;
    register long r2 __asm__("r2") = c;
    register long r3 __asm__("r3") = d;
    register long r4 __asm__("r4") = e;
    register long r5 __asm__("r5") = f;

    __asm__ volatile("svc #0" : "+r"(r0) : "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5), "r"(r7) : "memory", "cc");
    return r0;
}

#define RAW_PICK(a, b, c, d, e, f, g, ...) raw6((long) (a), (long) (b), (long) (c), (long) (d), (long) (e), (long) (f), (long) (g))

/* sys(number, up to six arguments): the result as it came, -errno included. */
#define sys(...) RAW_PICK(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0)

static inline unsigned length_of(const char *text)
{
    unsigned n = 0;

    while (text[n] != 0) {
        n++;
    }
    return n;
}

static inline int same(const void *a, const void *b, unsigned bytes)
{
    const unsigned char *x = a, *y = b;

    for (unsigned i = 0; i < bytes; i++) {
        if (x[i] != y[i]) {
            return 0;
        }
    }
    return 1;
}

static inline void clear(void *to, unsigned bytes)
{
    volatile unsigned char *x = to;

    for (unsigned i = 0; i < bytes; i++) {
        x[i] = 0;
    }
}

static inline void say(const char *text)
{
    sys(SYS_write, 1, text, length_of(text));
}

static inline void say_number(long value)
{
    char text[12];
    unsigned at = sizeof text;
    unsigned long rest = value < 0 ? -(unsigned long) value : (unsigned long) value;

    do {
        text[--at] = (char) ('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0) {
        text[--at] = '-';
    }
    sys(SYS_write, 1, text + at, sizeof text - at);
}

__attribute__((noreturn)) static inline void leave(int status)
{
    for (;;) {
        sys(SYS_exit_group, status);
    }
}

/* In start.S: where handlers return to. */
void restorer(void);
void restorer_siginfo(void);

static inline long catch_signal(int signal, void *handler, uint32_t flags)
{
    struct sigaction32 action = {
        handler, flags | SA_RESTORER, (flags & SA_SIGINFO) ? restorer_siginfo : restorer, { 0, 0 }
    };

    return sys(SYS_rt_sigaction, signal, &action, 0, 8);
}

/* In start.S: a thread on its own stack; flags as for clone. Returns the tid, or -errno. */
long start_thread(long flags, void *stack_top, void (*body)(void *), void *argument, int *parent_tid, void *tls, int *child_tid);

/* fork as a C library without extras would do it. */
static inline long fork_now(void)
{
    return sys(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

#endif
