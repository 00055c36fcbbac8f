#include "container.h"

static int checks, failures;

static void verdict(const char *what, int good)
{
    checks++;
    failures += !good;
    print("%s: %s\n", what, good ? "ok" : "FAILED");
}

void expect(const char *what, word got, word wanted)
{
    verdict(what, got == wanted);
    if (got != wanted) {
        print("    got %d (0x%x), not %d (0x%x)\n", got, got, wanted, wanted);
    }
}

void expect_all(const char *what, const word *got, const word *wanted, int words)
{
    int good = 1;

    for (int i = 0; i < words; i++) {
        good &= got[i] == wanted[i];
    }
    verdict(what, good);
    for (int i = 0; i < words; i++) {
        if (got[i] != wanted[i]) {
            print("    word %d: got 0x%x, not 0x%x\n", i, got[i], wanted[i]);
        }
    }
}

void finish(const char *program)
{
    print("%s: %d checks, %d failed\n", program, checks, failures);
    container_exit();
}
