/*
 * From a guest to a Java server and back: the shortest calls there are, and a heap at work.
 *
 *   ipc-server-bench [count [name [ask]]]      200,000
 */
#include "bench.h"

/* Blocks of the sizes that programs ask for most; index and size come from one random number. */
static void **blocks;
static uint32_t random_state = 1;

static uint32_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

static void getpids(uint32_t count)
{
    uint32_t pid = (uint32_t) getpid();

    for (uint32_t i = 0; i < count; i++) {
        if ((uint32_t) zb_call(ZB_GETPID, 0, 0, 0, 0) != pid) {
            printf("ipc-server-bench: wrong pid\n");
            exit(1);
        }
    }
}

static void malloc_and_free(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        free(malloc(40));
    }
}

static void heap_checks(uint32_t count)
{
    l4_word number, bytes;

    for (uint32_t i = 0; i < count; i++) {
        if (zb_heap_check(&number, &bytes) != 0) {
            printf("ipc-server-bench: heap check failed\n");
            exit(1);
        }
    }
}

static void replace_block(uint32_t index)
{
    free(blocks[index]);
    blocks[index] = malloc(8 + (next_random() & 0x7F));
    if (blocks[index] == NULL) {
        bench_die("ipc-server-bench: malloc");
    }
}

/* As many live blocks as there will be operations. */
static void fill_heap(uint32_t count)
{
    if (blocks == NULL) {
        blocks = calloc(count, sizeof *blocks);
        if (blocks == NULL) {
            bench_die("ipc-server-bench: calloc");
        }
        for (uint32_t i = 0; i < count; i++) {
            replace_block(i);
        }
    }
}

static void replace_blocks(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        replace_block(next_random() % count);
    }
}

int main(int argc, char **argv)
{
    static const struct bench benches[] = {
        { "POSIX server, getpid", 1, NULL, getpids, NULL },
        { "heap server, malloc and free", 1, NULL, malloc_and_free, NULL },
        { "heap server, check", 10, NULL, heap_checks, NULL },
        { "a live block replaced", 10, fill_heap, replace_blocks, NULL },
    };

    return bench_main(argc, argv, BENCHES(benches), 200000);
}
