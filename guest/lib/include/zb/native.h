/*
 * The protocol between a native program and the Java servers: docs/native-protocol.md. Numbers here and there must agree.
 */
#ifndef ZB_NATIVE_H
#define ZB_NATIVE_H

#include <stddef.h>
#include <zb/l4.h>

enum zb_auxv {
    AT_ZB_PAGER = 0x4C340001,
    AT_ZB_HEAP = 0x4C340002,
    AT_ZB_POSIX = 0x4C340003,
    AT_ZB_UTCB = 0x4C340004
};

enum zb_tag {
    ZB_SHMGET = 6, ZB_SHMAT = 7, ZB_SHMDT = 8,
    ZB_MMAP = 9, ZB_MUNMAP = 10, ZB_MSYNC = 11,
    ZB_OPEN = 12, ZB_READ = 13, ZB_WRITE = 14, ZB_LSEEK = 15, ZB_CLOSE = 16, ZB_READDIR = 18, ZB_MKDIR = 19,
    ZB_EXECVE = 20, ZB_CHDIR = 21, ZB_FORK = 22, ZB_FSYNC = 25, ZB_CLONE = 26, ZB_EXIT = 27,

    ZB_MALLOC = 64, ZB_FREE = 65, ZB_REALLOC = 66, ZB_HEAP_CHECK = 67,

    ZB_WAITPID = 80, ZB_PIPE = 81, ZB_DUP2 = 82, ZB_KILL = 83, ZB_SIGACTION = 84, ZB_SIGRETURN = 85, ZB_GETPPID = 86,
    ZB_UNLINK = 87, ZB_STAT = 88, ZB_FSTAT = 89, ZB_RENAME = 90, ZB_RMDIR = 91, ZB_DUP = 92, ZB_GETCWD = 93,
    ZB_SLEEP = 94, ZB_SIGPROCMASK = 95, ZB_MPROTECT = 96, ZB_GETPID = 97,
    ZB_LINK = 98, ZB_POLL = 99, ZB_IOCTL = 100, ZB_SETTIME = 101, ZB_CHMOD = 102, ZB_CHOWN = 103, ZB_UMASK = 104,
    ZB_SETUID = 105
};

/* Clone flags, Linux's numbers. */
#define ZB_CLONE_VM 0x100u
#define ZB_CLONE_FS 0x200u
#define ZB_CLONE_FILES 0x400u
#define ZB_CLONE_SIGHAND 0x800u
#define ZB_CLONE_THREAD 0x10000u
#define ZB_CLONE_NEW_THREAD (ZB_CLONE_VM | ZB_CLONE_FS | ZB_CLONE_FILES | ZB_CLONE_SIGHAND | ZB_CLONE_THREAD)

/* Longest path in bytes, NUL included: MR6 to MR59. */
#define ZB_PATH_BYTES 216

/* The servers' threads, from the auxiliary vector. */
extern l4_id zb_pager, zb_heap, zb_posix;

/* Name of this program's file, from the auxiliary vector, or argv[0]. */
extern const char *zb_executable;

/*
 * One call to a server: tag and up to four arguments in, the result out. Results beyond the first come back in *m.
 * The result is -errno with Linux's numbers, or a value.
 */
static inline __attribute__((always_inline)) int zb_exchange(l4_id server, l4_word flags, struct l4_message *m)
{
    int failed = l4_exchange(server, server, flags, m);
    return failed < 0 ? failed : (int) m->mr0;
}

static inline __attribute__((always_inline)) int zb_call(l4_word tag, l4_word a, l4_word b, l4_word c, l4_word d)
{
    struct l4_message m = { tag, 0, a, b, c, d };
    return zb_exchange(zb_posix, L4_SHORT, &m);
}

/* A call with a path in MR6 and up. */
int zb_call_path(l4_word tag, const char *path, l4_word a, l4_word b);

/* A call with two paths, the second right behind the first. */
int zb_call_paths(l4_word tag, const char *first, const char *second);

/* -errno of Linux in, result for a C caller out: -1 with errno set (newlib's numbers), or the value itself. */
int zb_result(int result);

/*
 * A thread in this space, running function(argument) on a stack whose top (8-byte aligned) is given. Returns its tid or
 * -errno. The thread ends when the function returns.
 */
int zb_thread(void (*function)(void *), void *argument, void *stack_top);

/* Ends the calling thread alone when zb_thread made it, else the process. No atexit functions. */
void zb_exit_thread(int status) __attribute__((noreturn));

/* Live blocks and bytes of this space's heap; 0 or -errno. */
int zb_heap_check(l4_word *blocks, l4_word *bytes);

/* Microseconds since power-on. Wraps after an hour and more: take differences. */
uint32_t zb_microseconds(void);

#endif
