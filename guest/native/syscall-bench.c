/*
 * The kernel's own calls, and how fast plain code runs, for proportion.
 *
 *   syscall-bench [count [name [ask]]]     500,000
 */
#include "bench.h"

static volatile uint32_t words[256];

static void empty_loop(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        __asm__ volatile("");
    }
}

static void stores(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        words[i & 255] = i;
    }
}

static void loads(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        (void) words[i & 255];
    }
}

/* Refused at once: way in and out, nothing else. */
static void null_calls(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        l4_cache_control(NULL, NULL, 0);
    }
}

static void getid(uint32_t count)
{
    struct l4_ids ids;

    for (uint32_t i = 0; i < count; i++) {
        l4_getid(&ids);
    }
}

static void get_time(uint32_t count)
{
    struct l4_time time;

    for (uint32_t i = 0; i < count; i++) {
        l4_time(&time, 0);
    }
}

static void yield(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        l4_thread_switch(L4_NILTHREAD);
    }
}

int main(int argc, char **argv)
{
    static const struct bench benches[] = {
        { "empty loop", 1, NULL, empty_loop, NULL },
        { "store", 1, NULL, stores, NULL },
        { "load", 1, NULL, loads, NULL },
        { "null call", 1, NULL, null_calls, NULL },
        { "getid", 1, NULL, getid, NULL },
        { "time", 1, NULL, get_time, NULL },
        { "thread_switch, nobody else", 1, NULL, yield, NULL },
    };

    return bench_main(argc, argv, BENCHES(benches), 500000);
}
