/*
 * The frame of a benchmark program: `NAME [rounds]` does its work that many times, once when not told, and prints a line a
 * round: microseconds by its own clock, and a check value that is the same in every round and on every machine.
 */
#ifndef ROUNDS_H
#define ROUNDS_H

#include <stddef.h>
#include <stdint.h>

/* One round of the program's work; returns the check value. */
uint32_t work(void);

/* The next of a sequence of random numbers (xorshift); a state of 0 stays 0. */
static inline uint32_t random_next(uint32_t *state)
{
    uint32_t x = *state;

    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}

/* A check value with one more number in it. */
static inline uint32_t mix(uint32_t check, uint32_t value)
{
    return (check << 5 | check >> 27) * 0x9E3779B1u + value;
}

#endif
