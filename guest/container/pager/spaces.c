/* Tasks in spaces of their own, all of whose memory comes by faults. */
#include "parts.h"

static byte task_stack[4096] __attribute__((aligned(4096)));
static word task_utcb[64] __attribute__((aligned(256)));
static volatile word shared[1024] __attribute__((aligned(4096)));
static struct ids task;

/* Without the right to send, a task speaks to its pager by faults alone. */
static void task_begin(void)
{
    shared[0] = (word) l4_ipc(1, L4_NIL, IPC_SHORT);
    shared[1] = (word) l4_getid((struct ids *) (shared + 8));
    shared[2] = (word) l4_thread_control(THREAD_DESTROY, (struct ids *) (shared + 8));
    shared[3] = (word) l4_map((word) image_physical, (word) image_start, 1, MAP_RX, shared[8]);
    shared[4] = 0x600D;
    load_from(0x10);
    shared[5] = 0xBAD;
    for (;;) {
    }
}

static int start(word flags)
{
    struct registers record;
    int result;

    l4_getid(&task);
    result = l4_thread_control(THREAD_CREATE | flags, &task);
    memset(&record, 0, sizeof record);
    record.sp = (word) (task_stack + sizeof task_stack);
    record.pc = (word) task_begin;
    record.utcb = (word) task_utcb;
    record.flags = EXREGS_UTCB;
    record.valid = VALID_SP | VALID_PC;
    if (result == 0) {
        result = l4_exchange_registers(&record, task.tid);
    }
    return result != 0 ? result : l4_thread_control(THREAD_RUN, &task);
}

/* Maps page after page of the image until the task touches what is none of it; the number of faults. */
static int serve(struct fault *fault)
{
    int pages = 0;

    for (;;) {
        word at, page;

        fault_receive(L4_ANY, fault);
        at = fault->status & 0x100 ? fault->pc : fault->address;
        page = at & -PAGE;
        if (at - (word) image_start >= (word) image_end - (word) image_start) {
            return pages;
        }
        pages++;
        l4_map(physical_of((void *) page), page, 1, page < (word) data_start ? MAP_RX : MAP_RW, fault->sender);
        fault_answer(fault->sender, 0);
    }
}

static void behaves(const char *what, word flags)
{
    struct fault fault;
    word tables = pool_used(POOL_MAP), spaces_used = pool_used(POOL_SPACE);
    int pages;

    memset((void *) shared, 0, sizeof shared);
    expect(what, start(flags), 0);
    pages = serve(&fault);
    expect(flags == TC_NEW_SPACE ? "its pages come by faults" : "its pages are there", pages > 2, flags == TC_NEW_SPACE);
    /* abi: ipc.no-capability-ENOCAP, thread_control.other-space-EPERM, map.no-capability-ENOCAP */
    expect("it may not send", shared[0], -ENOCAP);
    expect("it knows who it is", shared[1] == 0 && shared[8] == task.tid && shared[9] == task.spid, 1);
    expect("it may not end itself", shared[2], -EPERM);
    expect("it may not map", shared[3], -ENOCAP);
    expect("it ran to its last fault", shared[4], 0x600D);
    expect("which is for us", fault.sender == task.tid && fault.address == 0x10, 1);
    expect("refused", fault_answer(task.tid, -1), 0);
    let_others_run();
    expect("it stands there", shared[5], 0);
    expect("end of it", l4_thread_control(THREAD_DESTROY, &task), 0);
    expect("its tables are back", pool_used(POOL_MAP), tables);
    expect("its space is back", pool_used(POOL_SPACE), spaces_used);
}

/* Whole memory from outside: a copy shares frames until somebody maps others. */
static void copy_on_write(void)
{
    struct fault fault;
    word page = (word) shared, frame = frames(1), copy = room(1);

    shared[100] = 1;
    expect("a task in a copy", start(TC_COPY_SPACE), 0);
    l4_thread_control(THREAD_SUSPEND, &task);
    expect("its page to read only", l4_map(physical_of(shared), page, 1, MAP_RO, task.tid), 0);
    expect("it goes on", l4_thread_control(THREAD_RUN, &task), 0);
    do {
        fault_receive(L4_ANY, &fault);
        if (fault.status == 0xF && (fault.address & -PAGE) == page) {
            expect("the entry says read only", fault.entry & 0xFF0, 0xAA0);
        }
        if ((fault.address & -PAGE) != page) {
            break;
        }
        l4_map(frame, copy, 1, MAP_RW, self());
        memcpy((void *) copy, (void *) page, PAGE);
        l4_map(frame, page, 1, MAP_RW, task.tid);
        fault_answer(task.tid, 0);
    } while (1);
    expect("then it touches what is not for it", fault.address, 0x10);
    fault_answer(task.tid, -1);
    expect("the copy has what it wrote", ((word *) copy)[4], 0x600D);
    expect("... and what was there", ((word *) copy)[100], 1);
    expect("we do not", shared[4], 0);
    expect("end of it", l4_thread_control(THREAD_DESTROY, &task), 0);
}

void spaces(void)
{
    behaves("a task in an empty space", TC_NEW_SPACE);
    behaves("a task in a copy of ours", TC_COPY_SPACE);
    memset((void *) shared, 0, sizeof shared);
    copy_on_write();
}
