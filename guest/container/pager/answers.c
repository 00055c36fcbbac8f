/* A pager's refusal suspends; the suspended can be resumed, given another pager, destroyed (ABI 7.7, notes 1.1 to 1.3). */
#include "parts.h"

static struct ids child;
static struct fault fault;

/* abi: note.1.1, fault.refused-suspends */
static void resumed(void)
{
    word at = room(1), frame = frames(1);
    struct registers record;

    spawn(touch, (void *) at, &child);
    expect("a fault", fault_receive(L4_ANY, &fault), 0);
    expect("refused", fault_answer(child.tid, -1), 0);
    let_others_run();
    expect("no second message comes", l4_thread_control(THREAD_SUSPEND, &child), 0);
    memset(&record, 0, sizeof record);
    record.valid = VALID_PC | 1;
    record.flags = EXREGS_READ;
    expect("its registers can be read", l4_exchange_registers(&record, child.tid), 0);
    expect("its pc is at the instruction", record.pc, (word) load_place);
    expect("its r0 is the address", record.r[0], at);
    expect("resume it as it is", l4_thread_control(THREAD_RUN, &child), 0);
    expect("it faults again", fault_receive(L4_ANY, &fault), 0);
    expect("at the same address", fault.address, at);
    expect("refused again", fault_answer(child.tid, -1), 0);
    let_others_run();
    expect("map the page", l4_map(frame, at, 1, MAP_RW, self()), 0);
    *(volatile word *) at = 0x77;
    expect("resume it", l4_thread_control(THREAD_RUN, &child), 0);
    expect("it goes on to its end", thread_wait(&child), 0x77);
}

static word rescue_frame;

/* A pager for one fault. */
static int rescue(void *unused)
{
    struct fault one;

    (void) unused;
    fault_receive(L4_ANY, &one);
    l4_map(rescue_frame, one.address & -PAGE, 1, MAP_RW, one.sender);
    return fault_answer(one.sender, 0) & 0xFFFF;
}

/* abi: note.1.3, note.2.9 */
static void another_pager(void)
{
    word at = room(1);
    struct ids other;
    struct registers record;

    rescue_frame = frames(1);
    spawn(touch, (void *) at, &child);
    expect("a fault", fault_receive(L4_ANY, &fault), 0);
    expect("refused", fault_answer(child.tid, -1), 0);
    spawn(rescue, 0, &other);
    let_others_run();
    memset(&record, 0, sizeof record);
    record.flags = EXREGS_PAGER | EXREGS_CONFIRM;
    record.pager = other.tid;
    expect("another pager", l4_exchange_registers(&record, child.tid), 0);
    memset(&record, 0, sizeof record);
    record.flags = EXREGS_PAGER | EXREGS_READ;
    l4_exchange_registers(&record, child.tid);
    expect("it is set", record.pager, other.tid);
    expect("resume it", l4_thread_control(THREAD_RUN, &child), 0);
    expect("the other pager serves its fault", thread_wait(&other), 0);
    let_others_run();
    expect("it went on", thread_wait(&child) >= 0, 1);
}

static void destroyed(void)
{
    word used = pool_used(POOL_THREAD), at = room(1);

    spawn(touch, (void *) at, &child);
    expect("a fault", fault_receive(L4_ANY, &fault), 0);
    expect("refused", fault_answer(child.tid, -1), 0);
    let_others_run();
    expect("destroy a suspended thread", thread_destroy(&child), 0);
    spawn(touch, (void *) at, &child);
    let_others_run();
    expect("destroy one whose fault nobody took", thread_destroy(&child), 0);
    spawn(touch, (void *) at, &child);
    expect("a fault", fault_receive(L4_ANY, &fault), 0);
    expect("destroy one whose fault is not answered", thread_destroy(&child), 0);
    expect("all units are back", pool_used(POOL_THREAD), used);
    expect("answer to one that is gone", fault_answer(fault.sender, 0), -ESRCH);
}

void answers(void)
{
    resumed();
    another_pager();
    destroyed();
}
