/* mutex_control and the users' protocol (ABI 5.10), as in ABI 13.5 and beyond. */
#include "container.h"

#define WORKERS 8
#define TURNS 200

static struct mutex first = MUTEX_UNLOCKED, second = MUTEX_UNLOCKED;
static word first_count, second_count, switches;

static int worker(void *argument)
{
    int failures = 0;

    (void) argument;
    for (int i = 0; i < TURNS; i++) {
        word seen;

        failures += mutex_lock(&first) != 0;
        seen = first_count;
        for (word s = 0; s < switches; s++) {
            l4_thread_switch(L4_NIL);
        }
        first_count = seen + 1;
        failures += mutex_unlock(&first) != 0;
    }
    return failures;
}

/* Two mutexes side by side in one page, contended at the same time. */
static int two_workers(void *argument)
{
    struct mutex *mutex = argument;
    word *count = mutex == &first ? &first_count : &second_count;
    int failures = 0;

    for (int i = 0; i < TURNS; i++) {
        word seen;

        failures += mutex_lock(mutex) != 0;
        seen = *count;
        l4_thread_switch(L4_NIL);
        *count = seen + 1;
        failures += mutex_unlock(mutex) != 0;
    }
    return failures;
}

static void demo(const char *what, word turns)
{
    struct ids ids[WORKERS];
    int failures = 0;

    switches = turns;
    first_count = 0;
    mutex_lock(&first);
    for (int i = 0; i < WORKERS; i++) {
        failures += thread_create(worker, 0, TC_SHARE_SPACE, ids + i) != 0;
    }
    mutex_unlock(&first);
    for (int i = 0; i < WORKERS; i++) {
        failures += thread_wait(ids + i);
    }
    expect(what, failures, 0);
    expect("... nothing is lost", first_count, WORKERS * TURNS);
}

/* abi: note.4.9 */
static void one_page(void)
{
    struct ids ids[WORKERS];
    int failures = 0;

    first_count = second_count = 0;
    expect("both mutexes lie in one page", ((word) &first ^ (word) &second) < PAGE, 1);
    for (int i = 0; i < WORKERS; i++) {
        failures += thread_create(two_workers, i % 2 ? &first : &second, TC_SHARE_SPACE, ids + i) != 0;
    }
    for (int i = 0; i < WORKERS; i++) {
        failures += thread_wait(ids + i);
    }
    expect("two mutexes in one page", failures, 0);
    expect("... nothing is lost in the first", first_count, WORKERS / 2 * TURNS);
    expect("... nor in the second", second_count, WORKERS / 2 * TURNS);
}

/* What two spaces share: a mutex and a count, seen by the copy at another address. */
struct shared {
    struct mutex mutex;
    volatile word count, finished, failures;
};

static word here, there;
static byte other_stack[4096] __attribute__((aligned(8)));

static void count_up(struct shared *shared)
{
    for (int i = 0; i < TURNS; i++) {
        word seen;

        shared->failures += mutex_lock(&shared->mutex) != 0;
        seen = shared->count;
        l4_thread_switch(L4_NIL);
        shared->count = seen + 1;
        shared->failures += mutex_unlock(&shared->mutex) != 0;
    }
    shared->finished++;
}

static void in_the_other_space(void)
{
    count_up((struct shared *) there);
    for (;;) {
        l4_thread_switch(L4_NIL);
    }
}

/* abi: note.4.10, mutex.physical */
static void two_spaces(void)
{
    struct shared *shared;
    struct ids ids;
    struct registers record;
    word frame = frames(1);

    here = room(1);
    there = room(1);
    shared = (struct shared *) here;
    /* A space other than the pager's has but the container's capabilities (ABI 9.5). */
    capabilities_read();
    expect("share the right", l4_capability_control(CAP_SHARE, 1, capability_find(CAP_UMUTEX)), 0);
    expect("share the pool", l4_capability_control(CAP_SHARE, 1, capability_find(POOL_MUTEX)), 0);
    expect("a page to share", l4_map(frame, here, 1, MAP_RW, self()), 0);
    shared->mutex.lock = (word) -1;
    shared->count = shared->finished = shared->failures = 0;
    l4_getid(&ids);
    expect("a copy of the space", l4_thread_control(THREAD_CREATE | TC_COPY_SPACE, &ids), 0);
    expect("... has the page elsewhere", l4_map(frame, there, 1, MAP_RW, ids.tid), 0);
    expect("... and not here", l4_unmap(here, 1, ids.tid), 0);
    memset(&record, 0, sizeof record);
    record.sp = (word) other_stack + sizeof other_stack;
    record.pc = (word) in_the_other_space;
    record.valid = VALID_SP | VALID_PC;
    expect("... and a place to begin", l4_exchange_registers(&record, ids.tid), 0);
    expect("it runs", l4_thread_control(THREAD_RUN, &ids), 0);
    count_up(shared);
    while (shared->finished < 2) {
        l4_thread_switch(L4_NIL);
    }
    expect("one mutex in two spaces", shared->failures, 0);
    expect("... nothing is lost", shared->count, 2 * TURNS);
    expect("end of the copy", l4_thread_control(THREAD_DESTROY, &ids), 0);
}

static int contend(void *argument)
{
    return l4_mutex_control(argument, MUTEX_LOCK) & 0xFFFF;
}

static void refusals(void)
{
    struct ids ids;

    /* abi: mutex.kernel-address-EINVAL, mutex.bad-op-EPERM, mutex.unmapped-EINVAL */
    expect("kernel address", l4_mutex_control((void *) 0xF0008000, MUTEX_LOCK), -EINVAL);
    expect("no operation", l4_mutex_control(&first, 0), -EPERM);
    expect("unknown operation", l4_mutex_control(&first, 0x30000000), -EPERM);
    expect("address that is not mapped", l4_mutex_control((void *) room(1), MUTEX_LOCK), -EINVAL);
    /* abi: mutex.interrupted-EINTR */
    thread_create(contend, &first, TC_SHARE_SPACE, &ids);
    l4_thread_switch(L4_NIL);
    l4_thread_switch(L4_NIL);
    expect("a contender holds a queue", pool_used(POOL_MUTEX), 1);
    expect("suspended while it sleeps", l4_thread_control(THREAD_SUSPEND, &ids), 0);
    expect("and resumed", l4_thread_control(THREAD_RUN, &ids), 0);
    expect("its wait is interrupted", thread_wait(&ids), -EINTR & 0xFFFF);
    expect("no queue is left", pool_used(POOL_MUTEX), 0);
    /* abi: mutex.rendezvous */
    thread_create(contend, &first, TC_SHARE_SPACE, &ids);
    l4_thread_switch(L4_NIL);
    expect("unlock for one contender", l4_mutex_control(&first, MUTEX_UNLOCK | 1), 0);
    expect("it got the word", thread_wait(&ids), 0);
}

int main(void)
{
    threads_init();
    demo("eight threads, switching inside", 3);
    demo("eight threads", 0);
    one_page();
    two_spaces();
    refusals();
    print("USERSPACE MUTEX:               -- PASSED --\n");
    finish("mutex");
}
