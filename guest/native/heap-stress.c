/*
 * Random malloc, calloc, realloc and free, with the contents of every block checked. The same seed gives the same
 * operations and the same output under every allocator: nothing printed depends on an address.
 *
 *   heap-stress [operations [seed]]      1,000,000 operations and seed 1 unless said otherwise
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zb/native.h>

#define SLOTS 2000u

struct slot {
    unsigned char *block;
    uint32_t bytes, serial;
};

static struct slot slots[SLOTS];
static uint32_t seed, checksum = 2166136261u, operation, live, live_bytes;

/* xorshift32: never 0. */
static uint32_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

/* Mostly small blocks, some of a page or two, a few large ones. */
static uint32_t next_size(void)
{
    uint32_t kind = next_random() % 1000;
    uint32_t pick = next_random();

    return kind < 700 ? 1 + pick % 64 : kind < 975 ? 65 + pick % 448 : kind < 998 ? 513 + pick % 3584 : 4097 + pick % 40000;
}

static void mix(uint32_t value)
{
    checksum = (checksum ^ value) * 16777619u;
}

static void fail(const char *what, const struct slot *slot)
{
    printf("heap-stress: operation %u: %s, block %u of %u bytes at %p\n", (unsigned) operation, what,
           (unsigned) slot->serial, (unsigned) slot->bytes, (void *) slot->block);
    exit(1);
}

static uint32_t pattern(uint32_t serial, uint32_t word)
{
    return serial * 0x9E3779B1u + word * 0x85EBCA6Bu;
}

/* Words first, then the odd bytes at the end. */
static void fill(struct slot *slot, uint32_t serial)
{
    uint32_t words = slot->bytes / 4;
    uint32_t tail = pattern(serial, words);

    for (uint32_t i = 0; i < words; i++) {
        ((uint32_t *) slot->block)[i] = pattern(serial, i);
    }
    memcpy(slot->block + words * 4, &tail, slot->bytes % 4);
    slot->serial = serial;
}

/* Checks the first bytes of a block, which were filled when it had full_bytes. */
static void verify(const struct slot *slot, uint32_t bytes, uint32_t full_bytes)
{
    uint32_t words = bytes / 4;
    uint32_t rest = bytes % 4;
    uint32_t tail = pattern(slot->serial, words);

    for (uint32_t i = 0; i < words; i++) {
        if (((uint32_t *) slot->block)[i] != pattern(slot->serial, i)) {
            fail("contents wrong", slot);
        }
    }
    /* In the middle of a longer block the next bytes are those of a whole word: the pattern is the same. */
    if (memcmp(slot->block + words * 4, &tail, rest) != 0) {
        fail(bytes == full_bytes ? "last bytes wrong" : "bytes wrong after realloc", slot);
    }
    mix(bytes);
    mix(slot->serial);
    mix(words == 0 ? tail : pattern(slot->serial, words - 1));
}

static void allocate(struct slot *slot)
{
    int clear = next_random() % 4 == 0;

    slot->bytes = next_size();
    slot->block = clear ? calloc(1, slot->bytes) : malloc(slot->bytes);
    if (slot->block == NULL) {
        fail("no memory", slot);
    }
    if (((uintptr_t) slot->block & 7) != 0) {
        fail("not aligned to 8", slot);
    }
    for (uint32_t i = 0; clear && i < slot->bytes; i++) {
        if (slot->block[i] != 0) {
            fail("calloc did not clear", slot);
        }
    }
    fill(slot, operation);
    live++;
    live_bytes += slot->bytes;
}

static void reallocate(struct slot *slot)
{
    uint32_t before = slot->bytes;
    uint32_t after = next_size();
    unsigned char *moved = realloc(slot->block, after);

    if (moved == NULL) {
        fail("no memory to realloc", slot);
    }
    if (((uintptr_t) moved & 7) != 0) {
        fail("realloc not aligned to 8", slot);
    }
    slot->block = moved;
    verify(slot, after < before ? after : before, before);
    slot->bytes = after;
    fill(slot, operation);
    live_bytes += after - before;
}

static void release(struct slot *slot)
{
    verify(slot, slot->bytes, slot->bytes);
    free(slot->block);
    slot->block = NULL;
    live--;
    live_bytes -= slot->bytes;
}

/* The server's own count must be ours, on top of what the C library had before. */
static void count(l4_word blocks_before, l4_word bytes_before)
{
    l4_word blocks, bytes;
    int failed = zb_heap_check(&blocks, &bytes);

    if (failed != 0) {
        printf("heap-stress: heap check failed with %d\n", failed);
        exit(1);
    }
    if (blocks - blocks_before != live || bytes - bytes_before < live_bytes) {
        printf("heap-stress: %u blocks of %u bytes are live, the heap server counts %u of %u\n", (unsigned) live,
               (unsigned) live_bytes, (unsigned) (blocks - blocks_before), (unsigned) (bytes - bytes_before));
        exit(1);
    }
}

int main(int argc, char **argv)
{
    uint32_t operations = argc > 1 ? strtoul(argv[1], NULL, 0) : 1000000;
    uint32_t tenth = operations / 10 == 0 ? 1 : operations / 10;
    l4_word blocks_before, bytes_before;

    seed = argc > 2 ? strtoul(argv[2], NULL, 0) : 1;
    if (seed == 0) {
        fprintf(stderr, "heap-stress: the seed must not be 0\n");
        return 2;
    }
    printf("heap-stress: %u operations, seed %u\n", (unsigned) operations, (unsigned) seed);
    fflush(stdout);
    zb_heap_check(&blocks_before, &bytes_before);
    for (operation = 1; operation <= operations; operation++) {
        struct slot *slot = &slots[next_random() % SLOTS];

        if (slot->block == NULL) {
            allocate(slot);
        } else if (next_random() % 3 == 0) {
            reallocate(slot);
        } else {
            release(slot);
        }
        if (operation % tenth == 0) {
            count(blocks_before, bytes_before);
            printf("heap-stress: %u operations, %u blocks of %u bytes live\n", (unsigned) operation, (unsigned) live,
                   (unsigned) live_bytes);
            fflush(stdout);
        }
    }
    for (unsigned i = 0; i < SLOTS; i++) {
        if (slots[i].block != NULL) {
            release(&slots[i]);
        }
    }
    count(blocks_before, bytes_before);
    printf("heap-stress: done, checksum %08x\n", (unsigned) checksum);
    return 0;
}
