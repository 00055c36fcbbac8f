/*
 * Processes: fork, exit and wait; the same with an exec in between; the same with a large writable area.
 *
 *   fork-bench [count [name [ask]]]      500
 *   fork-bench exit                      (what it executes)
 */
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "bench.h"

enum { AREA = 4 << 20, STATUS = 9 };

static volatile char *area;

static void fork_and_wait(uint32_t count, const char *file, char *const argv[], int expected)
{
    char *no_environment[] = { NULL };
    int status;

    for (uint32_t i = 0; i < count; i++) {
        pid_t pid = fork();

        if (pid == 0) {
            if (file != NULL) {
                execve(file, argv, no_environment);
                _exit(126);
            }
            _exit(STATUS);
        }
        if (pid < 0 || waitpid(pid, &status, 0) != pid || status != expected << 8) {
            bench_die("fork-bench");
        }
    }
}

static void forks(uint32_t count)
{
    fork_and_wait(count, NULL, NULL, STATUS);
}

static void execs(uint32_t count)
{
    char *argv[] = { (char *) zb_executable, "exit", NULL };

    fork_and_wait(count, zb_executable, argv, STATUS);
}

static void busybox(uint32_t count)
{
    char *argv[] = { "true", NULL };

    fork_and_wait(count, "/bin/busybox", argv, 0);
}

static void map_area(uint32_t count)
{
    (void) count;
    area = mmap(NULL, AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED) {
        bench_die("fork-bench: mmap");
    }
    for (int i = 0; i < AREA; i += 4096) {
        area[i] = 1;
    }
}

static void unmap_area(void)
{
    munmap((void *) area, AREA);
}

int main(int argc, char **argv)
{
    static const struct bench benches[] = {
        { "fork, exit, wait", 1, NULL, forks, NULL },
        { "fork, exec, exit, wait", 1, NULL, execs, NULL },
        { "the same with 1024 dirty pages", 10, map_area, forks, unmap_area },
        { "fork, exec of busybox true, wait", 1, NULL, busybox, NULL },
    };
    /* The last one wants a busybox in /bin: not every root has one. */
    struct stat found;
    unsigned number = stat("/bin/busybox", &found) == 0 ? 4 : 3;

    if (argc > 1 && strcmp(argv[1], "exit") == 0) {
        _exit(STATUS);
    }
    return bench_main(argc, argv, benches, number, 500);
}
