/* DESTROY and WAIT. */
#include "container.h"
#include "parts.h"

static struct ids child, grandchild;

static int give(void *argument)
{
    return (int) argument;
}

static int __attribute__((noreturn)) exit_with(void *argument)
{
    thread_exit((int) argument);
}

static int wait_for(void *argument)
{
    return l4_thread_control(THREAD_WAIT, argument) & 0xFFFF;
}

static int __attribute__((noreturn)) never_end(void *unused)
{
    (void) unused;
    for (;;) {
        l4_thread_switch(L4_NIL);
    }
}

static int parent(void *unused)
{
    (void) unused;
    thread_create(never_end, 0, TC_SHARE_SPACE, &grandchild);
    return never_end(0);
}

static void let_others_run(void)
{
    for (int i = 0; i < 6; i++) {
        l4_thread_switch(L4_NIL);
    }
}

/* abi: thread_control.wait, thread_control.exit-code, note.2.21 */
static void codes(void)
{
    thread_create(give, (void *) 5, TC_SHARE_SPACE, &child);
    expect("wait before the end: code 5", thread_wait(&child), 5);
    thread_create(exit_with, (void *) 0xFFFF, TC_SHARE_SPACE, &child);
    let_others_run();
    expect("wait after the end: code 0xffff", thread_wait(&child), 0xFFFF);
    thread_create(exit_with, (void *) 0x12345, TC_SHARE_SPACE, &child);
    expect("a code of more than 16 bits", thread_wait(&child), 0x2345);
    /* abi: thread_control.wait-inactive */
    thread_create(give, 0, TC_SHARE_SPACE | TC_NOSTART, &child);
    expect("wait for one that never ran", thread_wait(&child), 0);
    expect("it is collected", l4_thread_control(THREAD_RUN, &child), -ESRCH);
}

/* abi: thread.zombie */
static void zombies(void)
{
    word used = pool_used(POOL_THREAD), tid;

    thread_create(give, (void *) 9, TC_SHARE_SPACE, &child);
    tid = child.tid;
    let_others_run();
    expect("one that has ended counts", pool_used(POOL_THREAD), used + 1);
    thread_create(give, (void *) 1, TC_SHARE_SPACE, &grandchild);
    expect("... and keeps its number", grandchild.tid != tid, 1);
    expect("until it is collected", thread_wait(&child), 9);
    expect("another is collected", thread_wait(&grandchild), 1);
    expect("units are back", pool_used(POOL_THREAD), used);
    thread_create(give, (void *) 1, TC_SHARE_SPACE, &child);
    expect("the lowest number is given again", child.tid, 2);
    let_others_run();
    expect("destroy one that has ended", thread_destroy(&child), 0);
}

/* abi: note.2.15 */
static void waiting_by_another(void)
{
    struct ids waiter;

    thread_create(give, (void *) 3, TC_SHARE_SPACE | TC_NOSTART, &child);
    l4_thread_control(THREAD_RUN, &child);
    thread_create(wait_for, &child, TC_SHARE_SPACE, &waiter);
    expect("another thread of the space may wait", thread_wait(&waiter), 3);
}

/* abi: thread.pager-ends, note.2.13 */
static void families(void)
{
    word used = pool_used(POOL_THREAD);
    struct registers record;

    thread_create(parent, 0, TC_SHARE_SPACE, &child);
    let_others_run();
    memset(&record, 0, sizeof record);
    record.flags = EXREGS_READ | EXREGS_PAGER;
    expect("read a grandchild", l4_exchange_registers(&record, grandchild.tid), 0);
    expect("its pager is the child", record.pager, child.tid);
    expect("destroy the child", thread_destroy(&child), 0);
    memset(&record, 0, sizeof record);
    record.flags = EXREGS_READ | EXREGS_PAGER;
    expect("read the orphan", l4_exchange_registers(&record, grandchild.tid), 0);
    expect("it is ours now", record.pager, self());
    expect("end of it", thread_destroy(&grandchild), 0);
    expect("units are back", pool_used(POOL_THREAD), used);
}

void ends(void)
{
    codes();
    zombies();
    waiting_by_another();
    families();
}
