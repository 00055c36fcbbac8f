/*
 * Random system calls from several threads in several spaces, until so many were made or the program has ruined itself. In the
 * first and third slot it reads two numbers from the console: the seed, and how many calls. In the second slot it is the
 * neighbour: it fills its memory and waits for a message that must never come.
 */
#include "parts.h"

#define WORKERS 6u
#define STACK 4096u
#define PATIENCE 3u
#define MARK 1000u

static byte stacks[WORKERS][STACK] __attribute__((aligned(4096)));
static byte utcbs[WORKERS][UTCB_BYTES] __attribute__((aligned(256)));
static struct ids workers[WORKERS];
static word counts[WORKERS], seen[WORKERS], waited[WORKERS];
static word own_space;

word seed, arena, arena_frames, supervisor, calls;

word next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

word below(word limit)
{
    return next_random() % limit;
}

static void work(word number)
{
    for (;;) {
        counts[number]++;
        calls++;
        random_call();
    }
}

/* In our space, in a copy, or in an empty one whose pages come by faults. */
static int start(word number)
{
    static const word spaces[] = { TC_SHARE_SPACE, TC_SHARE_SPACE, TC_SHARE_SPACE, TC_COPY_SPACE, TC_NEW_SPACE };
    struct registers record;
    struct ids ids = { supervisor, own_space, supervisor };
    int result = l4_thread_control(THREAD_CREATE | spaces[below(5)], &ids);

    if (result != 0) {
        return result;
    }
    workers[number] = ids;
    waited[number] = 0;
    memset(&record, 0, sizeof record);
    record.r[0] = number;
    record.sp = (word) stacks[number] + STACK;
    record.pc = (word) work;
    record.valid = 1 | VALID_SP | VALID_PC;
    record.flags = EXREGS_UTCB;
    record.utcb = (word) utcbs[number];
    result = l4_exchange_registers(&record, ids.tid);
    return result != 0 ? result : l4_thread_control(THREAD_RUN, &ids);
}

/* A worker that was refused stands still: mostly another takes its place. */
static void replace(word tid)
{
    for (word i = 0; i < WORKERS && below(8) != 0; i++) {
        if (workers[i].tid == tid) {
            l4_thread_control(THREAD_DESTROY, workers + i);
            start(i);
        }
    }
}

/* Whoever sent need not be waiting for an answer: it is not waited for. */
static void answer(word to, word result)
{
    word registers[14] = { to, L4_NIL, IPC_SHORT | TIMED, result };

    enter(kip_word(0x24), registers);
}

/* The page of the image or the arena that the thread wants, or something else, or a refusal. */
static void serve(word sender, word status, word pc, word address)
{
    word at = status & 0x100 ? pc : address, page = at & -PAGE;

    if (at - (word) image_start < (word) image_end - (word) image_start) {
        l4_map(physical_of((void *) page), page, 1, page < (word) data_start ? MAP_RX : MAP_RW, sender);
    } else if (at - arena < ARENA_PAGES * PAGE) {
        l4_map(arena_frames + (page - arena), page, 1, below(4) == 0 ? MAP_RO : MAP_RW, sender);
    } else if (below(2) == 0) {
        answer(sender, (word) -EFAULT);
        replace(sender);
        return;
    }
    answer(sender, below(20) == 0 ? next_random() : 0);
}

/* Looks for a message, without waiting. */
static void look(void)
{
    word registers[14] = { L4_NIL, L4_ANY, IPC_SHORT | TIMED };

    enter(kip_word(0x24), registers);
    if ((int) registers[0] >= 0) {
        serve(registers[4], registers[6], registers[5], registers[7]);
    }
}

/* Threads that workers have made go after a while: many just keep the processor busy. */
static void clear_away(void)
{
    for (word number = 1; number < 90; number++) {
        word tid = (supervisor & 0xFF000000u) | number;
        struct ids ids = { tid, 0, 0 };
        int known = tid == supervisor;

        for (word i = 0; i < WORKERS; i++) {
            known |= workers[i].tid == tid;
        }
        if (!known) {
            l4_thread_control(THREAD_DESTROY, &ids);
        }
    }
}

/* One that gets no further is replaced; -1 when that cannot be done any more. */
static int supervise(void)
{
    int result = 0;

    if (below(4) == 0) {
        clear_away();
    }
    for (word i = 0; i < WORKERS; i++) {
        waited[i] = counts[i] == seen[i] ? waited[i] + 1 : 0;
        seen[i] = counts[i];
        if (waited[i] > PATIENCE) {
            l4_thread_control(THREAD_DESTROY, workers + i);
            result |= start(i);
        }
    }
    return result;
}

static word read_number(void)
{
    word number = 0;
    char c;

    while ((c = console_read()) >= '0' && c <= '9') {
        number = number * 10 + (word) (c - '0');
    }
    return number;
}

static void neighbour(void)
{
    volatile word *last = (volatile word *) image_end;

    l4_map(frames(256), (word) last, 256, MAP_RW, self());
    for (word i = 0; i < 256 * PAGE / 4; i++) {
        last[i] = i * 2654435761u;
    }
    print("ready\n");
    l4_ipc(L4_NIL, L4_ANY, IPC_SHORT);
    print("a message has come\n");
}

int main(void)
{
    struct ids own;
    word end, marks = 0, failures = 0;

    threads_init();
    l4_getid(&own);
    if (own.tid >> 24 == 1) {
        neighbour();
        return 0;
    }
    supervisor = own.tid;
    own_space = own.spid;
    arena = room(ARENA_PAGES);
    arena_frames = frames(ARENA_PAGES);
    l4_map(arena_frames, arena, ARENA_PAGES, MAP_RW, supervisor);
    print("seed and calls\n");
    seed = read_number() | 1;
    end = read_number();
    for (word i = 0; i < WORKERS; i++) {
        start(i);
    }
    while (calls < end && failures < 20) {
        for (int i = 0; i < 4; i++) {
            look();
            l4_thread_switch(L4_NIL);
        }
        failures = supervise() == 0 ? 0 : failures + 1;
        for (; marks < calls / MARK; marks++) {
            print("+");
        }
    }
    container_exit();
}
