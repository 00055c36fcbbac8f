/* Threads, ids, registers, mutexes. */
#include "container.h"
#include "parts.h"

static struct mutex mutex = MUTEX_UNLOCKED;
static volatile word total, turns;

static int simple(void *unused)
{
    (void) unused;
    for (int i = 0; i < 5; i++) {
        l4_thread_switch(L4_NIL);
    }
    return 5;
}

static int exits(void *unused)
{
    (void) unused;
    l4_thread_switch(L4_NIL);
    thread_exit(5);
}

int thread_control_test(void)
{
    struct ids ids;
    int failures = 0;

    failures += thread_create(simple, 0, TC_SHARE_SPACE, &ids) != 0;
    failures += thread_wait(&ids) != 5;
    failures += thread_create(exits, 0, TC_SHARE_SPACE, &ids) != 0;
    for (int i = 0; i < 10; i++) {
        l4_thread_switch(L4_NIL);
    }
    failures += thread_wait(&ids) != 5;
    failures += thread_create(simple, 0, TC_SHARE_SPACE, &ids) != 0;
    failures += l4_thread_control(THREAD_SUSPEND, &ids) != 0;
    failures += l4_thread_control(THREAD_RUN, &ids) != 0;
    failures += thread_wait(&ids) != 5;
    failures += thread_create(simple, 0, TC_SHARE_SPACE, &ids) != 0;
    failures += thread_destroy(&ids) != 0;
    return failures;
}

static int getid_nowhere(void *unused)
{
    (void) unused;
    return l4_getid(0);
}

/* The child goes while its fault is unanswered, which the kernel says on the console. */
int getid_test(void)
{
    struct ids ids, child;
    int failures = 0;

    failures += l4_getid(&ids) != 0 || ids.tid != 1 || ids.spid != 1 || ids.tgid != 1;
    failures += thread_create(getid_nowhere, 0, TC_SHARE_SPACE, &child) != 0;
    failures += l4_ipc(L4_NIL, child.tid, IPC_SHORT) != 0;
    failures += (*mr(0) & 0xFFF) != FAULT_PAGE;
    failures += thread_destroy(&child) != 0;
    return failures;
}

int exchange_registers_test(void)
{
    struct registers written, read;
    struct ids ids;
    int failures = 0;

    l4_getid(&ids);
    failures += l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE, &ids) != 0;
    memset(&written, 0xFF, sizeof written - 12);        /* the rest is what was on the stack */
    __asm__ volatile("" : : "r"(&written) : "memory");
    written.flags &= ~EXREGS_READ;
    failures += l4_exchange_registers(&written, ids.tid) != 0;
    memset(&read, 0, sizeof read);
    read.valid = 0xFFFFFFFF;
    read.flags = EXREGS_READ;
    failures += l4_exchange_registers(&read, ids.tid) != 0;
    for (int i = 0; i < 16; i++) {
        failures += ((word *) &read)[i] != 0xFFFFFFFF;
    }
    failures += l4_thread_control(THREAD_DESTROY, &ids) != 0;
    return failures;
}

static int increment(void *unused)
{
    int failures = 0;

    (void) unused;
    for (int i = 0; i < 200; i++) {
        word seen;

        failures += mutex_lock(&mutex) != 0;
        seen = total;
        for (word s = 0; s < turns; s++) {
            l4_thread_switch(L4_NIL);
        }
        total = seen + 1;
        failures += mutex_unlock(&mutex) != 0;
    }
    return failures;
}

int mutex_test(void)
{
    struct ids ids[8];
    int failures = 0;

    for (turns = 3; turns != (word) -3; turns -= 3) {
        total = 0;
        mutex_lock(&mutex);
        for (int i = 0; i < 8; i++) {
            failures += thread_create(increment, 0, TC_SHARE_SPACE, ids + i) != 0;
        }
        mutex_unlock(&mutex);
        for (int i = 0; i < 8; i++) {
            failures += thread_wait(ids + i);
        }
        failures += total != 8 * 200;
    }
    return failures;
}
