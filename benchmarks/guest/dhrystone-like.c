/*
 * A Dhrystone-like mixture: small procedures, records behind pointers, choices by enumeration, strings compared and copied,
 * little arithmetic, globals and arrays.
 */
#include "rounds.h"

#define PASSES 250000
#define LETTERS 31
#define ROWS 50

enum kind { FIRST, SECOND, THIRD, FOURTH, FIFTH };

struct record {
    struct record *next;
    enum kind kind, other;
    int number;
    char text[LETTERS];
};

static struct record one, two;
static int global_number, flags[2];
static char letter_one, letter_two;
static int line[ROWS], table[ROWS][ROWS];

__attribute__((noinline)) static void copy(char *to, const char *from)
{
    while ((*to++ = *from++) != 0) {
    }
}

__attribute__((noinline)) static int compare(const char *a, const char *b)
{
    for (; *a == *b; a++, b++) {
        if (*a == 0) {
            return 0;
        }
    }
    return *a - *b;
}

__attribute__((noinline)) static enum kind kind_of(char a, char b)
{
    char same = a;

    if (same != b) {
        return FIRST;
    }
    letter_one = same;
    return SECOND;
}

__attribute__((noinline)) static int later(const char *a, const char *b)
{
    int at = 2;
    char seen = 'A';

    while (at <= 2) {
        if (kind_of(a[at], b[at + 1]) == FIRST) {
            seen = 'A';
            at++;
        } else {
            seen = 'Z';
            at += 3;
        }
    }
    if (seen >= 'W' && seen < 'Z') {
        at = 7;
    }
    return compare(a, b) > 0 ? at + 7 > 0 : seen == 'R';
}

__attribute__((noinline)) static enum kind follow(enum kind kind)
{
    switch (kind) {
    case FIRST: return FIRST;
    case SECOND: return global_number > 100 ? FIRST : FOURTH;
    case THIRD: return SECOND;
    case FOURTH: return THIRD;
    case FIFTH: return FIFTH;
    }
    return kind;
}

__attribute__((noinline)) static int sum_of(int a, int b)
{
    return a + 2 + b;
}

__attribute__((noinline)) static void fill(int *row, int (*rows)[ROWS], int a, int b)
{
    int at = a + 5;

    row[at] = b;
    row[at + 1] = row[at];
    row[at + 30] = at;
    for (int i = at; i <= at + 1; i++) {
        rows[at][i] = at;
    }
    rows[at][at - 1]++;
    rows[(at + 20) % ROWS][at] = row[at];
    global_number = 5;
}

__attribute__((noinline)) static void change(struct record *record)
{
    struct record *next = record->next;

    *next = one;
    record->number = 5;
    next->number = record->number;
    next->next = record->next;
    if (next->kind == FIRST) {
        next->number = 6;
        next->other = follow(record->other);
        next->next = one.next;
        next->number = sum_of(next->number, 10);
    } else {
        *record = *next;
    }
}

__attribute__((noinline)) static void count(int pass, int *number)
{
    int place = *number + 10;

    for (;;) {
        if (letter_one == 'A') {
            place--;
            *number = place - global_number;
            break;
        }
        letter_one = 'A';
        flags[0] |= pass & 1;
    }
    letter_two = 'B';
}

uint32_t work(void)
{
    char text[LETTERS], other[LETTERS];
    uint32_t check = 0;

    one = (struct record) { &two, FIRST, THIRD, 40, "SOME STRING IN A RECORD" };
    two = one;
    copy(text, "THE FIRST STRING IN THE WORK");
    for (int i = 0; i < ROWS; i++) {
        line[i] = 0;
        for (int j = 0; j < ROWS; j++) {
            table[i][j] = 0;
        }
    }
    for (int pass = 1; pass <= PASSES; pass++) {
        int a = 2, b = 3, c = 0;

        letter_one = 'A';
        letter_two = 'B';
        copy(other, "THE SECOND STRING IN THE WORK");
        flags[1] = !later(text, other);
        while (a < b) {
            c = 5 * a - b;
            c = sum_of(a, b) + c - 7;
            a++;
        }
        fill(line, table, a, c);
        change(&one);
        for (char letter = 'A'; letter <= letter_two; letter++) {
            if (kind_of(letter, 'C') == SECOND) {
                copy(other, "ANOTHER STRING IN THE WORK");
            }
        }
        b = b * a;
        a = b / (c | 1);
        b = 7 * (b - c) - a;
        count(pass, &a);
        check = mix(check, (uint32_t) (a + b * 3 + c * 5 + two.number + (int) two.other + other[4]));
    }
    return mix(check, (uint32_t) (table[8][7] + flags[0] * 2 + flags[1]));
}
