/*
 * From a guest to a Java server and back: the shortest calls there are.
 *
 *   ipc-server-bench [count]      200,000
 */
#include <unistd.h>
#include "bench.h"

int main(int argc, char **argv)
{
    uint32_t count = bench_count(argc, argv, 200000);
    uint32_t pid = (uint32_t) getpid();
    l4_word blocks, bytes;
    uint32_t started;

    started = zb_microseconds();
    for (uint32_t i = 0; i < count; i++) {
        if ((uint32_t) zb_call(ZB_GETPID, 0, 0, 0, 0) != pid) {
            printf("ipc-server-bench: wrong pid\n");
            return 1;
        }
    }
    bench_line(stdout, "POSIX server, getpid", started, count);

    started = zb_microseconds();
    for (uint32_t i = 0; i < count; i++) {
        free(malloc(40));
    }
    bench_line(stdout, "heap server, malloc and free", started, count);

    started = zb_microseconds();
    for (uint32_t i = 0; i < count / 10 + 1; i++) {
        if (zb_heap_check(&blocks, &bytes) != 0) {
            printf("ipc-server-bench: heap check failed\n");
            return 1;
        }
    }
    bench_line(stdout, "heap server, check", started, count / 10 + 1);
    return 0;
}
