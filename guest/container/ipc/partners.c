/* Who meets whom: queues, both phases in one call, partners that go. */
#include "parts.h"

static struct call a, b, c;

static void set(struct call *call, word to, word from, word number)
{
    call->to = to;
    call->from = from;
    call->flags = IPC_SHORT;
    call->in[2] = number;
    begin(call);
}

/* abi: ipc.queue-order, ipc.closed-receive */
static void queues(void)
{
    word own = self(), order[3], wanted[3], out[6];

    set(&a, own, L4_NIL, 1);
    let_others_run();
    set(&b, own, L4_NIL, 2);
    let_others_run();
    set(&c, own, L4_NIL, 3);
    let_others_run();
    expect("closed receive picks its sender", here(L4_NIL, b.ids.tid, IPC_SHORT, 0, out), 0);
    expect("... and nobody else", out[2], 2);
    for (int i = 0; i < 2; i++) {
        here(L4_NIL, L4_ANY, IPC_SHORT, 0, out);
        order[i] = out[2];
    }
    wanted[0] = 1;
    wanted[1] = 3;
    expect_all("open receives in order of arrival", order, wanted, 2);
    expect("all senders go on", ended(&a) | ended(&b) | ended(&c), 0);
}

/* abi: ipc.send-receive */
static void both_phases(void)
{
    word own = self(), out[6], in[6] = { 0, 0, 77, 0, 0, 0 };

    set(&a, own, own, 5);
    expect("request", here(L4_NIL, L4_ANY, IPC_SHORT, 0, out), 0);
    expect("reply", here(out[1], L4_NIL, IPC_SHORT, in, 0), 0);
    expect("the client's result", ended(&a), 0);
    expect("the client's reply", a.out[2], 77);
    /* abi: note.3.2 */
    set(&a, own, own, 5);
    here(L4_NIL, L4_ANY, IPC_SHORT, 0, out);
    set(&b, own, own, 6);
    let_others_run();
    expect("reply and wait in one call", here(a.ids.tid, L4_ANY, IPC_SHORT, in, out), 0);
    expect("... gives the next request", out[2], 6);
    expect("... from the next client", out[1], b.ids.tid);
    expect("the first client's result", ended(&a), 0);
    expect("reply", here(b.ids.tid, L4_NIL, IPC_SHORT, in, 0), 0);
    expect("the second client's result", ended(&b), 0);
}

/* abi: ipc.partner-dies-EINTR, note.2.10 */
static void partners_die(void)
{
    /* c receives from us alone, so that a waits in its queue. */
    set(&c, L4_NIL, self(), 0);
    set(&a, c.ids.tid, L4_NIL, 0);
    set(&b, L4_NIL, c.ids.tid, 0);
    let_others_run();
    expect("end of a partner", thread_destroy(&c.ids), 0);
    expect("who sent to it is interrupted", ended(&a), -EINTR);
    expect("who received from it too", ended(&b), -EINTR);
    /* abi: ipc.interrupted-EINTR */
    set(&a, self(), self(), 0);
    let_others_run();
    expect("suspend a sender", l4_thread_control(THREAD_SUSPEND, &a.ids), 0);
    expect("resume it", l4_thread_control(THREAD_RUN, &a.ids), 0);
    expect("its call is interrupted", ended(&a), -EINTR);
    set(&a, L4_NIL, L4_ANY, 0);
    let_others_run();
    expect("suspend a receiver", l4_thread_control(THREAD_SUSPEND, &a.ids), 0);
    expect("resume it", l4_thread_control(THREAD_RUN, &a.ids), 0);
    expect("its call is interrupted", ended(&a), -EINTR);
    set(&a, self(), L4_NIL, 0);
    let_others_run();
    expect("destroy a sender in the queue", thread_destroy(&a.ids), 0);
    set(&b, self(), L4_NIL, 9);
    expect("the queue goes on without it", here(L4_NIL, L4_ANY, IPC_SHORT, 0, b.out), 0);
    expect("with the next", b.out[2], 9);
    expect("which goes on", ended(&b), 0);
}

void partners(void)
{
    queues();
    both_phases();
    partners_die();
}
