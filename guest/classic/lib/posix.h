/*
 * A task of the classic POSIX system: the calls of ABI 12.2 exactly as that library makes them. Every result is what the
 * server says: a value, or a negated error number.
 */
#ifndef POSIX_H
#define POSIX_H

#include "container.h"

enum { ENOENT = 2, ENOEXEC = 8, EBADF = 9, ECHILD = 10, ENOTDIR = 20, ENOSPC = 28 };

#define O_CREAT 0100
#define O_EXCL 0200
#define O_TRUNC 01000
#define O_APPEND 02000
enum { SEEK_SET, SEEK_CUR, SEEK_END };

#define PROT_READ 1u
#define PROT_WRITE 2u
#define MAP_SHARED 1u
#define MAP_PRIVATE 2u
#define MAP_FIXED 0x10u
#define MAP_ANONYMOUS 0x20u
#define MAP_GROWSDOWN 0x100u

#define IPC_CREAT 01000
#define IPC_EXCL 02000
#define SHM_RDONLY 010000
#define SHM_RND 020000

#define CLONE_VM 0x100u
#define CLONE_FS 0x200u
#define CLONE_FILES 0x400u
#define CLONE_THREAD 0x10000u

#define TASK_AREA 0x40000000u
#define SHARED_AREA 0x80000000u

struct status {
    word number, number_high, mode, links;
    unsigned short user, group;
    word zero, size, size_high, block, zero2;
    word times[6];
};

/* Who serves all calls: pagerid of the environment. */
extern word server;
extern char **environment;

/* All registers but sp and pc as they were at the first instruction, OR'ed. */
extern word first_registers;

const char *getenv(const char *name);
int text_equal(const char *a, const char *b);
int bytes_equal(const void *a, const void *b, word bytes);

/* An address may have bit 31 set: only -4095 to -1 are errors. */
static inline int failed(int result)
{
    return result < 0 && result >= -4095;
}

int call(word tag, word a, word b, word c);
int sync_full(void);
int sync(void);
int open(const char *path, int flags, int mode);
int read(int fd, void *buffer, int bytes);
int write(int fd, const void *buffer, int bytes);
int lseek(int fd, int offset, int whence);
int close(int fd);
int fsync(int fd);
int readdir(int fd, void *buffer, int count);
int mkdir(const char *path, int mode);
int chdir(const char *path);
int stat(const char *path, struct status *status);
int fstat(int fd, struct status *status);
int mmap(word start, word bytes, word protection, word flags, int fd, word offset);
int munmap(word start, word bytes);
int msync(word start, word bytes, word flags);
int brk(word address, word *end);
int shmget(word key, word bytes, int flags);
int shmat(int id, word address, int flags);
int shmdt(word address);
int fork(void);
int clone(void (*function)(void *), void *argument, word stack, word flags);
int execve(const char *path, char *const *argv, char *const *envp);
int wait(int *status);
void exit(int status) __attribute__((noreturn));

int main(int argc, char **argv);

#endif
