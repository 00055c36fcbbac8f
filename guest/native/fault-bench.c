/*
 * Page faults through the pager: first touches by reading and writing, copies after a fork, faults on a mapped file.
 *
 *   fault-bench [pages [name [ask]]]      4000
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include "bench.h"

#define PAGE 4096u
#define FILE_NAME "/tmp/fault-bench"

static volatile char *area;
static uint32_t area_bytes;
static int child_end;
static pid_t child;

static void map(uint32_t pages, int fd)
{
    area_bytes = pages * PAGE;
    area = mmap(NULL, area_bytes, PROT_READ | PROT_WRITE, fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_PRIVATE, fd, 0);
    if (area == MAP_FAILED) {
        bench_die("fault-bench: mmap");
    }
}

static void map_fresh(uint32_t pages)
{
    map(pages, -1);
}

static void unmap(void)
{
    munmap((void *) area, area_bytes);
}

static void write_touches(uint32_t pages)
{
    for (uint32_t i = 0; i < pages; i++) {
        area[i * PAGE] = 1;
    }
}

static void read_touches(uint32_t pages)
{
    for (uint32_t i = 0; i < pages; i++) {
        (void) area[i * PAGE];
    }
}

static void map_touched(uint32_t pages)
{
    map_fresh(pages);
    write_touches(pages);
}

/* The child holds on to its half until the parent has made its copies. */
static void share(uint32_t pages)
{
    int ends[2];
    char byte;

    map_touched(pages);
    if (pipe(ends) != 0) {
        bench_die("fault-bench: pipe");
    }
    child = fork();
    if (child == 0) {
        close(ends[1]);
        read(ends[0], &byte, 1);
        _exit(0);
    }
    close(ends[0]);
    child_end = ends[1];
}

static void unshare(void)
{
    close(child_end);
    waitpid(child, NULL, 0);
    unmap();
}

static void map_file(uint32_t pages)
{
    int fd = open(FILE_NAME, O_RDWR | O_CREAT | O_TRUNC, 0644);

    if (fd < 0 || lseek(fd, (off_t) (pages * PAGE - 1), SEEK_SET) < 0 || write(fd, "", 1) != 1) {
        bench_die("fault-bench: file");
    }
    map(pages, fd);
    close(fd);
}

static void unmap_file(void)
{
    unmap();
    unlink(FILE_NAME);
}

int main(int argc, char **argv)
{
    static const struct bench benches[] = {
        { "first touch, write", 1, map_fresh, write_touches, unmap },
        { "first touch, read", 1, map_fresh, read_touches, unmap },
        { "copy after fork", 1, share, write_touches, unshare },
        { "file, first touch, read", 1, map_file, read_touches, unmap_file },
        { "no fault, store per page", 1, map_touched, write_touches, unmap },
    };

    return bench_main(argc, argv, BENCHES(benches), 4000);
}
