/*
 * Round trips between two guest threads, in one space and in two. What messages carry is checked by ipc-pingpong.
 *
 *   ipc-bench [count [name [ask]]]      100,000
 */
#include <signal.h>
#include <sys/wait.h>
#include "bench.h"

static l4_id own, partner;
static pid_t child;
static char stack[8192] __attribute__((aligned(8)));

/* Says hello, then answers for ever. */
static void echo(void *unused)
{
    struct l4_message m = { 0, 0, 0, 0, 0, 0 };

    (void) unused;
    while (l4_exchange(own, own, L4_SHORT, &m) >= 0) {
    }
}

/* An open receive gives the sender in MR1. */
static void meet(void)
{
    struct l4_message m = { 0, 0, 0, 0, 0, 0 };

    if (l4_exchange(L4_NILTHREAD, L4_ANYTHREAD, L4_SHORT, &m) < 0) {
        printf("ipc-bench: nobody there\n");
        exit(1);
    }
    partner = (l4_id) m.mr1;
}

static void start_thread(uint32_t count)
{
    struct l4_ids ids;

    (void) count;
    if (partner == 0) {
        l4_getid(&ids);
        own = ids.tid;
        if (zb_thread(echo, NULL, stack + sizeof stack) < 0) {
            bench_die("ipc-bench: thread");
        }
        meet();
    }
}

static void start_process(uint32_t count)
{
    struct l4_ids ids;

    (void) count;
    l4_getid(&ids);
    own = ids.tid;
    child = fork();
    if (child == 0) {
        echo(NULL);
        _exit(0);
    }
    meet();
}

static void end_process(void)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static void round_trips(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct l4_message m = { 2, 0, i, 0, 0, 0 };

        if (l4_exchange(partner, partner, L4_SHORT, &m) < 0 || m.mr2 != i) {
            printf("ipc-bench: wrong answer\n");
            exit(1);
        }
    }
}

int main(int argc, char **argv)
{
    static const struct bench benches[] = {
        { "round trip in one space", 1, start_thread, round_trips, NULL },
        { "round trip in two spaces", 1, start_process, round_trips, end_process },
    };

    return bench_main(argc, argv, BENCHES(benches), 100000);
}
