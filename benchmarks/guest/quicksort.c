/* Quicksort of 300,000 random numbers by recursion, insertion sort for the rest: branches nobody can foresee. */
#include "rounds.h"

#define NUMBERS 300000
#define SMALL 12

static int32_t numbers[NUMBERS];

static void insert(int32_t *from, int32_t *to)
{
    for (int32_t *next = from + 1; next <= to; next++) {
        int32_t value = *next;
        int32_t *place = next;

        for (; place > from && place[-1] > value; place--) {
            *place = place[-1];
        }
        *place = value;
    }
}

static void sort(int32_t *from, int32_t *to)
{
    while (to - from > SMALL) {
        int32_t pivot = from[(to - from) / 2];
        int32_t *low = from, *high = to;

        while (low <= high) {
            while (*low < pivot) {
                low++;
            }
            while (*high > pivot) {
                high--;
            }
            if (low <= high) {
                int32_t value = *low;

                *low++ = *high;
                *high-- = value;
            }
        }
        sort(from, high);
        from = low;
    }
    insert(from, to);
}

uint32_t work(void)
{
    uint32_t state = 3, check = 0;

    for (int i = 0; i < NUMBERS; i++) {
        numbers[i] = (int32_t) random_next(&state);
    }
    sort(numbers, numbers + NUMBERS - 1);
    for (int i = 1; i < NUMBERS; i++) {
        check = mix(check, (uint32_t) numbers[i] + (numbers[i - 1] > numbers[i]));
    }
    return check;
}
