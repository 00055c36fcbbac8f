/* Buffers that are not mapped: the thread's pager is asked (ABI 8.6). */
#include "parts.h"

struct pages { word frame, virtual; };

static struct pages out, in;
static int messages;
static word strange;

#define FINISHED 99u

/* Serves page-ins until both threads have said that they are through. */
static void serve(void)
{
    struct fault fault;

    messages = 0;
    strange = 0;
    for (int through = 0; through < 2;) {
        struct pages *pages;

        if (fault_receive(L4_ANY, &fault) != 0) {
            break;
        }
        if (fault.tag != FAULT_PAGE) {
            through++;
            fault_answer(fault.sender, 0);
            continue;
        }
        messages++;
        pages = fault.address - out.virtual < 2 * PAGE ? &out : &in;
        strange |= fault.pc | fault.status | (fault.address & (PAGE - 1)) | fault.entry;
        l4_map(pages->frame + (fault.address - pages->virtual), fault.address, 1, MAP_RW, fault.sender);
        fault_answer(fault.sender, 0);
    }
}

/* Tells the pager by a message of its own that it has come so far. */
static int caller(void *argument)
{
    struct call *call = argument;
    word pager = call->in[5];

    call->result = here(call->to, call->from, call->flags, call->in, call->out);
    *mr(0) = FINISHED;
    l4_ipc(pager, pager, IPC_SHORT);
    return 0;
}

/* abi: ipc.page-ins, note.3.9 */
static void both_unmapped(void)
{
    static struct call sender, receiver;
    word good = 1, tid;
    byte *bytes;

    tid = self();
    out.frame = frames(2);
    in.frame = frames(2);
    out.virtual = room(2);
    in.virtual = room(2);
    expect("a buffer to fill", l4_map(out.frame, out.virtual, 2, MAP_RW, tid), 0);
    bytes = (byte *) (out.virtual + PAGE - 1024);
    for (int i = 0; i < 2048; i++) {
        bytes[i] = (byte) (i * 3);
    }
    expect("unmapped again", l4_unmap(out.virtual, 2, tid), 0);
    receiver.flags = sender.flags = IPC_EXTENDED(2, 2048);
    sender.from = L4_NIL;
    receiver.to = L4_NIL;
    receiver.from = L4_ANY;
    sender.in[2] = (word) bytes;
    receiver.in[2] = in.virtual + PAGE - 1024;
    sender.in[5] = receiver.in[5] = tid;
    thread_create(caller, &receiver, TC_SHARE_SPACE, &receiver.ids);
    sender.to = receiver.ids.tid;
    thread_create(caller, &sender, TC_SHARE_SPACE, &sender.ids);
    serve();
    expect("exactly four fault messages", messages, 4);
    expect("each of a whole page, without pc and status", strange, 0);
    expect("the sender's result", sender.result, 0);
    expect("the receiver's result", receiver.result >= 0, 1);
    thread_wait(&sender.ids);
    thread_wait(&receiver.ids);
    bytes = (byte *) (in.virtual + PAGE - 1024);
    for (int i = 0; i < 2048; i++) {
        good &= bytes[i] == (byte) (i * 3);
    }
    expect("all bytes are there", good, 1);
    l4_unmap(out.virtual, 2, tid);
    l4_unmap(in.virtual, 2, tid);
}

/* A read-only page may be sent from. */
static void read_only(void)
{
    static struct call call;
    static byte into[16];
    word own = self(), given[6] = { 0, 0, (word) into, 0, 0, 0 };

    call.to = own;
    call.from = L4_NIL;
    call.flags = IPC_EXTENDED(2, 16);
    call.in[2] = (word) image_start;
    begin(&call);
    expect("extended from a read-only page", here(L4_NIL, L4_ANY, IPC_EXTENDED(2, 16), given, 0) >= 0, 1);
    expect("the sender's result", ended(&call), 0);
    expect("the bytes are there", *(word *) into, *(word *) image_start);
}

/* A pager that answers without mapping: the call ends with an error. */

/* abi: note.1.6 */
static void pager_maps_nothing(void)
{
    static struct call call;
    struct fault fault;

    call.to = L4_NIL;
    call.from = self();
    call.flags = IPC_EXTENDED(2, 16);
    call.in[2] = room(1);
    begin(&call);
    expect("a page-in request", fault_receive(L4_ANY, &fault), 0);
    expect("... for the page", fault.address, call.in[2]);
    fault_answer(fault.sender, 0);
    let_others_run();
    expect("answered without mapping", ended(&call), -EFAULT);
}

void buffers(void)
{
    both_unmapped();
    read_only();
    pager_maps_nothing();
}
