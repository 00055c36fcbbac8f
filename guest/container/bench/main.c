/*
 * Rounds of kernel calls for a stopwatch outside: reads "number count\n" from the console, then for each two bytes of input
 * prepares a round and runs it, with a byte of output after each.
 */
#include "container.h"

#define TASK_STACK 4096u

struct bench {
    void (*prepare)(word count);
    void (*run)(word count);
    void (*clean)(void);
};

static struct ids own, partner;
static word window, window_frames;
static volatile word sink;
static byte task_stack[TASK_STACK] __attribute__((aligned(8)));
static byte task_utcb[UTCB_BYTES] __attribute__((aligned(256)));
static struct mutex mutex = MUTEX_UNLOCKED;

static void getid(word count)
{
    struct ids ids;

    for (word i = 0; i < count; i++) {
        l4_getid(&ids);
    }
}

static int give_way(void *unused)
{
    (void) unused;
    for (;;) {
        l4_thread_switch(L4_NIL);
    }
    return 0;
}

static void other_thread(word count)
{
    (void) count;
    thread_create(give_way, 0, TC_SHARE_SPACE, &partner);
}

/* Half of the calls are the other thread's. */
static void thread_switch(word count)
{
    for (word i = 0; i < count / 2; i++) {
        l4_thread_switch(L4_NIL);
    }
}

static void end_partner(void)
{
    thread_destroy(&partner);
}

/* Answers every message, by the classic two calls. */
static void serve(word type)
{
    for (;;) {
        l4_ipc(L4_NIL, L4_ANY, type);
        l4_ipc(*mr(1), L4_NIL, type);
    }
}

static int short_server(void *unused)
{
    (void) unused;
    serve(IPC_SHORT);
    return 0;
}

static int full_server(void *unused)
{
    (void) unused;
    serve(IPC_FULL);
    return 0;
}

static void short_here(word count)
{
    (void) count;
    thread_create(short_server, 0, TC_SHARE_SPACE, &partner);
}

static void full_here(word count)
{
    (void) count;
    thread_create(full_server, 0, TC_SHARE_SPACE, &partner);
}

/* A server in a copy of the space, with the right to send from the container's list. */
static void elsewhere(void (*server)(word), word type)
{
    struct registers record;

    capabilities_read();
    l4_capability_control(CAP_SHARE, 1, capability_find(CAP_IPC));
    partner = own;
    l4_thread_control(THREAD_CREATE | TC_COPY_SPACE, &partner);
    memset(&record, 0, sizeof record);
    record.r[0] = type;
    record.sp = (word) task_stack + TASK_STACK;
    record.pc = (word) server;
    record.valid = 1 | VALID_SP | VALID_PC;
    record.flags = EXREGS_UTCB;
    record.utcb = (word) task_utcb;
    l4_exchange_registers(&record, partner.tid);
    l4_thread_control(THREAD_RUN, &partner);
}

static void short_there(word count)
{
    (void) count;
    elsewhere(serve, IPC_SHORT);
}

static void full_there(word count)
{
    (void) count;
    elsewhere(serve, IPC_FULL);
}

static void end_task(void)
{
    l4_thread_control(THREAD_DESTROY, &partner);
}

static void short_trips(word count)
{
    for (word i = 0; i < count; i++) {
        l4_ipc(partner.tid, partner.tid, IPC_SHORT);
    }
}

static void full_trips(word count)
{
    for (word i = 0; i < count; i++) {
        l4_ipc(partner.tid, partner.tid, IPC_FULL);
    }
}

static void map_one(word count)
{
    for (word i = 0; i < count; i++) {
        l4_map(window_frames, window, 1, MAP_RW, own.tid);
        l4_unmap(window, 1, own.tid);
    }
}

static void map_many(word count)
{
    for (word i = 0; i < count; i++) {
        l4_map(window_frames, window, 1024, MAP_RW, own.tid);
        l4_unmap(window, 1024, own.tid);
    }
}

static int touch(void *argument)
{
    for (word i = 0; i < (word) argument; i++) {
        sink = *(volatile word *) (window + i * PAGE);
    }
    return 0;
}

static void toucher(word count)
{
    l4_unmap(window, 1024, own.tid);
    thread_create(touch, (void *) count, TC_SHARE_SPACE | TC_NOSTART, &partner);
}

/* At most 1024: each page once. */
static void faults(word count)
{
    struct fault fault;

    l4_thread_control(THREAD_RUN, &partner);
    for (word i = 0; i < count; i++) {
        fault_receive(partner.tid, &fault);
        l4_map(window_frames + (fault.address - window), fault.address, 1, MAP_RW, fault.sender);
        fault_answer(fault.sender, 0);
    }
}

static void end_toucher(void)
{
    thread_wait(&partner);
}

static void create(word count)
{
    for (word i = 0; i < count; i++) {
        struct ids ids = own;

        l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE, &ids);
        l4_thread_control(THREAD_DESTROY, &ids);
    }
}

static void lock(word count)
{
    for (word i = 0; i < count; i++) {
        mutex_lock(&mutex);
        mutex_unlock(&mutex);
    }
}

static const struct bench benches[] = {
    { 0, getid, 0 },
    { other_thread, thread_switch, end_partner },
    { short_here, short_trips, end_partner },
    { full_here, full_trips, end_partner },
    { short_there, short_trips, end_task },
    { full_there, full_trips, end_task },
    { 0, map_one, 0 },
    { 0, map_many, 0 },
    { toucher, faults, end_toucher },
    { 0, create, 0 },
    { 0, lock, 0 },
};

static word read_number(void)
{
    word number = 0;
    char c;

    while ((c = console_read()) >= '0' && c <= '9') {
        number = number * 10 + (word) (c - '0');
    }
    return number;
}

int main(void)
{
    const struct bench *bench;
    word count;

    threads_init();
    l4_getid(&own);
    window = room(1024);
    window_frames = frames(1024);
    bench = benches + read_number() % (sizeof benches / sizeof *benches);
    count = read_number();
    for (;;) {
        console_read();
        if (bench->prepare != 0) {
            bench->prepare(count);
        }
        print(".");
        console_read();
        bench->run(count);
        print(".");
        if (bench->clean != 0) {
            bench->clean();
        }
    }
}
