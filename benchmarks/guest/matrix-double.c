/* The product of two matrices of double-precision numbers, 160 by 160, three times. */
#include "rounds.h"

#define SIZE 160
#define TIMES 3

static double a[SIZE][SIZE], b[SIZE][SIZE], product[SIZE][SIZE];

static void fill(double (*matrix)[SIZE], uint32_t seed)
{
    uint32_t state = seed;

    for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
            matrix[i][j] = (double) (random_next(&state) >> 16) / 256;
        }
    }
}

__attribute__((noinline)) static void multiply(void)
{
    for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
            double sum = 0;

            for (int k = 0; k < SIZE; k++) {
                sum += a[i][k] * b[k][j];
            }
            product[i][j] = sum;
        }
    }
}

uint32_t work(void)
{
    uint32_t check = 0;

    fill(a, 1);
    fill(b, 2);
    for (int time = 0; time < TIMES; time++) {
        multiply();
        a[time][time] = product[time][0];
    }
    for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
            check = mix(check, (uint32_t) product[i][j]);
        }
    }
    return check;
}
