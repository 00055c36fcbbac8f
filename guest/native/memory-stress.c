/*
 * A working set larger than RAM: every word of every page is written, and read back in several passes in changing order.
 *
 *   memory-stress [MiB [passes [seed [fork]]]]      64 MiB, 3 passes, seed 1; with "fork" a child shares it copy-on-write
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE_WORDS 1024u

static uint32_t *area;
static uint16_t *generation;    /* of each page: what was written there last */
static uint32_t pages, seed;

static uint32_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

static uint32_t first_word(uint32_t page)
{
    return page * 0x9E3779B1u ^ generation[page] * 0x85EBCA6Bu;
}

/* Successive words differ by an odd constant: a page with any other contents cannot pass. */
static void write_page(uint32_t page)
{
    uint32_t *words = area + page * PAGE_WORDS;
    uint32_t value = first_word(page);

    for (uint32_t i = 0; i < PAGE_WORDS; i++, value += 0x01000193u) {
        words[i] = value;
    }
}

static void check_page(uint32_t page, const char *where)
{
    const uint32_t *words = area + page * PAGE_WORDS;
    uint32_t value = first_word(page);

    for (uint32_t i = 0; i < PAGE_WORDS; i++, value += 0x01000193u) {
        if (words[i] != value) {
            printf("memory-stress: %s: page %u, word %u: %08x instead of %08x\n", where, (unsigned) page, (unsigned) i,
                   (unsigned) words[i], (unsigned) value);
            fflush(stdout);
            _exit(1);
        }
    }
}

/* Visits every page once: the stride is odd and coprime to the count. */
static uint32_t stride(void)
{
    for (;;) {
        uint32_t a = next_random() % pages | 1;
        uint32_t x = a, y = pages;

        while (y != 0) {
            uint32_t rest = x % y;
            x = y;
            y = rest;
        }
        if (x == 1) {
            return a;
        }
    }
}

static void pass(unsigned number)
{
    uint32_t step = number == 1 ? 1 : stride();
    uint32_t page = next_random() % pages;
    uint32_t rewritten = 0;

    for (uint32_t i = 0; i < pages; i++, page = (page + step) % pages) {
        check_page(page, "pass");
        /* A third of the pages changes: the rest must come back from wherever it went without being written again. */
        if (next_random() % 3 == 0) {
            generation[page]++;
            write_page(page);
            rewritten++;
        }
    }
    printf("memory-stress: pass %u: %u pages right, %u rewritten\n", number, (unsigned) pages, (unsigned) rewritten);
    fflush(stdout);
}

/* The child changes what it likes; the parent must see nothing of it. */
static void fork_pass(void)
{
    int status = -1;
    pid_t pid = fork();

    if (pid < 0) {
        perror("memory-stress: fork");
        exit(1);
    }
    if (pid == 0) {
        for (uint32_t page = 0; page < pages; page++) {
            check_page(page, "child");
            if (page % 4 == 0) {
                generation[page] += 1000;
                write_page(page);
                check_page(page, "child, own copy");
            }
        }
        _exit(0);
    }
    for (uint32_t page = pages; page-- > 0;) {
        check_page(page, "parent");
    }
    if (waitpid(pid, &status, 0) != pid || status != 0) {
        printf("memory-stress: the child ended with status 0x%x\n", (unsigned) status);
        exit(1);
    }
    for (uint32_t page = 0; page < pages; page++) {
        check_page(page, "parent, after the child");
    }
    printf("memory-stress: fork: %u pages right on both sides\n", (unsigned) pages);
}

int main(int argc, char **argv)
{
    uint32_t mebibytes = argc > 1 ? strtoul(argv[1], NULL, 0) : 64;
    unsigned passes = argc > 2 ? strtoul(argv[2], NULL, 0) : 3;

    seed = argc > 3 ? strtoul(argv[3], NULL, 0) : 1;
    if (mebibytes == 0 || mebibytes > 512 || seed == 0) {
        fprintf(stderr, "usage: memory-stress [MiB from 1 to 512 [passes [seed, not 0 [fork]]]]\n");
        return 2;
    }
    pages = mebibytes * 256;
    area = mmap(NULL, pages * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    generation = mmap(NULL, pages * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED || generation == MAP_FAILED) {
        perror("memory-stress: mmap");
        return 1;
    }
    printf("memory-stress: %u MiB, %u passes\n", (unsigned) mebibytes, passes);
    for (uint32_t page = 0; page < pages; page++) {
        write_page(page);
    }
    for (unsigned number = 1; number <= passes; number++) {
        pass(number);
    }
    if (argc > 4 && strcmp(argv[4], "fork") == 0) {
        fork_pass();
    }
    printf("memory-stress: done\n");
    return 0;
}
