#include "posix.h"

/* MR6 to MR59: the longest path, its NUL included. */
#define PATH_BYTES 216
#define LISTING_BYTES 2048

word server, first_registers;
char **environment;

int clone_ipc(word to, word from, word flags);
void task_begin(int argc, char **argv, word registers);

int text_equal(const char *a, const char *b)
{
    while (*a == *b && *a != '\0') {
        a++, b++;
    }
    return *a == *b;
}

int bytes_equal(const void *a, const void *b, word bytes)
{
    const byte *one = a, *other = b;

    while (bytes > 0 && *one == *other) {
        one++, other++, bytes--;
    }
    return bytes == 0;
}

const char *getenv(const char *name)
{
    for (char **variable = environment; *variable != 0; variable++) {
        const char *at = *variable, *wanted = name;

        while (*wanted != '\0' && *at == *wanted) {
            at++, wanted++;
        }
        if (*wanted == '\0' && *at == '=') {
            return at + 1;
        }
    }
    return 0;
}

/* From the start code to main: the environment lies behind the arguments and their 0. */
void task_begin(int argc, char **argv, word registers)
{
    const char *digits;

    calls_init();
    environment = argv + argc + 1;
    first_registers = registers;
    digits = getenv("pagerid");
    for (; digits != 0 && *digits >= '0' && *digits <= '9'; digits++) {
        server = server * 10 + (word) (*digits - '0');
    }
    exit(main(argc, argv));
}

static void request(word tag, word a, word b, word c)
{
    *mr(0) = tag;
    *mr(2) = a;
    *mr(3) = b;
    *mr(4) = c;
}

static int exchange(word type)
{
    int result = l4_ipc(server, server, type);

    return result < 0 ? result : (int) *mr(0);
}

int call(word tag, word a, word b, word c)
{
    request(tag, a, b, c);
    return exchange(IPC_SHORT);
}

/* With a path in MR6 and up. */
static int call_path(word tag, const char *path, word a, word b)
{
    volatile char *to = (volatile char *) mr(6);
    int at = 0;

    request(tag, a, b, 0);
    do {
        to[at] = path[at];
    } while (path[at++] != '\0' && at < PATH_BYTES);
    return exchange(IPC_FULL);
}

int sync_full(void)
{
    *mr(0) = 4;
    return exchange(IPC_FULL);
}

int sync(void)
{
    request(5, 0, 0, 0);
    return l4_ipc(server, L4_NIL, IPC_SHORT);
}

int open(const char *path, int flags, int mode) { return call_path(12, path, (word) flags, (word) mode); }
int read(int fd, void *buffer, int bytes) { return call(13, (word) fd, (word) buffer, (word) bytes); }
int write(int fd, const void *buffer, int bytes) { return call(14, (word) fd, (word) buffer, (word) bytes); }
int lseek(int fd, int offset, int whence) { return call(15, (word) fd, (word) offset, (word) whence); }
int close(int fd) { return call(16, (word) fd, 0, 0); }
int fsync(int fd) { return call(25, (word) fd, 0, 0); }
int mkdir(const char *path, int mode) { return call_path(19, path, (word) mode, 0); }
int chdir(const char *path) { return call_path(21, path, 0, 0); }
int stat(const char *path, struct status *status) { return call_path(23, path, 0, (word) status); }
int fstat(int fd, struct status *status) { return call(24, (word) fd, (word) status, 0); }

/* A send, and the listing comes as an extended message of its own (ABI 12.4). */
int readdir(int fd, void *buffer, int count)
{
    int result;

    request(18, (word) fd, (word) count, 0);
    result = l4_ipc(server, L4_NIL, IPC_SHORT);
    if (result < 0) {
        return result;
    }
    *mr(2) = (word) buffer;
    result = l4_ipc(L4_NIL, server, IPC_EXTENDED(2, LISTING_BYTES));
    return result < 0 ? result : (int) *mr(0);
}

int mmap(word start, word bytes, word protection, word flags, int fd, word offset)
{
    /* Must not cross a page: 24 bytes, 32-byte aligned. */
    word record[6] __attribute__((aligned(32))) = { start, bytes, protection, flags, (word) fd, offset };

    return call(9, (word) record, 0, 0);
}

int munmap(word start, word bytes) { return call(10, start, bytes, 0); }
int msync(word start, word bytes, word flags) { return call(11, start, bytes, flags); }

int brk(word address, word *end)
{
    int result = call(17, address, 0, 0);

    *end = *mr(2);
    return result;
}

int shmget(word key, word bytes, int flags) { return call(6, key, bytes, (word) flags); }
int shmat(int id, word address, int flags) { return call(7, (word) id, address, (word) flags); }
int shmdt(word address) { return call(8, address, 0, 0); }
int fork(void) { return call(22, 0, 0, 0); }

int clone(void (*function)(void *), void *argument, word stack, word flags)
{
    int result;

    if (stack != 0) {
        ((word *) stack)[-1] = (word) argument;
        ((word *) stack)[-2] = (word) function;
    }
    request(26, stack, flags, 0);
    result = clone_ipc(server, server, IPC_SHORT);
    return result < 0 ? result : (int) *mr(0);
}

int execve(const char *path, char *const *argv, char *const *envp)
{
    return call(20, (word) path, (word) argv, (word) envp);
}

int wait(int *status)
{
    int child = call(28, 0, 0, 0);

    *status = (int) *mr(2);
    return child;
}

void exit(int status)
{
    for (;;) {
        call(27, (word) status, 0, 0);
    }
}
