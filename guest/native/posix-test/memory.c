/* mmap and its kin, shared memory, the heap. */
#include <signal.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include "tests.h"

static void *volatile victim;

static void write_victim(void)
{
    *(volatile char *) victim = 1;
}

/* True when a write there ends a child with SIGSEGV. */
static int write_is_fatal(void *address)
{
    int status;

    victim = address;
    status = in_child(write_victim);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV;
}

void mmap_anonymous(void)
{
    char *area = mmap(NULL, 5 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    CHECK(area != MAP_FAILED && ((unsigned) area & (PAGE - 1)) == 0);
    for (int i = 0; i < 5 * PAGE; i++) {
        CHECK(area[i] == 0);
    }
    memset(area, 0x5A, 5 * PAGE);
    CHECK(munmap(area + PAGE, PAGE) == 0);
    CHECK(area[0] == 0x5A && area[2 * PAGE] == 0x5A);
    CHECK(write_is_fatal(area + PAGE));
    CHECK(mmap(area + PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == area + PAGE);
    CHECK(area[PAGE] == 0 && area[2 * PAGE - 1] == 0 && area[PAGE - 1] == 0x5A);
    CHECK(munmap(area, 5 * PAGE) == 0);
    CHECK_ERROR(munmap(area + 1, PAGE), EINVAL);
}

void mmap_file(void)
{
    char *private, *shared;
    int fd = write_file("map", "mapped file");

    CHECK(fd >= 0);
    private = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    shared = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    CHECK(private != MAP_FAILED && shared != MAP_FAILED);
    CHECK(memcmp(private, "mapped file\0", 12) == 0 && memcmp(shared, "mapped file\0", 12) == 0);
    private[0] = 'P';
    CHECK(holds("map", "mapped file"));
    shared[0] = 'M';
    CHECK(msync(shared, PAGE, MS_SYNC) == 0);
    CHECK(holds("map", "Mapped file"));
    CHECK(private[0] == 'P' && private[1] == 'a');
    CHECK(lseek(fd, 1, SEEK_SET) == 1 && write(fd, "A", 1) == 1);
    CHECK(shared[1] == 'A');
    CHECK(munmap(private, PAGE) == 0 && munmap(shared, PAGE) == 0);
    CHECK(close(fd) == 0);
    CHECK(holds("map", "MApped file"));
    CHECK_ERROR(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, 0), EBADF);
}

void mmap_protect(void)
{
    char *area = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    CHECK(area != MAP_FAILED);
    area[0] = area[PAGE] = 7;
    CHECK(mprotect(area, PAGE, PROT_READ) == 0);
    CHECK(area[0] == 7);
    CHECK(write_is_fatal(area) && !write_is_fatal(area + PAGE));
    CHECK(mprotect(area, PAGE, PROT_READ | PROT_WRITE) == 0);
    area[0] = 8;
    CHECK(area[0] == 8);
    CHECK(write_is_fatal((void *) mmap_protect));
    CHECK(munmap(area, 2 * PAGE) == 0);
}

static volatile int *shared_word;

static void add_to_shared(void)
{
    *shared_word += 41;
}

void mmap_shared_fork(void)
{
    shared_word = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(shared_word != MAP_FAILED);
    *shared_word = 1;
    CHECK(in_child(add_to_shared) == 0);
    CHECK(*shared_word == 42);
    CHECK(munmap((void *) shared_word, PAGE) == 0);
}

#define KEY 0x5A42

/* In a process of its own: finds the area by its key, sees what the parent wrote and answers. */
static void answer_in_area(void)
{
    int id = shmget(KEY, 2 * PAGE, 0);
    int *area = shmat(id, NULL, 0);

    CHECK(id > 0 && area != (void *) -1);
    CHECK(area[0] == 17 && area[PAGE / 4] == 0);
    area[PAGE / 4] = 18;
    CHECK(shmdt(area) == 0);
}

void shm_by_key(void)
{
    int id = shmget(KEY, 2 * PAGE, IPC_CREAT | IPC_EXCL | 0600);
    int *area = shmat(id, NULL, 0), *second;

    CHECK(id > 0 && area != (void *) -1);
    CHECK(shmget(KEY, PAGE, 0) == id);
    CHECK_ERROR(shmget(KEY, PAGE, IPC_CREAT | IPC_EXCL), EEXIST);
    CHECK_ERROR(shmget(KEY, 3 * PAGE, 0), EINVAL);
    CHECK_ERROR(shmget(KEY + 1, PAGE, 0), ENOENT);
    area[0] = 17;
    CHECK(in_child(answer_in_area) == 0);
    CHECK(area[PAGE / 4] == 18);
    CHECK((second = shmat(id, NULL, SHM_RDONLY)) != (void *) -1);
    CHECK(second != area && second[0] == 17 && write_is_fatal(second));
    CHECK_ERROR((int) shmat(id, (char *) 0x50000001, 0), EINVAL);
    CHECK(shmdt(second) == 0 && shmdt(area) == 0);
    CHECK_ERROR(shmdt(area), EINVAL);
    CHECK_ERROR((int) shmat(id + 1000, NULL, 0), EINVAL);

    /* What is left behind and attached by nobody makes room. */
    for (int i = 0; i < 100; i++) {
        CHECK(shmget(IPC_PRIVATE, 1, IPC_CREAT) > 0);
    }
    CHECK_ERROR(shmget(KEY, PAGE, 0), ENOENT);
}

void heap_blocks(void)
{
    char *block = malloc(100);
    char *bigger;

    CHECK(block != NULL && ((unsigned) block & 7) == 0);
    memset(block, 0x77, 100);
    CHECK((bigger = realloc(block, 50000)) != NULL);
    for (int i = 0; i < 100; i++) {
        CHECK(bigger[i] == 0x77);
    }
    memset(bigger, 0x78, 50000);
    free(bigger);
    CHECK((block = calloc(100, 100)) != NULL);
    for (int i = 0; i < 10000; i++) {
        CHECK(block[i] == 0);
    }
    free(block);
}
