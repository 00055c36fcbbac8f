/* Tasks and messages: ABI 12.4, 12.6, 12.8. */
#include "tests.h"

#define RW (PROT_READ | PROT_WRITE)

static volatile int own = 1;
static word parent;

/* One word to the parent, which waits for it. */
static int tell(word what)
{
    *mr(0) = what;
    return l4_ipc(parent, L4_NIL, IPC_SHORT);
}

/* The word that a task sends; -1 when it cannot come. */
static word heard(int task)
{
    return l4_ipc(L4_NIL, (word) task, IPC_SHORT) < 0 ? (word) -1 : *mr(0);
}

/* abi: posix.fork, posix.fork-child-0, posix.fork-cow, posix.getpid, posix.task-ipc, posix.exit */
int forks(void)
{
    parent = self();
    for (int i = 0; i < 20; i++) {
        int child;

        own = 1;
        child = fork();
        if (child == 0) {
            own++;
            exit(tell(self()) != 0 || tell((word) own) != 0);
        }
        own += 5;
        CHECK(child > 0 && (word) child != parent);
        CHECK(heard(child) == (word) child && heard(child) == 2);
        CHECK(own == 6);
    }
    return 0;
}

/* abi: posix.fork-openers */
int inherited_files(void)
{
    char letter;
    int fd = open("/inherited", O_CREAT, 0), child;

    CHECK(fd >= 0 && write(fd, "abc", 3) == 3 && lseek(fd, 1, SEEK_SET) == 1);
    parent = self();
    child = fork();
    if (child == 0) {
        int bad = read(fd, &letter, 1) != 1 || letter != 'b';

        exit(tell((word) bad) != 0);
    }
    CHECK(heard(child) == 0 && read(fd, &letter, 1) == 1 && letter == 'c' && close(fd) == 0);
    return 0;
}

/* Two siblings may send to each other, whoever made them. */
static int siblings(void)
{
    int first, second;

    parent = self();
    if ((first = fork()) == 0) {
        word sibling = heard((int) parent);

        exit((int) heard((int) sibling));
    }
    if ((second = fork()) == 0) {
        *mr(0) = 77;
        exit(l4_ipc((word) first, L4_NIL, IPC_SHORT));
    }
    *mr(0) = (word) second;
    CHECK(l4_ipc((word) first, L4_NIL, IPC_SHORT) == 0);
    for (int i = 0; i < 2; i++) {
        int status, child = wait(&status);

        CHECK((child == first && status >> 8 == 77) || (child == second && status == 0));
    }
    return 0;
}

static int returns_7(void)
{
    return 7;
}

/* abi: posix.wait, posix.wait-ECHILD, posix.exit-many, posix.container-ipc */
int waits(void)
{
    int status;

    parent = self();
    while (wait(&status) != -ECHILD) {
    }
    CHECK(in_child(returns_7) == 7);
    /* The number of an ended child is soon another's: then wait means that one, and one of them. */
    for (int i = 0; i < 3; i++) {
        int child = fork();

        if (child == 0) {
            exit(tell((word) i) != 0);
        }
        CHECK(heard(child) == (word) i);
    }
    while (wait(&status) != -ECHILD) {
        CHECK(status == 0);
    }
    CHECK(siblings() == 0);
    for (int i = 0; i < 300; i++) {
        int child = fork();

        if (child == 0) {
            exit(0);
        }
        CHECK(child > 0);
    }
    while (wait(&status) != -ECHILD) {
    }
    return 0;
}

static volatile word cloned;

static void clone_body(void *argument)
{
    cloned = (word) argument;
    tell(self());
    exit(0);
}

/* abi: posix.clone, posix.clone-thread, posix.clone-stack-EINVAL, posix.clone-no-vm-EINVAL */
int clones(void)
{
    static const word ways[] = { CLONE_VM | CLONE_FS | CLONE_FILES, CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_THREAD, CLONE_VM };
    int stack = mmap(0, 8 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN, -1, 0);

    CHECK(!failed(stack));
    CHECK(clone(clone_body, 0, 0, CLONE_VM) == -EINVAL && clone(clone_body, 0, (word) stack, 0) == -EINVAL);
    parent = self();
    for (word i = 0; i < 3; i++) {
        int task = clone(clone_body, (void *) (100 + i), (word) stack, ways[i]);

        CHECK(task > 0 && (word) task != parent);
        CHECK(heard(task) == (word) task && cloned == 100 + i);
        l4_thread_switch(L4_NIL);
    }
    return 0;
}

/* add r0, r0, #1; bx lr: on the classic system's processor all memory can be executed. */
static word instructions[] = { 0xE2800001u, 0xE12FFF1Eu };

/* abi: posix.undefined, boot.elsewhere-ENOSYS, note.1.11 */
int undefined(void)
{
    CHECK(beyond_undefined(41) == 42);
    CHECK(misplaced_call() == -ENOSYS);
    CHECK(((word (*)(word)) instructions)(41) == 42);
    return 0;
}

static word wrong_place;

static int write_there(void)
{
    *(volatile word *) wrong_place = 1;
    return 0;
}

#define SIGSEGV 11

/* Who touches what is not his ends, alone. */
/* abi: posix.illegal-access, note.8.1, note.8.2 */
int illegal(void)
{
    const word places[] = { 0, (word) main, 0x7E000000u, 0xF0008000u, 0xFFFFF000u };
    int status;

    while (program != 0 && wait(&status) != -ECHILD) {
    }
    parent = self();
    for (int i = 0; i < 5; i++) {
        int child;

        wrong_place = places[i];
        child = fork();
        if (child == 0) {
            exit(tell((word) write_there()) != 0);
        }
        CHECK(child > 0 && heard(child) == (word) -1);
        CHECK(program == 0 || (wait(&status) == child && (status & 0x7F) == SIGSEGV));
    }
    return 0;
}

/* A task that asks for a listing and never comes for it keeps nobody waiting. */
/* abi: note.8.21 */
int deaf_client(void)
{
    int fd = open("/", 0, 0), child, status;

    CHECK(fd >= 0);
    parent = self();
    child = fork();
    if (child == 0) {
        *mr(0) = 18;
        *mr(2) = (word) fd;
        *mr(3) = 2048;
        l4_ipc(server, L4_NIL, IPC_SHORT);
        tell(1);
        heard((int) parent);
        exit(3);
    }
    CHECK(heard(child) == 1);
    for (int i = 0; i < 100; i++) {
        CHECK(sync_full() == 0 && lseek(fd, 0, SEEK_SET) == 0);
    }
    *mr(0) = 1;
    CHECK(l4_ipc((word) child, L4_NIL, IPC_SHORT) == 0 && wait(&status) == child && status >> 8 == 3 && close(fd) == 0);
    return 0;
}

/* abi: posix.sync-full, posix.sync, posix.unknown-tag */
int full_ipc(void)
{
    for (int i = 2; i < 60; i++) {
        *mr(i) = 0x1000u + (word) i;
    }
    CHECK(sync_full() == 0);
    for (int i = 2; i < 60; i++) {
        CHECK(*mr(i) == 0);
    }
    CHECK(sync() == 0 && call(39, 0, 0, 0) == -ENOSYS);
    return 0;
}

#define EXTENDED_BYTES 2048

/* Buffers of two spaces, across a page border, none of whose pages is there yet. */
/* abi: posix.extended-ipc */
int extended_ipc(void)
{
    int area = mmap(0, 2 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), child;
    byte *buffer = (byte *) area + PAGE - 100;

    CHECK(!failed(area));
    parent = self();
    child = fork();
    if (child == 0) {
        for (int i = 0; i < EXTENDED_BYTES; i++) {
            buffer[i] = (byte) (i * 7);
        }
        *mr(0) = 0;
        *mr(2) = (word) buffer;
        exit(l4_ipc(parent, L4_NIL, IPC_EXTENDED(2, EXTENDED_BYTES)) != 0);
    }
    CHECK(child > 0);
    *mr(2) = (word) buffer;
    CHECK(l4_ipc(L4_NIL, (word) child, IPC_EXTENDED(2, EXTENDED_BYTES)) == 0);
    for (int i = 0; i < EXTENDED_BYTES; i++) {
        CHECK(buffer[i] == (byte) (i * 7));
    }
    return 0;
}

#define ROUNDS 200

static int add(struct mutex *mutex, volatile int *count)
{
    for (int i = 0; i < ROUNDS; i++) {
        int seen;

        CHECK(mutex_lock(mutex) == 0);
        seen = *count;
        l4_thread_switch(L4_NIL);
        *count = seen + 1;
        CHECK(mutex_unlock(mutex) == 0);
    }
    return 0;
}

/* Two spaces, one page: the mutex is known by its place in memory. */
/* abi: posix.user-mutex, posix.mmap-anonymous-shared */
int user_mutex(void)
{
    int area = mmap(0, PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0), child;
    struct mutex *mutex = (struct mutex *) area;
    volatile int *count = (volatile int *) area + 1;

    CHECK(!failed(area));
    *mutex = (struct mutex) MUTEX_UNLOCKED;
    parent = self();
    child = fork();
    if (child == 0) {
        exit(tell((word) add(mutex, count)) != 0);
    }
    CHECK(child > 0 && add(mutex, count) == 0 && heard(child) == 0);
    CHECK(*count == 2 * ROUNDS && munmap((word) area, PAGE) == 0);
    return 0;
}
