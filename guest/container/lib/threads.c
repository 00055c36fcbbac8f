/* Threads of one space (ABI 13.1): stacks and UTCBs from fixed pools, the lowest free one first. */
#include "container.h"

#define STACK 4096u

word call_entry[15];

static byte stacks[THREADS][STACK] __attribute__((aligned(8)));
static byte utcbs[THREADS + 1][UTCB_BYTES] __attribute__((aligned(256)));
static word owners[THREADS];        /* the tid that has the slot, 0 when it is free */
static struct mutex slots = MUTEX_UNLOCKED;

void thread_begin(void);

/* The fifteen entry words of the interface page follow each other from 0x0C. */
void calls_init(void)
{
    for (word i = 0; i < 15; i++) {
        call_entry[i] = kip_word(0x0C + 4 * i);
    }
}

word self(void)
{
    struct ids ids;

    l4_getid(&ids);
    return ids.tid;
}

/* Gives the running thread the UTCB that no slot has. */
void threads_init(void)
{
    struct registers record;

    memset(&record, 0, sizeof record);
    record.flags = EXREGS_UTCB;
    record.utcb = (word) utcbs[THREADS];
    l4_exchange_registers(&record, self());
}

static int slot_of(word owner)
{
    for (int i = 0; i < THREADS; i++) {
        if (owners[i] == owner) {
            return i;
        }
    }
    return -1;
}

/* flags: TC_SHARE_SPACE and what goes with it, or TC_NOSTART; -ENOMEM when all slots are taken, otherwise the kernel's results. */
int thread_create(int (*function)(void *), void *argument, word flags, struct ids *ids)
{
    struct registers record;
    word *top;
    int slot, result;

    if ((flags & TC_SHARE_SPACE) == 0) {
        return -EINVAL;
    }
    mutex_lock(&slots);
    slot = slot_of(0);
    result = slot < 0 ? -ENOMEM : l4_getid(ids);
    if (result == 0) {
        result = l4_thread_control(THREAD_CREATE | flags, ids);
    }
    if (result == 0) {
        owners[slot] = ids->tid;
    }
    mutex_unlock(&slots);
    if (result < 0) {
        return result;
    }
    top = (word *) (stacks[slot] + STACK);
    top[-1] = (word) argument;
    top[-2] = (word) function;
    memset(&record, 0, sizeof record);
    record.sp = (word) top;
    record.pc = (word) thread_begin;
    record.valid = VALID_SP | VALID_PC;
    record.flags = EXREGS_UTCB;
    record.utcb = (word) utcbs[slot];
    result = l4_exchange_registers(&record, ids->tid);
    if (result == 0 && (flags & TC_NOSTART) == 0) {
        result = l4_thread_control(THREAD_RUN, ids);
    }
    return result;
}

static int end(word action, struct ids *ids)
{
    int result = l4_thread_control(action, ids);
    int slot = slot_of(ids->tid);

    if (result >= 0 && slot >= 0) {
        owners[slot] = 0;
    }
    return result;
}

int thread_wait(struct ids *ids)
{
    return end(THREAD_WAIT, ids);
}

int thread_destroy(struct ids *ids)
{
    return end(THREAD_DESTROY, ids);
}

void thread_exit(int code)
{
    struct ids ids;

    l4_getid(&ids);
    l4_thread_control(THREAD_DESTROY | (code & 0xFFFF), &ids);
    for (;;) {
    }
}

/* For the first thread: it goes with all its children, and so does the container (ABI 7.5). */
void container_exit(void)
{
    thread_exit(0);
}
