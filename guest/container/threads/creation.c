/* CREATE: flags, errors in their order, what a new thread has. */
#include "container.h"
#include "parts.h"

static int create(word flags, word tid, word spid)
{
    struct ids ids = { tid, spid, 0 };
    int result = l4_thread_control(THREAD_CREATE | flags, &ids);

    if (result == 0) {
        l4_thread_control(THREAD_DESTROY, &ids);
    }
    return result;
}

static void refusals(const struct ids *own)
{
    word used = pool_used(POOL_THREAD), spaces = pool_used(POOL_SPACE), tables = pool_used(POOL_MAP);
    struct ids ids = *own;

    /* abi: thread_control.create-no-flags-EINVAL, thread_control.create-no-space-flag-EINVAL */
    expect("no creation flag", create(0, own->tid, own->spid), -EINVAL);
    expect("no space flag", create(TC_SHARE_CAPS, own->tid, own->spid), -EINVAL);
    expect("shared group without shared space", create(TC_SHARE_GROUP | TC_COPY_SPACE, own->tid, own->spid), -EINVAL);
    expect("shared UTCB without shared space", create(TC_SHARE_UTCB | TC_NEW_SPACE, own->tid, own->spid), -EINVAL);
    /* abi: note.2.4 */
    expect("shared and new space", create(TC_SHARE_SPACE | TC_NEW_SPACE, own->tid, own->spid), -EINVAL);
    expect("shared and copied space", create(TC_SHARE_SPACE | TC_COPY_SPACE, own->tid, own->spid), -EINVAL);
    expect("copied and new space", create(TC_COPY_SPACE | TC_NEW_SPACE, own->tid, own->spid), -EINVAL);
    /* abi: thread_control.create-no-space-ESRCH, thread_control.create-no-thread-EINVAL */
    expect("share nobody's space", create(TC_SHARE_SPACE, own->tid, 0x7777), -ESRCH);
    expect("copy nobody's space", create(TC_COPY_SPACE, own->tid, 0x7777), -ESRCH);
    expect("like nobody, shared", create(TC_SHARE_SPACE, 0x777, own->spid), -EINVAL);
    expect("like nobody, copied", create(TC_COPY_SPACE, 0x777, own->spid), -EINVAL);
    expect("nobody's space comes before nobody", create(TC_COPY_SPACE, 0x777, 0x7777), -ESRCH);
    /* abi: note.2.3 */
    expect("no unit is lost: threads", pool_used(POOL_THREAD), used);
    expect("... spaces", pool_used(POOL_SPACE), spaces);
    expect("... tables", pool_used(POOL_MAP), tables);
    expect("... nor a number", l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE, &ids), 0);
    expect("... the next is 2", ids.tid, 2);
    expect("end of it", l4_thread_control(THREAD_DESTROY, &ids), 0);
}

static void kinds(const struct ids *own)
{
    struct ids ids = *own;

    expect("a thread of the own space", l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE, &ids), 0);
    expect("... its space", ids.spid, own->spid);
    expect("... its own group", ids.tgid, ids.tid);
    l4_thread_control(THREAD_DESTROY, &ids);
    ids = *own;
    /* abi: thread_control.create-share-group */
    expect("one of the own group", l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE | TC_SHARE_GROUP, &ids), 0);
    expect("... its group", ids.tgid, own->tgid);
    l4_thread_control(THREAD_DESTROY, &ids);
    ids = *own;
    /* abi: thread_control.create-copy-space, thread_control.create-new-space */
    expect("one in a copy of the space", l4_thread_control(THREAD_CREATE | TC_COPY_SPACE, &ids), 0);
    expect("... another space", ids.spid != own->spid, 1);
    expect("... costs a unit", pool_used(POOL_SPACE), 2);
    l4_thread_control(THREAD_DESTROY, &ids);
    memset(&ids, 0xEE, sizeof ids);
    expect("one in an empty space, ids ignored", l4_thread_control(THREAD_CREATE | TC_NEW_SPACE, &ids), 0);
    expect("... another space", ids.spid != own->spid && ids.spid < 100, 1);
    expect("... its own group", ids.tgid, ids.tid);
    l4_thread_control(THREAD_DESTROY, &ids);
    /* abi: note.2.12 */
    expect("units come back", pool_used(POOL_SPACE), 1);
}

static int wait_for_message(void *unused)
{
    (void) unused;
    *mr(0) = 0x600;
    *mr(2) = 0x602;
    *mr(5) = 0x605;
    return l4_ipc(L4_NIL, L4_ANY, IPC_SHORT) & 0xFFFF;
}

/* abi: thread_control.create-registers */
static void inherited(void)
{
    static struct registers record, original;
    struct ids waiting, copy;
    struct registers new;

    thread_create(wait_for_message, 0, TC_SHARE_SPACE, &waiting);
    l4_thread_switch(L4_NIL);
    l4_thread_switch(L4_NIL);
    copy = waiting;
    expect("a copy of one that sleeps in a call", l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE, &copy), 0);
    record.valid = original.valid = 0xFFFF;
    record.flags = EXREGS_READ | EXREGS_UTCB;
    original.flags = EXREGS_READ;
    expect("read the copy", l4_exchange_registers(&record, copy.tid), 0);
    expect("r0 as at the call's entry", record.r[0], L4_NIL);
    expect("r1", record.r[1], L4_ANY);
    expect("r3 is MR0", record.r[3], 0x600);
    expect("r5 is MR2", record.r[5], 0x602);
    expect("r8 is MR5", record.r[8], 0x605);
    expect("lr is 0", record.lr, 0);
    expect("no UTCB", record.utcb, 0);
    expect("pc is where the call returns", record.pc - (word) l4_ipc < 80, 1);
    l4_thread_control(THREAD_DESTROY, &copy);
    thread_destroy(&waiting);
    memset(&copy, 0, sizeof copy);
    l4_thread_control(THREAD_CREATE | TC_NEW_SPACE, &copy);
    memset(&new, 0xAA, sizeof new);
    new.valid = 0xFFFF;
    new.flags = EXREGS_READ;
    memset(&record, 0, sizeof record);
    expect("read one in an empty space", l4_exchange_registers(&new, copy.tid), 0);
    expect_all("all its registers are 0", (word *) &new, (word *) &record, 16);
    l4_thread_control(THREAD_DESTROY, &copy);
}

/* abi: thread_control.create-ENOMEM */
static void exhaust(const struct ids *own)
{
    static struct ids many[100];
    word used = pool_used(POOL_THREAD), size = capability_find(POOL_THREAD)->size;
    int made = 0, failures = 0, result = 0;

    while (made < 100 && result == 0) {
        many[made] = *own;
        result = l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE, many + made);
        made += result == 0;
    }
    expect("threads until there are no more", result, -ENOMEM);
    expect("... as many as the pool says", (word) made, size - used);
    for (int i = 0; i < made; i++) {
        failures += l4_thread_control(THREAD_DESTROY, many + i) != 0;
    }
    expect("end of them all", failures, 0);
    expect("all units come back", pool_used(POOL_THREAD), used);
    used = pool_used(POOL_SPACE);
    size = capability_find(POOL_SPACE)->size;
    for (made = 0, result = 0; made < 100 && result == 0; made += result == 0) {
        many[made] = *own;
        result = l4_thread_control(THREAD_CREATE | TC_NEW_SPACE, many + made);
    }
    expect("spaces until there are no more", result, -ENOMEM);
    for (int i = 0; i < made; i++) {
        failures += l4_thread_control(THREAD_DESTROY, many + i) != 0;
    }
    expect("end of them all", failures, 0);
    expect("all units come back", pool_used(POOL_SPACE), used);
}

void creation(void)
{
    struct ids own;

    l4_getid(&own);
    refusals(&own);
    kinds(&own);
    inherited();
    exhaust(&own);
}
