/*
 * The kernel's own calls, and how fast plain code runs, for proportion.
 *
 *   syscall-bench [count]      500,000
 */
#include "bench.h"

int main(int argc, char **argv)
{
    uint32_t count = bench_count(argc, argv, 500000);
    static volatile uint32_t words[256];
    struct l4_ids ids;
    struct l4_time time;
    uint32_t started;

    started = zb_microseconds();
    for (uint32_t i = 0; i < count; i++) {
        __asm__ volatile("");
    }
    bench_line(stdout, "empty loop", started, count);

    started = zb_microseconds();
    for (uint32_t i = 0; i < count; i++) {
        words[i & 255] = i;
    }
    bench_line(stdout, "store", started, count);

    started = zb_microseconds();
    for (uint32_t i = 0; i < count; i++) {
        (void) words[i & 255];
    }
    bench_line(stdout, "load", started, count);

    started = zb_microseconds();
    for (uint32_t i = 0; i < count; i++) {
        l4_cache_control(NULL, NULL, 0);    /* refused at once: way in and out, nothing else */
    }
    bench_line(stdout, "null call", started, count);

    started = zb_microseconds();
    for (uint32_t i = 0; i < count; i++) {
        l4_getid(&ids);
    }
    bench_line(stdout, "getid", started, count);

    started = zb_microseconds();
    for (uint32_t i = 0; i < count; i++) {
        l4_time(&time, 0);
    }
    bench_line(stdout, "time", started, count);

    started = zb_microseconds();
    for (uint32_t i = 0; i < count; i++) {
        l4_thread_switch(L4_NILTHREAD);
    }
    bench_line(stdout, "thread_switch, nobody else", started, count);
    return 0;
}
