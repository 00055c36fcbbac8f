/*
 * Page faults through the pager: first touches by reading and writing, copies after a fork, faults on a mapped file.
 *
 *   fault-bench [pages [rounds]]      1000 pages, 10 rounds
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "bench.h"

#define PAGE 4096u

static uint32_t pages;

static volatile char *map(int fd)
{
    void *area = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_PRIVATE, fd, 0);

    if (area == MAP_FAILED) {
        perror("fault-bench: mmap");
        exit(1);
    }
    return area;
}

static void touch(volatile char *area, int write)
{
    for (uint32_t i = 0; i < pages; i++) {
        if (write) {
            area[i * PAGE] = 1;
        } else {
            (void) area[i * PAGE];
        }
    }
}

/* Touches fresh areas; only the touching is timed. */
static void first_touches(const char *name, int write, int fd, uint32_t rounds)
{
    uint32_t took = 0;

    for (uint32_t round = 0; round < rounds; round++) {
        volatile char *area = map(fd);
        uint32_t started = zb_microseconds();

        touch(area, write);
        took += zb_microseconds() - started;
        munmap((void *) area, pages * PAGE);
    }
    bench_line(stdout, name, zb_microseconds() - took, pages * rounds);
}

static void copies(uint32_t rounds)
{
    volatile char *area = map(-1);
    uint32_t took = 0;

    touch(area, 1);
    for (uint32_t round = 0; round < rounds; round++) {
        uint32_t started;
        int ends[2];
        char byte;
        pid_t pid;

        /* The child holds on to its half until the parent has made its copies. */
        pipe(ends);
        pid = fork();
        if (pid == 0) {
            close(ends[1]);
            read(ends[0], &byte, 1);
            _exit(0);
        }
        close(ends[0]);
        started = zb_microseconds();
        touch(area, 1);
        took += zb_microseconds() - started;
        close(ends[1]);
        waitpid(pid, NULL, 0);
    }
    bench_line(stdout, "copy after fork", zb_microseconds() - took, pages * rounds);
}

int main(int argc, char **argv)
{
    uint32_t rounds = argc > 2 ? strtoul(argv[2], NULL, 0) : 10;
    uint32_t started;
    volatile char *area;
    int fd;

    pages = bench_count(argc, argv, 1000);
    first_touches("first touch, write", 1, -1, rounds);
    first_touches("first touch, read", 0, -1, rounds);
    copies(rounds);

    fd = open("/tmp/fault-bench", O_RDWR | O_CREAT | O_TRUNC, 0644);
    if (fd >= 0 && lseek(fd, (off_t) (pages * PAGE - 1), SEEK_SET) > 0 && write(fd, "", 1) == 1) {
        first_touches("file, first touch, read", 0, fd, rounds);
        unlink("/tmp/fault-bench");
    }

    area = map(-1);
    touch(area, 1);
    started = zb_microseconds();
    for (uint32_t round = 0; round < rounds; round++) {
        touch(area, 1);
    }
    bench_line(stdout, "no fault, store per page", started, pages * rounds);
    return 0;
}
