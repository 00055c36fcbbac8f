/* exchange_registers (ABI 5.4). */
#include "container.h"

static struct registers record;
static struct ids child;
static volatile word spun;

static int idle(void *unused)
{
    (void) unused;
    return 7;
}

static int __attribute__((noreturn)) spin(void *unused)
{
    (void) unused;
    for (;;) {
        spun++;
    }
}

static int receive(void *unused)
{
    (void) unused;
    return l4_ipc(L4_NIL, L4_ANY, IPC_SHORT);
}

/* Another thread in the same space that is no pager of the child. */
static int third_party(void *unused)
{
    (void) unused;
    memset(&record, 0, sizeof record);
    record.valid = 1;
    return l4_exchange_registers(&record, child.tid) & 0xFFFF;
}

static int read_registers(word tid, word valid, word flags)
{
    memset(&record, 0x55, sizeof record);
    record.valid = valid;
    record.flags = EXREGS_READ | flags;
    return l4_exchange_registers(&record, tid);
}

static void inactive(void)
{
    static word before[20], wanted[20];

    expect("child that has not run", thread_create(idle, 0, TC_SHARE_SPACE | TC_NOSTART, &child), 0);
    /* abi: exregs.write, exregs.garbage */
    memset(&record, 0xFF, sizeof record);
    record.flags = 0;
    record.utcb = 0x12345678;
    expect("write all ones, garbage in unused fields", l4_exchange_registers(&record, child.tid), 0);
    expect("read all", read_registers(child.tid, 0xFFFFFFFF, 0), 0);
    for (int i = 0; i < 16; i++) {
        wanted[i] = 0xFFFFFFFF;
    }
    /* abi: exregs.read */
    expect_all("all ones come back", (word *) &record, wanted, 16);
    memset(before, 0x55, sizeof before);
    expect("read nothing", read_registers(child.tid, 0, 0), 0);
    expect_all("nothing is stored", (word *) &record, before, 16);
    expect("... nor the pager", record.pager, 0x55555555);
    expect("read r3 and sp", read_registers(child.tid, 1 << 3 | VALID_SP, 0), 0);
    before[3] = before[13] = 0xFFFFFFFF;
    expect_all("only those are stored", (word *) &record, before, 16);
}

static void flags(void)
{
    volatile word *own = utcb();
    struct ids ids;

    l4_getid(&ids);
    expect("read pager and UTCB", read_registers(child.tid, 0, EXREGS_PAGER | EXREGS_UTCB), 0);
    /* abi: exregs.read-pager */
    expect("the pager is its creator", record.pager, ids.tid);
    memset(&record, 0, sizeof record);
    record.flags = EXREGS_UTCB | EXREGS_READ;
    expect("read the own UTCB", l4_exchange_registers(&record, ids.tid), 0);
    expect("it is the word of the interface page", record.utcb, (word) own);
    /* abi: exregs.utcb, kip.utcb-word */
    record.flags = EXREGS_UTCB;
    record.utcb = (word) own;
    expect("set the own UTCB", l4_exchange_registers(&record, ids.tid), 0);
    expect("the word is still right", (word) utcb(), (word) own);
    /* abi: note.3.13 */
    record.utcb = 0xA0000004;
    expect("a UTCB that is not aligned", l4_exchange_registers(&record, child.tid), -EINVAL);
}

static void refusals(void)
{
    struct ids helper, unknown = { 0x3333, 0, 0 };

    /* abi: exregs.no-thread-ESRCH */
    memset(&record, 0, sizeof record);
    expect("nobody's registers", l4_exchange_registers(&record, unknown.tid), -ESRCH);
    expect("end of that child", thread_destroy(&child), 0);
    thread_create(spin, 0, TC_SHARE_SPACE, &child);
    while (spun == 0) {
        l4_thread_switch(L4_NIL);
    }
    /* abi: exregs.active-EACTIVE */
    thread_create(third_party, 0, TC_SHARE_SPACE, &helper);
    expect("a third party, the child runs", thread_wait(&helper), -EACTIVE & 0xFFFF);
    memset(&record, 0, sizeof record);
    record.valid = 1 << 11;
    record.r[11] = 0x77;
    expect("its pager may", l4_exchange_registers(&record, child.tid), 0);
    l4_thread_control(THREAD_SUSPEND, &child);
    expect("read of one stopped in user mode", read_registers(child.tid, VALID_PC, 0), 0);
    expect("its pc is in its loop", record.pc - (word) spin < 64, 1);
    expect("end of it", thread_destroy(&child), 0);
}

/* abi: note.2.8 */
static void suspended_in_a_call(void)
{
    thread_create(receive, 0, TC_SHARE_SPACE, &child);
    for (int i = 0; i < 4; i++) {
        l4_thread_switch(L4_NIL);
    }
    expect("suspend one that waits in a call", l4_thread_control(THREAD_SUSPEND, &child), 0);
    expect("read it", read_registers(child.tid, 0xFFFF, 0), 0);
    expect("its sp is a user's", record.sp - (word) data_start < (word) image_end - (word) data_start, 1);
    expect("its pc is a user's", record.pc < 0xF0000000 || record.pc >= CALL_PAGE, 1);
    expect("end of it", thread_destroy(&child), 0);
}

int main(void)
{
    threads_init();
    inactive();
    flags();
    refusals();
    suspended_in_a_call();
    finish("exregs");
}
