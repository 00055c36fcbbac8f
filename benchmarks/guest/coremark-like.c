/*
 * A CoreMark-like mixture: a linked list that is searched, turned round and sorted by merging, small matrices of 16-bit
 * numbers, a state machine over text, and a CRC of all results.
 */
#include "rounds.h"

#define PASSES 400
#define NODES 200
#define SIZE 12
#define TEXT_BYTES 512

struct node {
    struct node *next;
    int16_t value, key;
};

enum state { START, SIGNED, INTEGER, POINT, FRACTION, EXPONENT, EXPONENT_SIGNED, SCIENTIFIC, WRONG, STATES };

static struct node nodes[NODES];
static int16_t left[SIZE][SIZE], right[SIZE][SIZE];
static int32_t product[SIZE][SIZE];
static char text[TEXT_BYTES + 1];

/* CRC-16 with polynomial 0xA001, a bit at a time. */
__attribute__((noinline)) static uint16_t crc(uint16_t value, uint16_t before)
{
    uint16_t sum = before;

    for (int bit = 0; bit < 16; bit++) {
        int carry = (value ^ sum) & 1;

        value = (uint16_t) (value >> 1);
        sum = (uint16_t) (sum >> 1);
        if (carry) {
            sum ^= 0xA001;
        }
    }
    return sum;
}

static struct node *build(uint32_t *random)
{
    for (int i = 0; i < NODES; i++) {
        uint32_t number = random_next(random);

        nodes[i] = (struct node) { i + 1 < NODES ? &nodes[i + 1] : NULL, (int16_t) (number & 0x7FFF), (int16_t) (number >> 20) };
    }
    return nodes;
}

__attribute__((noinline)) static struct node *turned(struct node *list)
{
    struct node *done = NULL;

    while (list != NULL) {
        struct node *next = list->next;

        list->next = done;
        done = list;
        list = next;
    }
    return done;
}

__attribute__((noinline)) static const struct node *find(const struct node *list, int16_t key)
{
    while (list != NULL && (list->key & 0xFF) != key) {
        list = list->next;
    }
    return list;
}

static int by_key(const struct node *a, const struct node *b)
{
    return a->key - b->key;
}

static int by_value(const struct node *a, const struct node *b)
{
    return a->value - b->value;
}

static struct node *merged(struct node *a, struct node *b, int (*order)(const struct node *, const struct node *))
{
    struct node head, *last = &head;

    while (a != NULL && b != NULL) {
        struct node **less = order(a, b) <= 0 ? &a : &b;

        last->next = *less;
        last = *less;
        *less = last->next;
    }
    last->next = a != NULL ? a : b;
    return head.next;
}

static struct node *sorted(struct node *list, int (*order)(const struct node *, const struct node *))
{
    struct node *middle = list, *end, *second;

    if (list == NULL || list->next == NULL) {
        return list;
    }
    for (end = list->next; end != NULL && end->next != NULL; end = end->next->next) {
        middle = middle->next;
    }
    second = middle->next;
    middle->next = NULL;
    return merged(sorted(list, order), sorted(second, order), order);
}

__attribute__((noinline)) static uint16_t lists(uint32_t *random, uint16_t sum)
{
    struct node *list = build(random);

    for (int16_t key = 0; key < 16; key++) {
        const struct node *found = find(list, key);

        sum = crc((uint16_t) (found != NULL ? found->value : -1), sum);
        list = turned(list);
    }
    list = sorted(sorted(list, by_value), by_key);
    for (const struct node *node = list; node != NULL; node = node->next) {
        sum = crc((uint16_t) (node->key ^ node->value), sum);
    }
    return sum;
}

__attribute__((noinline)) static uint16_t matrices(uint32_t *random, uint16_t sum)
{
    int16_t add = (int16_t) (random_next(random) & 0xFF);
    int32_t trace = 0;

    for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
            left[i][j] = (int16_t) (random_next(random) & 0xFFF);
            right[i][j] = (int16_t) (left[i][j] + add);
        }
    }
    for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
            int32_t cell = 0;

            for (int k = 0; k < SIZE; k++) {
                int32_t part = left[i][k] * right[k][j];

                cell += (part >> 2 & 0xF) * (part >> 5 & 0x7F);
            }
            product[i][j] = cell;
            trace += cell > trace ? 10 : left[j][i];
        }
    }
    for (int i = 0; i < SIZE; i++) {
        sum = crc((uint16_t) product[i][SIZE - 1 - i], sum);
    }
    return crc((uint16_t) trace, sum);
}

static int digit(char c)
{
    return c >= '0' && c <= '9';
}

static enum state step(enum state state, char c)
{
    switch (state) {
    case START: return digit(c) ? INTEGER : c == '+' || c == '-' ? SIGNED : c == '.' ? POINT : WRONG;
    case SIGNED: return digit(c) ? INTEGER : c == '.' ? POINT : WRONG;
    case INTEGER: return digit(c) ? INTEGER : c == '.' ? FRACTION : c == 'e' ? EXPONENT : WRONG;
    case POINT: return digit(c) ? FRACTION : WRONG;
    case FRACTION: return digit(c) ? FRACTION : c == 'e' ? EXPONENT : WRONG;
    case EXPONENT: return digit(c) ? SCIENTIFIC : c == '+' || c == '-' ? EXPONENT_SIGNED : WRONG;
    case EXPONENT_SIGNED: return digit(c) ? SCIENTIFIC : WRONG;
    case SCIENTIFIC: return digit(c) ? SCIENTIFIC : WRONG;
    default: return WRONG;
    }
}

__attribute__((noinline)) static uint16_t states(uint32_t *random, uint16_t sum)
{
    static const char letters[] = "0123456789012345+-..ee,,,,,,,x";
    uint32_t ends[STATES], turns[STATES];
    enum state state = START;

    for (int i = 0; i < TEXT_BYTES; i++) {
        text[i] = letters[random_next(random) % (sizeof letters - 1)];
    }
    text[TEXT_BYTES] = ',';
    for (int i = 0; i < STATES; i++) {
        ends[i] = turns[i] = 0;
    }
    for (int i = 0; i <= TEXT_BYTES; i++) {
        if (text[i] == ',') {
            ends[state]++;
            state = START;
        } else {
            state = step(state, text[i]);
            turns[state]++;
        }
    }
    for (int i = 0; i < STATES; i++) {
        sum = crc((uint16_t) (ends[i] << 8 | turns[i]), sum);
    }
    return sum;
}

uint32_t work(void)
{
    uint32_t random = 5;
    uint16_t sum = 0;

    for (int pass = 0; pass < PASSES; pass++) {
        sum = lists(&random, sum);
        sum = matrices(&random, sum);
        sum = states(&random, sum);
    }
    return sum;
}
