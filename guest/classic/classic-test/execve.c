/* One program after another: ABI 12.6. */
#include "tests.h"

static char buffer[4096];

/* A copy of this program; what was made with no permissions can be executed all the same. */
static int copied(const char *from, const char *to)
{
    int in = open(from, 0, 0), out = open(to, O_CREAT, 0), bytes;

    CHECK(in >= 0 && out >= 0);
    while ((bytes = read(in, buffer, sizeof buffer)) > 0) {
        CHECK(write(out, buffer, bytes) == bytes);
    }
    CHECK(bytes == 0 && close(in) == 0 && close(out) == 0);
    return 0;
}

/* A number as the new program's argument. */
static char *text_of(word number, char *end)
{
    *--end = '\0';
    do {
        *--end = (char) ('0' + number % 10);
        number /= 10;
    } while (number != 0);
    return end;
}

/* Whose other tasks end when it executes. */
static void idle(void *argument)
{
    for (;;) {
        l4_thread_switch((word) argument);
    }
}

static int refuses(char *const *arguments, char *const *variables)
{
    CHECK(execve("/missing", arguments, variables) == -ENOENT);
    CHECK(execve("/mini", arguments, variables) == -ENOEXEC);
    CHECK(execve((char *) 0x7E000000, arguments, variables) == -EFAULT);
    CHECK(copied(program, "/copy") == 0);
    return 0;
}

/* abi: posix.execve, posix.execve-ENOENT, posix.execve-ENOEXEC, posix.execve-EFAULT, posix.execve-threads, note.8.8, note.8.9 */
int executes(void)
{
    char number[12];
    char *tid = text_of(self(), number + sizeof number);
    char *arguments[] = { "/copy", tid, "last argument", 0 }, *variables[] = { "COLOUR=blue", 0 };
    int stack = mmap(0, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN, -1, 0);

    CHECK(program == 0 || refuses(arguments, variables) == 0);
    CHECK(execve("/copy", (char **) 0x7E000000, variables) == -EFAULT);
    CHECK(clone(idle, 0, (word) stack, CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_THREAD) > 0);
    execve("/copy", arguments, variables);
    return __LINE__;
}

/* abi: posix.execve-tid, posix.execve-arguments, posix.pagerid, note.8.10 */
static int executed_right(int argc, char **argv)
{
    char number[12];
    const char *colour = getenv("COLOUR");

    CHECK(argc == 3 && argv[3] == 0 && text_equal(argv[0], "/copy") && text_equal(argv[2], "last argument"));
    CHECK(text_equal(argv[1], text_of(self(), number + sizeof number)));
    CHECK(first_registers == 0 && colour != 0 && text_equal(colour, "blue") && server != 0);
    CHECK(sync() == 0 && sync_full() == 0);
    return 0;
}

int executed(int argc, char **argv)
{
    int line = executed_right(argc, argv);

    if (line != 0) {
        print("EXECVE TEST         -- FAILED -- line %d\n", line);
        return 1;
    }
    print("EXECVE TEST         -- PASSED --\n\nIt goes on behind execve.\n");
    return 0;
}
