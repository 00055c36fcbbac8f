/* The calls of a classic POSIX container, one line a test. */
#include "tests.h"

const char *program;

static int failures;

static void test(const char *name, int (*body)(void))
{
    int line = body();

    failures += line != 0;
    if (line == 0) {
        print("%20s-- PASSED --\n", name);
    } else {
        print("%20s-- FAILED -- line %d\n", name, line);
    }
}

/* Those that any server has to serve. The last one goes on as another program. */
static void tests_of_tasks(void)
{
    test("FORK TEST", forks);
    test("CLONE TEST", clones);
    test("UNDEF TEST", undefined);
    test("ILLEGAL TEST", illegal);
    test("FULL IPC TEST:", full_ipc);
    test("EXTENDED IPC TEST:", extended_ipc);
    test("USER MUTEX TEST:", user_mutex);
    if (failures == 0) {
        test("EXECVE TEST", executes);
    }
}

int in_child(int (*body)(void))
{
    int child = fork(), status;

    if (child == 0) {
        exit(body() & 0xFF);
    }
    return child < 0 ? child : wait(&status) != child ? -1 : status >> 8;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        return executed(argc, argv);
    }
    print("The POSIX calls of the classic system:\n");
    if (open(argv[0], 0, 0) == -ENOSYS) {
        tests_of_tasks();
        return failures;
    }
    program = argv[0];
    test("MINI IO TEST", mini_io);
    test("DIR TEST", directories);
    test("MMAP TEST", mapped_memory);
    test("FILE MMAP TEST", mapped_files);
    test("SHM TEST", shared_memory);
    test("BRK TEST", break_moves);
    test("FILE IO TEST", file_io);
    test("STAT TEST", file_status);
    test("BIG FILES TEST", many_files);
    test("REFUSALS TEST", refusals);
    test("FORK FILES TEST", inherited_files);
    test("WAIT TEST", waits);
    test("DEAF CLIENT TEST", deaf_client);
    tests_of_tasks();
    return failures;
}
