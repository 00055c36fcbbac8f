/*
 * Processes: fork, exit and wait; the same with an exec in between; the same with a large writable area.
 *
 *   fork-bench [count]      500
 *   fork-bench exit         (what it executes)
 */
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "bench.h"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void fork_and_wait(uint32_t count, int execute)
{
    char *argv[] = { (char *) zb_executable, "exit", NULL };
    int status;

    for (uint32_t i = 0; i < count; i++) {
        pid_t pid = fork();

        if (pid == 0) {
            if (execute) {
                execve(zb_executable, argv, argv + 2);
                _exit(126);
            }
            _exit(9);
        }
        if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 9 << 8) {
            die("fork-bench");
        }
    }
}

int main(int argc, char **argv)
{
    enum { AREA = 4 << 20 };
    uint32_t count, started;
    volatile char *area;

    if (argc > 1 && strcmp(argv[1], "exit") == 0) {
        _exit(9);
    }
    count = bench_count(argc, argv, 500);
    started = zb_microseconds();
    fork_and_wait(count, 0);
    bench_line(stdout, "fork, exit, wait", started, count);

    started = zb_microseconds();
    fork_and_wait(count, 1);
    bench_line(stdout, "fork, exec, exit, wait", started, count);

    area = mmap(NULL, AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED) {
        die("fork-bench: mmap");
    }
    for (int i = 0; i < AREA; i += 4096) {
        area[i] = 1;
    }
    started = zb_microseconds();
    fork_and_wait(count / 10 + 1, 0);
    bench_line(stdout, "the same with 1024 dirty pages", started, count / 10 + 1);
    return 0;
}
