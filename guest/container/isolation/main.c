/* Two containers that have nothing to do with each other: each tries what it can on the other, and is refused (ABI 10). */
#include "container.h"

#define NUMBERS 16u

static word other;          /* container id of the other */
static struct ids own;

static int exists(word tid)
{
    struct registers record;

    memset(&record, 0, sizeof record);
    record.flags = EXREGS_READ;
    return l4_exchange_registers(&record, tid) != -ESRCH;
}

/* How many of the other container's threads there are: that much shows, as a refusal instead of "no such thread". */
static word threads_of_other(word *first)
{
    word number = 0;

    for (word i = NUMBERS; i > 0; i--) {
        if (exists(other << 24 | i)) {
            number++;
            *first = other << 24 | i;
        }
    }
    return number;
}

static int touch(void *argument)
{
    return *(volatile int *) argument;
}

static int idle(void *unused)
{
    (void) unused;
    return 0;
}

/* abi: container.isolated, ipc.other-container-ENOCAP, thread_control.other-container-ENOCAP */
static void probe(word target)
{
    word other_ram = 0x00100000 + other * 0x00D00000, other_pages = 0xA0000000 + other * 0x10000000, at = room(1);
    struct ids ids = { target, 0, target }, kid;
    struct registers record;
    struct fault fault;

    expect("send to it", l4_ipc(target, L4_NIL, IPC_SHORT), -ENOCAP);
    expect("send to it and receive", l4_ipc(target, target, IPC_FULL), -ENOCAP);
    expect("suspend it", l4_thread_control(THREAD_SUSPEND, &ids), -ENOCAP);
    expect("destroy it", l4_thread_control(THREAD_DESTROY, &ids), -ENOCAP);
    expect("recycle it", l4_thread_control(THREAD_RECYCLE, &ids), -ENOCAP);
    memset(&record, 0, sizeof record);
    record.flags = EXREGS_READ | EXREGS_PAGER;
    expect("read its pager", l4_exchange_registers(&record, target), -ENOCAP);
    record.flags = EXREGS_PAGER | EXREGS_CONFIRM;
    record.pager = own.tid;
    expect("become its pager", l4_exchange_registers(&record, target) < 0, 1);
    expect("map its memory", l4_map(other_ram, at, 1, MAP_RO, own.tid), -ENOCAP);
    expect("map in its place", l4_map(frames(1), other_pages, 1, MAP_RW, own.tid), -ENOCAP);
    expect("map into its space", l4_map(frames(1), at, 1, MAP_RW, target), -ENOCAP);
    expect("unmap its pages", l4_unmap(other_pages, 1, target), -ENOCAP);
    expect("a child in its space", l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE, &(struct ids) { own.tid, own.spid == 1 ? 2 : 1, 0 }), -ESRCH);
    expect("a child like its pager", l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE, &(struct ids) { target, own.spid, 0 }), -EINVAL);
    thread_create(touch, (void *) other_pages, TC_SHARE_SPACE, &kid);
    expect("touch its place", fault_receive(L4_ANY, &fault), 0);
    expect("nothing is there", fault.address == other_pages && fault.entry == 0, 1);
    expect("refused", fault_answer(kid.tid, -1), 0);
    expect("end of it", thread_destroy(&kid), 0);
}

/* Threads that the other can count are the only sign there is: three say that the first is through. */
int main(void)
{
    struct ids mark;
    word target = 0, first;

    threads_init();
    l4_getid(&own);
    first = own.tid >> 24 == 0;
    other = first;
    while (threads_of_other(&target) < (first ? 1 : 3)) {
        l4_thread_switch(L4_NIL);
    }
    probe(target);
    for (int i = 0; i < 2 && first; i++) {
        thread_create(idle, 0, TC_SHARE_SPACE | TC_NOSTART, &mark);
    }
    while (first && threads_of_other(&target) > 0) {
        l4_thread_switch(L4_NIL);
    }
    finish(first ? "isolation 0" : "isolation 1");
}
