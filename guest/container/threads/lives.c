/* RUN, SUSPEND, RECYCLE. */
#include "container.h"
#include "parts.h"

static volatile word turns;
static struct ids child;

static int __attribute__((noreturn)) count_for_ever(void *unused)
{
    (void) unused;
    for (;;) {
        turns++;
    }
}

static int sleep_in_a_call(void *unused)
{
    (void) unused;
    return l4_ipc(L4_NIL, L4_ANY, IPC_SHORT) & 0xFFFF;
}

static int suspend_myself(void *unused)
{
    struct ids ids;

    (void) unused;
    l4_getid(&ids);
    return l4_thread_control(THREAD_SUSPEND, &ids) & 0xFFFF;
}

static int send_to_child(void *argument)
{
    return l4_ipc((word) argument, L4_NIL, IPC_SHORT) & 0xFFFF;
}

static void let_others_run(void)
{
    for (int i = 0; i < 4; i++) {
        l4_thread_switch(L4_NIL);
    }
}

static void refusals(void)
{
    struct ids nobody = { 0x777, 1, 0 }, own;

    l4_getid(&own);
    /* abi: thread_control.no-thread-ESRCH, thread_control.bad-action-ENOCAP */
    expect("run nobody", l4_thread_control(THREAD_RUN, &nobody), -ESRCH);
    expect("suspend nobody", l4_thread_control(THREAD_SUSPEND, &nobody), -ESRCH);
    expect("wait for nobody", l4_thread_control(THREAD_WAIT, &nobody), -ESRCH);
    expect("unknown action on nobody", l4_thread_control(0x60000000, &nobody), -ESRCH);
    expect("unknown action", l4_thread_control(0x60000000, &own), -ENOCAP);
    expect("another", l4_thread_control(0xF0000000, &own), -ENOCAP);
}

static void running(void)
{
    word before;

    turns = 0;
    expect("one that counts", thread_create(count_for_ever, 0, TC_SHARE_SPACE, &child), 0);
    let_others_run();
    expect("it counts", turns != 0, 1);
    /* abi: thread_control.run-runnable, note.2.1 */
    expect("run it while it runs", l4_thread_control(THREAD_RUN, &child), 0);
    /* abi: thread_control.suspend, thread_control.suspend-inactive */
    expect("suspend it", l4_thread_control(THREAD_SUSPEND, &child), 0);
    before = turns;
    let_others_run();
    expect("it stands still", turns, before);
    expect("suspend it again", l4_thread_control(THREAD_SUSPEND, &child), 0);
    expect("resume it", l4_thread_control(THREAD_RUN, &child), 0);
    let_others_run();
    expect("it counts on", turns != before, 1);
    expect("destroy it while it runs", thread_destroy(&child), 0);
    expect("it is not there any more", l4_thread_control(THREAD_RUN, &child), -ESRCH);
}

static void asleep(void)
{
    /* abi: thread_control.suspend-asleep-EINTR */
    thread_create(sleep_in_a_call, 0, TC_SHARE_SPACE, &child);
    let_others_run();
    expect("suspend one that sleeps in a call", l4_thread_control(THREAD_SUSPEND, &child), 0);
    expect("resume it", l4_thread_control(THREAD_RUN, &child), 0);
    expect("its call was interrupted", thread_wait(&child), -EINTR & 0xFFFF);
    /* abi: thread_control.suspend-self */
    thread_create(suspend_myself, 0, TC_SHARE_SPACE, &child);
    let_others_run();
    expect("resume one that suspended itself", l4_thread_control(THREAD_RUN, &child), 0);
    expect("its call was interrupted", thread_wait(&child), -EINTR & 0xFFFF);
}

/* abi: thread_control.recycle, note.2.14 */
static void recycled(void)
{
    struct ids sender, own;
    struct registers record, zero;
    word tables;

    l4_getid(&own);
    child = own;
    tables = pool_used(POOL_MAP);
    expect("one in a copy of the space", l4_thread_control(THREAD_CREATE | TC_COPY_SPACE, &child), 0);
    expect("... costs a table", pool_used(POOL_MAP) > tables, 1);
    thread_create(send_to_child, (void *) child.tid, TC_SHARE_SPACE, &sender);
    let_others_run();
    expect("recycle it", l4_thread_control(THREAD_RECYCLE, &child), 0);
    expect("who was sending is interrupted", thread_wait(&sender), -EINTR & 0xFFFF);
    expect("its pages are gone", l4_unmap((word) image_start, 1, child.tid), -ENOMAP);
    expect("its tables are back", pool_used(POOL_MAP) <= tables + 1, 1);
    memset(&zero, 0, sizeof zero);
    memset(&record, 0xAA, sizeof record);
    record.valid = 0xFFFF;
    record.flags = EXREGS_READ;
    expect("it is still there", l4_exchange_registers(&record, child.tid), 0);
    expect_all("its registers are 0", (word *) &record, (word *) &zero, 16);
    expect("end of it", l4_thread_control(THREAD_DESTROY, &child), 0);
    expect("all tables are back", pool_used(POOL_MAP), tables);
}

void lives(void)
{
    refusals();
    running();
    asleep();
    recycled();
}
