/* What a message carries: registers, the UTCB's words, who sent; which types fit (ABI 4.3 to 4.5). */
#include "parts.h"

static byte buffer_out[2048], buffer_in[2048];
static word secondary[60];

/* A sender that fills MR6 to MR59 before its call. */
static int full_sender(void *argument)
{
    struct call *call = argument;

    for (int i = 6; i < 60; i++) {
        *mr(i) = 0xF000 + i;
    }
    for (int i = 6; i < 10; i++) {
        utcb()[i] = 0xDEAD;
    }
    call->result = here(call->to, call->from, call->flags, call->in, call->out);
    for (int i = 6; i < 60; i++) {
        secondary[i] = *mr(i);
    }
    return 0;
}

static const word numbers[6] = { 0x30, 0x31, 0x32, 0x33, 0x34, 0x35 };

static void set(struct call *call, word to, word from, word flags)
{
    call->to = to;
    call->from = from;
    call->flags = flags;
    memcpy(call->in, numbers, sizeof numbers);
}

/* abi: ipc.short, ipc.sender-any, note.3.10 */
static void registers(void)
{
    static struct call call;
    word out[6], wanted[6];
    word entry[14], own = self();

    set(&call, own, L4_NIL, IPC_SHORT);
    begin(&call);
    expect("open receive", here(L4_NIL, L4_ANY, IPC_SHORT, 0, out), 0);
    expect("the sender goes on with 0", ended(&call), 0);
    memcpy(wanted, numbers, sizeof wanted);
    wanted[1] = call.ids.tid;
    expect_all("six registers, the sender in MR1", out, wanted, 6);
    begin(&call);
    expect("closed receive", here(L4_NIL, call.ids.tid, IPC_SHORT, 0, out), 0);
    ended(&call);
    wanted[1] = call.ids.tid;
    expect_all("six registers, the sender in MR1", out, wanted, 6);
    /* abi: ipc.registers-kept */
    set(&call, L4_NIL, own, IPC_SHORT);
    begin(&call);
    let_others_run();
    for (int i = 0; i < 12; i++) {
        entry[i] = 0x900 + i;
    }
    entry[0] = call.ids.tid;
    entry[1] = L4_NIL;
    entry[2] = IPC_SHORT;
    enter(kip_word(0x24), entry);
    ended(&call);
    expect("a call with its registers known", entry[0], 0);
    expect("r1 and r2 are kept", entry[1] == L4_NIL && entry[2] == IPC_SHORT, 1);
    expect("r9 to r11 are kept", entry[9] == 0x909 && entry[10] == 0x90A && entry[11] == 0x90B, 1);
    expect("a sender's r3 to r8 are kept", entry[3] == 0x903 && entry[8] == 0x908, 1);
    for (int i = 0; i < 6; i++) {
        wanted[i] = 0x903 + i;
    }
    wanted[1] = own;
    expect_all("the receiver has them", call.out, wanted, 6);
}

/* abi: ipc.full, ipc.full-words-untouched */
static void full(void)
{
    static struct call call;
    word out[6], good = 1, own = self();

    for (int i = 6; i < 10; i++) {
        utcb()[i] = 0xBEEF;
    }
    set(&call, own, own, IPC_FULL);
    thread_create(full_sender, &call, TC_SHARE_SPACE, &call.ids);
    expect("full receive", here(L4_NIL, L4_ANY, IPC_FULL, 0, out), 0);
    for (int i = 6; i < 60; i++) {
        good &= *mr(i) == 0xF000u + i;
        *mr(i) = 0xC000 + i;
    }
    expect("MR6 to MR59 are there", good, 1);
    expect("the words between are not touched", utcb()[6] == 0xBEEF && utcb()[9] == 0xBEEF, 1);
    expect("full reply", here(call.ids.tid, L4_NIL, IPC_FULL, numbers, 0), 0);
    expect("the client's result", ended(&call), 0);
    for (int i = 6; i < 60; i++) {
        good &= secondary[i] == 0xC000u + i;
    }
    expect("MR6 to MR59 came back", good, 1);
    /* abi: ipc.full-to-short */
    set(&call, own, L4_NIL, IPC_FULL);
    thread_create(full_sender, &call, TC_SHARE_SPACE, &call.ids);
    expect("short receive of a full message", here(L4_NIL, L4_ANY, IPC_SHORT, 0, out), 0);
    expect("... is full", *mr(6) == 0xF006 && *mr(59) == 0xF000 + 59, 1);
    ended(&call);
}

/* Rows: the receiver's type; columns: the sender's (ABI 4.4). */

/* abi: ipc.types-ENOIPC */
static void types(void)
{
    static const char *names[] = { "short", "full", "extended" };
    static struct call call;
    word own = self();

    for (int receiver = 0; receiver < 3; receiver++) {
        for (int sender = 0; sender < 3; sender++) {
            int wanted = (receiver == 2) == (sender == 2) ? 0 : -ENOIPC;
            word in[6] = { 0, 0, (word) buffer_in, 0, 0, 0 };
            int result, other;

            set(&call, own, L4_NIL, sender == 2 ? IPC_EXTENDED(2, 100) : (word) sender);
            call.in[2] = (word) buffer_out;
            begin(&call);
            result = here(L4_NIL, L4_ANY, receiver == 2 ? IPC_EXTENDED(2, 100) : (word) receiver, in, 0);
            other = ended(&call);
            print("%s from %s, ", names[receiver], names[sender]);
            expect(wanted == 0 ? "both succeed" : "both are told ENOIPC", result == wanted && other == wanted, 1);
        }
    }
    /* abi: ipc.type-unknown-ENOCAP */
    set(&call, L4_NIL, own, IPC_SHORT);
    begin(&call);
    let_others_run();
    expect("send of type 3", l4_ipc(call.ids.tid, L4_NIL, 3), -ENOCAP);
    expect("send of type 15", l4_ipc(call.ids.tid, L4_NIL, 15), -ENOCAP);
    expect("send to wake it", l4_ipc(call.ids.tid, L4_NIL, IPC_SHORT), 0);
    expect("it is woken", ended(&call), 0);
}

/* abi: ipc.extended, ipc.extended-pointer, note.3.5, note.3.6 */
static void extended(void)
{
    static struct call call;
    word in[6] = { 0, 0, (word) buffer_in, 0, 0, 0 }, out[6], own = self(), good = 1;

    for (int i = 0; i < 2048; i++) {
        buffer_out[i] = (byte) (i * 7);
        buffer_in[i] = 0xEE;
    }
    set(&call, own, L4_NIL, IPC_EXTENDED(2, 2048));
    call.in[2] = (word) buffer_out;
    begin(&call);
    expect("extended of 2048 bytes", here(L4_NIL, L4_ANY, IPC_EXTENDED(2, 2048), in, out) >= 0, 1);
    expect("the sender's result", ended(&call), 0);
    for (int i = 0; i < 2048; i++) {
        good &= buffer_in[i] == (byte) (i * 7);
    }
    expect("all bytes are there", good, 1);
    expect("MR2 is the sender's pointer", out[2], (word) buffer_out);
    memset(buffer_in, 0xEE, sizeof buffer_in);
    call.flags = IPC_EXTENDED(2, 10);
    begin(&call);
    expect("10 bytes into room for 2000", here(L4_NIL, L4_ANY, IPC_EXTENDED(2, 2000), in, out) >= 0, 1);
    ended(&call);
    expect("ten bytes and no more", buffer_in[9] == 63 && buffer_in[10] == 0xEE, 1);
    call.flags = IPC_EXTENDED(2, 2000);
    memset(buffer_in, 0xEE, sizeof buffer_in);
    begin(&call);
    expect("2000 bytes into room for 10", here(L4_NIL, L4_ANY, IPC_EXTENDED(2, 10), in, out) >= 0, 1);
    ended(&call);
    expect("ten bytes and no more", buffer_in[9] == 63 && buffer_in[10] == 0xEE, 1);
    call.flags = IPC_EXTENDED(5, 4);
    call.in[5] = (word) buffer_out;
    in[3] = (word) buffer_in;
    begin(&call);
    expect("pointers in MR5 and MR3", here(L4_NIL, L4_ANY, IPC_EXTENDED(3, 4), in, out) >= 0, 1);
    ended(&call);
    expect("the bytes are there", buffer_in[3], 21);
    /* abi: ipc.extended-size-EINVAL */
    expect("receive of 2049 bytes", here(L4_NIL, L4_ANY, IPC_EXTENDED(2, 2049), in, 0), -EINVAL);
    expect("pointer in MR6", here(L4_NIL, L4_ANY, IPC_EXTENDED(6, 4), in, 0), -EINVAL);
    set(&call, L4_NIL, own, IPC_SHORT);
    begin(&call);
    let_others_run();
    expect("send of 2049 bytes", here(call.ids.tid, L4_NIL, IPC_EXTENDED(2, 2049), in, 0), -EINVAL);
    l4_ipc(call.ids.tid, L4_NIL, IPC_SHORT);
    ended(&call);
}

/* A thread without a UTCB. */

/* abi: note.3.3 */
static void without_utcb(void)
{
    static byte stack[1024] __attribute__((aligned(8)));
    struct registers record;
    struct ids ids;
    word in[6] = { 0 };

    l4_getid(&ids);
    l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE, &ids);
    memset(&record, 0, sizeof record);
    record.r[0] = L4_NIL;
    record.r[1] = self();
    record.r[2] = IPC_SHORT;
    record.sp = (word) (stack + sizeof stack);
    record.pc = kip_word(0x24);
    record.lr = kip_word(0x24);
    record.valid = 0xFFFF;
    expect("a thread without a UTCB", l4_exchange_registers(&record, ids.tid), 0);
    expect("... begins in a receive", l4_thread_control(THREAD_RUN, &ids), 0);
    let_others_run();
    expect("full send to it", here(ids.tid, L4_NIL, IPC_FULL, in, 0), -ENOUTCB);
    expect("end of it", l4_thread_control(THREAD_DESTROY, &ids), 0);
}

void payloads(void)
{
    registers();
    full();
    types();
    extended();
    without_utcb();
}
