/* Timing of loops, for people and for a measuring program that holds the stopwatch itself. */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zb/native.h>

/* One thing to measure. Everything but run may be NULL. */
struct bench {
    const char *name;
    uint32_t slowness;                  /* how many times fewer operations than the program's usual count */
    void (*prepare)(uint32_t count);    /* before each round */
    void (*run)(uint32_t count);        /* the round: count operations */
    void (*clean)(void);                /* after each round */
};

static inline void bench_die(const char *what)
{
    perror(what);
    exit(1);
}

/* Prints what one of count operations took, in nanoseconds. Machine time has milliseconds, so loops must be long. */
static inline void bench_line(FILE *out, const char *name, uint32_t took, uint32_t count)
{
    fprintf(out, "%-32s %9u ns  (%u in %u us)\n", name, (unsigned) ((uint64_t) took * 1000 / count), (unsigned) count,
            (unsigned) took);
    fflush(out);
}

static inline void bench_once(const struct bench *bench, uint32_t count)
{
    uint32_t started, took;

    if (bench->prepare != NULL) {
        bench->prepare(count);
    }
    started = zb_microseconds();
    bench->run(count);
    took = zb_microseconds() - started;
    if (bench->clean != NULL) {
        bench->clean();
    }
    bench_line(stdout, bench->name, took, count);
}

/* A byte of input asks for the next half of a round, a byte of output says that it is over. */
static inline void bench_on_demand(const struct bench *bench, uint32_t count)
{
    char byte;

    while (read(0, &byte, 1) == 1) {
        if (bench->prepare != NULL) {
            bench->prepare(count);
        }
        if (write(1, ".", 1) != 1 || read(0, &byte, 1) != 1) {
            break;
        }
        bench->run(count);
        if (write(1, ".", 1) != 1) {
            break;
        }
        if (bench->clean != NULL) {
            bench->clean();
        }
    }
}

/* The main of every bench: [count [name [ask]]]; without a name all, with "ask" that one on demand. */
static inline int bench_main(int argc, char **argv, const struct bench *benches, unsigned number, uint32_t usual)
{
    uint32_t asked = argc > 1 ? strtoul(argv[1], NULL, 0) : 0;
    int found = argc <= 2;

    for (unsigned i = 0; i < number; i++) {
        const struct bench *bench = benches + i;
        uint32_t count = asked != 0 ? asked : usual / bench->slowness;

        if (argc > 3 && strcmp(argv[2], bench->name) == 0) {
            bench_on_demand(bench, count);
            return 0;
        }
        if (argc <= 2 || strcmp(argv[2], bench->name) == 0) {
            bench_once(bench, count);
            found = 1;
        }
    }
    if (!found) {
        fprintf(stderr, "%s: there is no '%s'\n", argv[0], argv[2]);
    }
    return found ? 0 : 2;
}

#define BENCHES(benches) (benches), sizeof (benches) / sizeof *(benches)

#endif
