/* Reads and writes over 4 MiB in strides of a cache line, of some lines, of a page and a line: every page, again and again. */
#include "rounds.h"

#define WORDS (4 << 20 >> 2)
#define PASSES 12

static uint32_t memory[WORDS];

/* Every word that is a multiple of the stride away from a start, for as many starts as make the same number of accesses. */
__attribute__((noinline)) static uint32_t pass(uint32_t stride, uint32_t starts, uint32_t seed)
{
    uint32_t sum = seed;

    for (uint32_t start = 0; start < starts; start++) {
        for (uint32_t i = start; i < WORDS; i += stride) {
            sum += memory[i];
            memory[i] = sum ^ i;
        }
    }
    return sum;
}

uint32_t work(void)
{
    static const uint32_t strides[] = { 16, 80, 1040 };
    uint32_t check = 0;

    for (uint32_t i = 0; i < WORDS; i++) {
        memory[i] = i;
    }
    for (uint32_t n = 0; n < PASSES; n++) {
        for (uint32_t s = 0; s < sizeof strides / sizeof *strides; s++) {
            check = mix(check, pass(strides[s], strides[s] / 4, n + s));
        }
    }
    return check;
}
