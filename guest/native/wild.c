/*
 * The kernel's calls and messages to the servers with random contents, seeded: every entry of the system call page and
 * every tag. Children do it and may end as they like; the parent must live on, its memory untouched. A child that waits
 * for ever is ended, and the next one goes on behind that call.
 *
 *   wild [rounds [seed]]      so many times each call and each tag, 5 when not named
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zb/native.h>

#define ENTRIES 16          /* one more than there are */
#define TAGS 112
#define PATIENCE 20000      /* microseconds */

static uint32_t random_state;
static uint32_t room[2048];
static l4_id parent_thread;
static const uint32_t read_only[16];

static uint32_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

static l4_word wild(void)
{
    static const l4_word pointers[] = { 0, 4, 0x60000000, 0xF0008000, L4_KIP, 0xFFFFF000, 0xFFFFFFFC, 0x100000 };
    static const l4_word numbers[] = { 0, 1, 2, 3, 7, 16, 64, 4096, 65536, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFF000 };

    switch (next_random() % 8) {
    case 0: return pointers[next_random() % (sizeof pointers / sizeof *pointers)];
    case 1: return next_random();
    case 2: return (l4_word) room + next_random() % sizeof room;
    case 3: return (l4_word) read_only;
    case 4: return next_random() % 2 ? zb_posix : zb_pager;
    case 5: return next_random() % 2 ? parent_thread : zb_heap;
    case 6: return next_random() % 32;
    default: return numbers[next_random() % (sizeof numbers / sizeof *numbers)];
    }
}

/* Branches to an entry with nine registers as they are in the array. */
int enter(l4_word address, const l4_word *registers);
__asm__(".text\n.arm\nenter:\n push {r4-r11, lr}\n mov r12, r0\n mov r9, r1\n ldm r9, {r0-r8}\n blx r12\n pop {r4-r11, pc}\n");

static void call_kernel(unsigned entry)
{
    l4_word registers[9];

    for (int i = 0; i < 9; i++) {
        registers[i] = wild();
    }
    enter(0xFFFFF000 + entry * 4, registers);
}

/* Left out: what makes processes, and what reaches others by their number as it may. */
static void call_server(l4_word tag)
{
    const l4_id servers[] = { zb_pager, zb_heap, zb_posix };
    struct l4_message m = { tag, wild(), wild(), wild(), wild(), wild() };
    l4_id server = servers[next_random() % 3];

    if (tag != ZB_FORK && tag != ZB_CLONE && tag != ZB_KILL) {
        l4_exchange(server, server, next_random() % 4 == 0 ? wild() : next_random() % 3, &m);
    }
}

static void go_wild(volatile uint32_t *done, uint32_t end)
{
    close(0);
    close(1);
    close(2);
    while (*done < end) {
        uint32_t at = (*done)++;
        uint32_t which = at % (ENTRIES + TAGS);

        random_state = (at + 1) * 2654435761u ^ random_state;
        random_state += random_state == 0;
        if (which < ENTRIES) {
            call_kernel(which);
        } else {
            call_server(which - ENTRIES);
        }
    }
    _exit(0);
}

static void watch(int child, volatile uint32_t *done)
{
    uint32_t before;

    do {
        before = *done;
        usleep(PATIENCE);
        if (waitpid(child, NULL, WNOHANG) == child) {
            return;
        }
    } while (*done != before);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

int main(int argc, char **argv)
{
    unsigned rounds = argc > 1 ? (unsigned) atoi(argv[1]) : 5, seed = argc > 2 ? (unsigned) atoi(argv[2]) : 1;
    volatile uint32_t *done = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    uint32_t end = rounds * (ENTRIES + TAGS);
    int harmed = 0;
    struct l4_ids self;

    l4_getid(&self);
    parent_thread = self.tid;
    while (*done < end) {
        int child = fork();

        if (child == 0) {
            random_state = seed;
            go_wild(done, end);
        }
        if (child < 0) {
            perror("fork");
            return 1;
        }
        watch(child, done);
    }
    for (unsigned i = 0; i < sizeof room / sizeof *room; i++) {
        harmed += room[i] != 0;
    }
    for (unsigned i = 0; i < sizeof read_only / sizeof *read_only; i++) {
        harmed += read_only[i] != 0;
    }
    printf("wild calls of kernel and servers: %u, %s\n", (unsigned) *done, harmed ? "the parent's memory has changed: FAILED" : "ok");
    return harmed != 0;
}
