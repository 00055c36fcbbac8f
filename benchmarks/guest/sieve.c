/* The sieve of Eratosthenes over 2 MiB, a byte a number: stores in growing strides. */
#include "rounds.h"

#define NUMBERS (2 << 20)

static uint8_t composite[NUMBERS];

uint32_t work(void)
{
    uint32_t primes = 0;

    for (uint32_t i = 0; i < NUMBERS; i++) {
        composite[i] = 0;
    }
    for (uint32_t i = 2; i < NUMBERS; i++) {
        if (composite[i]) {
            continue;
        }
        primes++;
        for (uint32_t j = 2 * i; j < NUMBERS; j += i) {
            composite[j] = 1;
        }
    }
    return primes;
}
