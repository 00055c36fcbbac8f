/* Timing of loops. Machine time has microseconds, so loops must be long. */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <zb/native.h>

/* Prints what one of count operations took, in nanoseconds. */
static inline void bench_line(FILE *out, const char *name, uint32_t started, uint32_t count)
{
    uint32_t took = zb_microseconds() - started;

    fprintf(out, "%-32s %9u ns  (%u in %u us)\n", name, (unsigned) ((uint64_t) took * 1000 / count), (unsigned) count,
            (unsigned) took);
    fflush(out);
}

static inline uint32_t bench_count(int argc, char **argv, uint32_t usual)
{
    uint32_t count = argc > 1 ? strtoul(argv[1], NULL, 0) : usual;

    return count == 0 ? 1 : count;
}

#endif
