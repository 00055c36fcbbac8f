/*
 * Everything at once for a few seconds, every word checked: messages of all kinds, a mutex under contention, faults that this
 * program's first thread serves, interrupts. What stands in the middle of it (a part of the machine is replaced) must not be seen.
 */
#include "container.h"

#define ROUNDS 4000u
#define TOUCHES 4000u
#define PAGES 8u
#define LOCKERS 3
#define LOCKS 1500u
#define TICKS 400u
#define PERIOD 3000u            /* microseconds */
#define TIMER 0x101E3000u
#define TIMER_IRQ 5u
#define BYTES 600u
#define DONE 0x100u

static word pager, pinger, echoer, window, window_frames;
static volatile word wrong;
static volatile word *timer;
static struct mutex lock = MUTEX_UNLOCKED;
static volatile word counter, inside;
static byte sent[BYTES], echoed[BYTES];

static void must(word good)
{
    if (!good) {
        wrong++;
    }
}

/* Tells the first thread that a part is done. */
static int done(word amount)
{
    *mr(0) = DONE;
    *mr(2) = amount;
    return l4_ipc(pager, L4_NIL, IPC_SHORT) < 0;
}

/* A message of a kind: every word follows from the round. */
static word kind_of(word round)
{
    return round % 8 == 3 ? IPC_FULL : round % 8 == 6 ? IPC_EXTENDED(2, BYTES) : IPC_SHORT;
}

static void fill(word round, word kind, byte *buffer)
{
    for (int i = 2; i < (kind == IPC_FULL ? 60 : 6); i++) {
        *mr(i) = round * 61 + (word) i;
    }
    if (kind != IPC_SHORT && kind != IPC_FULL) {
        for (word i = 0; i < BYTES; i++) {
            buffer[i] = (byte) (round + i);
        }
        *mr(2) = (word) buffer;
    }
}

static void verify(word round, word kind, const byte *buffer)
{
    for (int i = 3; i < (kind == IPC_FULL ? 60 : 6); i++) {
        must(*mr(i) == round * 61 + (word) i);
    }
    if (kind != IPC_SHORT && kind != IPC_FULL) {
        for (word i = 0; i < BYTES; i++) {
            must(buffer[i] == (byte) (round + i));
        }
    }
}

static int ping(void *unused)
{
    (void) unused;
    for (word round = 0; round < ROUNDS; round++) {
        word kind = kind_of(round);

        fill(round, kind, sent);
        must(l4_ipc(echoer, L4_NIL, kind) == 0);
        *mr(2) = (word) sent;
        memset(sent, 0, BYTES);
        must(l4_ipc(L4_NIL, echoer, kind) == 0);
        verify(round + 1, kind, sent);
    }
    return done(ROUNDS);
}

static int echo(void *unused)
{
    (void) unused;
    for (word round = 0; round < ROUNDS; round++) {
        word kind = kind_of(round);

        *mr(2) = (word) echoed;
        must(l4_ipc(L4_NIL, pinger, kind) == 0);
        verify(round, kind, echoed);
        fill(round + 1, kind, echoed);
        must(l4_ipc(pinger, L4_NIL, kind) == 0);
    }
    return done(ROUNDS);
}

/* Its window's pages come and go: the first thread maps what is missing and takes another one away. */
static int toucher(void *unused)
{
    word seed = 1;

    (void) unused;
    for (word i = 0; i < TOUCHES; i++) {
        seed = seed * 1664525u + 1013904223u;
        volatile word *place = (volatile word *) (window + (seed >> 24) % PAGES * PAGE);

        must(place[0] == (word) place);
        place[1]++;
    }
    return done(TOUCHES);
}

static int locker(void *unused)
{
    (void) unused;
    for (word i = 0; i < LOCKS; i++) {
        must(mutex_lock(&lock) == 0);
        must(++inside == 1);
        word seen = counter;
        if (i % 16 == 0) {
            l4_thread_switch(0);
        }
        counter = seen + 1;
        inside--;
        must(mutex_unlock(&lock) == 0);
    }
    return done(LOCKS);
}

static int ticker(void *unused)
{
    word count = 0;

    (void) unused;
    must(l4_irq_control(IRQ_REGISTER, 0, TIMER_IRQ) == 0);
    timer[2] = 0;
    timer[2] = 1 << 6 | 1 << 5 | 1 << 1;
    timer[0] = PERIOD;
    timer[2] |= 1 << 7;
    while (count < TICKS) {
        int more = (int) swap_byte((volatile byte *) utcb() + 32, 0);

        if (more == 0) {
            more = l4_irq_control(IRQ_WAIT, 0, TIMER_IRQ);
        }
        must(more > 0);
        count += more > 0 ? (word) more : TICKS;
    }
    timer[2] = 0;
    return done(TICKS);
}

static word victim;

static void serve(word tid, word address)
{
    word page = (address - window) / PAGE;

    must(page < PAGES);
    must(l4_map(window_frames + page * PAGE, window + page * PAGE, 1, MAP_RW, tid) == 0);
    victim = (victim + 3) % PAGES;
    if (victim != page) {
        l4_unmap(window + victim * PAGE, 1, tid);
    }
}

static void run(int (*function)(void *), struct ids *ids)
{
    must(thread_create(function, 0, TC_SHARE_SPACE, ids) == 0);
}

int main(void)
{
    struct ids ids[3 + LOCKERS + 1];
    word at = room(1);
    word finished = 0, amount = 0;

    threads_init();
    capabilities_read();
    pager = self();
    window = room(PAGES + 1) + PAGE;
    window_frames = frames(PAGES);
    must(l4_map(window_frames, window, PAGES, MAP_RW, pager) == 0);
    for (word page = 0; page < PAGES; page++) {
        *(volatile word *) (window + page * PAGE) = window + page * PAGE;
    }
    must(l4_unmap(window, PAGES, pager) == 0);
    must(l4_map(TIMER, at, 1, MAP_IO, pager) == 0);
    timer = (volatile word *) at;
    must(thread_create(ping, 0, TC_SHARE_SPACE | TC_NOSTART, &ids[0]) == 0);
    must(thread_create(echo, 0, TC_SHARE_SPACE | TC_NOSTART, &ids[1]) == 0);
    pinger = ids[0].tid;
    echoer = ids[1].tid;
    l4_thread_control(THREAD_RUN, &ids[0]);
    l4_thread_control(THREAD_RUN, &ids[1]);
    run(toucher, &ids[2]);
    run(ticker, &ids[3]);
    for (int i = 0; i < LOCKERS; i++) {
        run(locker, &ids[4 + i]);
    }
    while (finished < 4 + LOCKERS) {
        must(l4_ipc(L4_NIL, L4_ANY, IPC_SHORT) == 0);
        if (*mr(0) == DONE) {
            finished++;
            amount += *mr(2);
        } else {
            word from = *mr(1), address = *mr(4);

            serve(from, address);
            *mr(0) = 0;
            must(l4_ipc(from, L4_NIL, IPC_SHORT) == 0);
        }
    }
    for (int i = 0; i < 4 + LOCKERS; i++) {
        must(thread_wait(&ids[i]) == 0);
    }
    expect("nothing went wrong", wrong, 0);
    expect("all work was done", amount, 2 * ROUNDS + TOUCHES + TICKS + LOCKERS * LOCKS);
    expect("every lock was one lock", counter, LOCKERS * LOCKS);
    finish("soak");
}
