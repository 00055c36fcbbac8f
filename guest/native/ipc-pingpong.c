/*
 * IPC between guest threads, in one space and in two: short messages timed, full messages checked word by word. What was
 * checked goes to stdout, the times to stderr.
 *
 *   ipc-pingpong [rounds [extended]]      100,000 rounds; with "extended", 2 KiB messages are checked too
 */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "bench.h"

#define FULL_ROUNDS 1000u
#define EXTENDED_ROUNDS 200u
#define EXTENDED_BYTES 2048u
#define STOP 0xFFFu

static uint32_t rounds;
static int with_extended;
static l4_id pinger;
static char echo_stack[8192] __attribute__((aligned(8)));
static unsigned char buffer[EXTENDED_BYTES + 64], echo_buffer[EXTENDED_BYTES + 64];

static void fail(const char *what, int result)
{
    printf("ipc-pingpong: %s (%d)\n", what, result);
    fflush(stdout);
    _exit(1);
}

/* Answers short messages with their sum until STOP. */
static void echo_short(void)
{
    struct l4_message m = { 0, 0, 0, 0, 0, 0 };
    int result = l4_exchange(L4_NILTHREAD, pinger, L4_SHORT, &m);

    while (result >= 0 && m.mr0 != STOP) {
        m.mr0 = m.mr2 + m.mr3 + m.mr4 + m.mr5;
        result = l4_exchange(pinger, pinger, L4_SHORT, &m);
    }
    if (result < 0) {
        fail("echo: short message", result);
    }
}

/* Answers full messages with every word inverted. */
static void echo_full(void)
{
    for (uint32_t i = 0; i < FULL_ROUNDS; i++) {
        struct l4_message m = { 0, 0, 0, 0, 0, 0 };
        int result = l4_exchange(L4_NILTHREAD, pinger, L4_FULL, &m);

        if (result >= 0) {
            m.mr2 = ~m.mr2;
            for (int word = 0; word < 54; word++) {
                l4_utcb()->mr6[word] = ~l4_utcb()->mr6[word];
            }
            result = l4_exchange(pinger, L4_NILTHREAD, L4_FULL, &m);
        }
        if (result < 0) {
            fail("echo: full message", result);
        }
    }
}

static void echo_extended(void)
{
    /* Neither buffer is aligned: both cross a page boundary. */
    unsigned char *bytes = echo_buffer + 13;

    for (uint32_t i = 0; i < EXTENDED_ROUNDS; i++) {
        struct l4_message m = { 0, 0, (l4_word) bytes, 0, 0, 0 };
        int result = l4_exchange(L4_NILTHREAD, pinger, L4_EXTENDED(2u, EXTENDED_BYTES), &m);

        if (result >= 0) {
            for (unsigned byte = 0; byte < EXTENDED_BYTES; byte++) {
                bytes[byte] ^= 0x5A;
            }
            m.mr2 = (l4_word) bytes;
            result = l4_exchange(pinger, L4_NILTHREAD, L4_EXTENDED(2u, EXTENDED_BYTES), &m);
        }
        if (result < 0) {
            fail("echo: extended message", result);
        }
    }
}

static void echo(void *unused)
{
    struct l4_message hello = { 1, 0, 0, 0, 0, 0 };

    (void) unused;
    if (l4_exchange(pinger, L4_NILTHREAD, L4_SHORT, &hello) < 0) {
        fail("echo: first message", 0);
    }
    echo_short();
    echo_full();
    if (with_extended) {
        echo_extended();
    }
}

static void ping_full(l4_id to)
{
    for (uint32_t i = 0; i < FULL_ROUNDS; i++) {
        struct l4_message m = { 3, 0, i, 0, 0, 0 };
        int result;

        for (uint32_t word = 0; word < 54; word++) {
            l4_utcb()->mr6[word] = i * 54 + word;
        }
        result = l4_exchange(to, to, L4_FULL, &m);
        if (result < 0 || m.mr2 != ~i) {
            fail("full message: answer wrong", result);
        }
        for (uint32_t word = 0; word < 54; word++) {
            if (l4_utcb()->mr6[word] != ~(i * 54 + word)) {
                fail("full message: word wrong", (int) word);
            }
        }
    }
}

static void ping_extended(l4_id to)
{
    unsigned char *bytes = buffer + 29;

    for (uint32_t i = 0; i < EXTENDED_ROUNDS; i++) {
        struct l4_message m = { 4, 0, (l4_word) bytes, 0, 0, 0 };
        int result;

        for (uint32_t byte = 0; byte < EXTENDED_BYTES; byte++) {
            bytes[byte] = (unsigned char) (byte * 3 + i);
        }
        result = l4_exchange(to, L4_NILTHREAD, L4_EXTENDED(2u, EXTENDED_BYTES), &m);
        if (result >= 0) {
            memset(bytes, 0, EXTENDED_BYTES);
            m.mr2 = (l4_word) bytes;
            result = l4_exchange(L4_NILTHREAD, to, L4_EXTENDED(2u, EXTENDED_BYTES), &m);
        }
        if (result < 0) {
            fail("extended message", result);
        }
        for (uint32_t byte = 0; byte < EXTENDED_BYTES; byte++) {
            if (bytes[byte] != (unsigned char) ((byte * 3 + i) ^ 0x5A)) {
                fail("extended message: byte wrong", (int) byte);
            }
        }
    }
}

/* The partner's first message says who it is: an open receive gives the true sender in MR1. */
static void ping(const char *where)
{
    struct l4_message m = { 0, 0, 0, 0, 0, 0 };
    int result = l4_exchange(L4_NILTHREAD, L4_ANYTHREAD, L4_SHORT, &m);
    l4_id to = (l4_id) m.mr1;
    uint32_t started = zb_microseconds();

    for (uint32_t i = 0; result >= 0 && i < rounds; i++) {
        m = (struct l4_message) { 2, 0, i, 1, 2, 3 };
        result = l4_exchange(to, to, L4_SHORT, &m);
        if (m.mr0 != i + 6) {
            fail("short message: sum wrong", (int) i);
        }
    }
    if (result < 0) {
        fail("short message", result);
    }
    bench_line(stderr, where, zb_microseconds() - started, rounds);
    m.mr0 = STOP;
    l4_exchange(to, L4_NILTHREAD, L4_SHORT, &m);
    ping_full(to);
    if (with_extended) {
        ping_extended(to);
    }
    printf("ipc-pingpong: %s: %u short and %u full round trips right\n", where, (unsigned) rounds, FULL_ROUNDS);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct l4_ids own;
    int status = -1;
    pid_t pid;
    int tid;

    rounds = argc > 1 ? strtoul(argv[1], NULL, 0) : 0;
    if (rounds == 0) {
        rounds = 100000;
    }
    with_extended = argc > 2 && strcmp(argv[2], "extended") == 0;
    l4_getid(&own);
    pinger = own.tid;
    tid = zb_thread(echo, NULL, echo_stack + sizeof echo_stack);
    if (tid < 0) {
        fail("no thread", tid);
    }
    ping("one space");
    pid = fork();
    if (pid == 0) {
        echo(NULL);
        _exit(0);
    }
    ping("two spaces");
    if (waitpid(pid, &status, 0) != pid || status != 0) {
        fail("the other process ended with status", status);
    }
    printf("ipc-pingpong: done\n");
    return 0;
}
