/* Nothing, 100 million times: what a taken branch costs. */
#include "rounds.h"

#define PASSES 100000000u

uint32_t work(void)
{
    uint32_t i = 0;

    while (i < PASSES) {
        i++;
        __asm__ volatile("" : "+r"(i));
    }
    return i;
}
