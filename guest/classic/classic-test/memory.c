/* Memory: ABI 12.3, 12.5. */
#include "tests.h"

#define RW (PROT_READ | PROT_WRITE)
#define ANONYMOUS (MAP_PRIVATE | MAP_ANONYMOUS)

static byte *at(int address)
{
    return (byte *) address;
}

/* abi: posix.mmap-anonymous, posix.mmap-fixed, posix.mmap-growsdown, posix.mmap-EINVAL, posix.mmap-EBADF, posix.munmap,
   posix.munmap-EINVAL, posix.msync-EINVAL, posix.mmap-task-area, note.8.11 */
int mapped_memory(void)
{
    int area = mmap(0, 5 * PAGE, RW, ANONYMOUS, -1, 0);
    int stack;

    CHECK(area > (int) TASK_AREA && (area & (PAGE - 1)) == 0);
    for (word i = 0; i < 5 * PAGE; i++) {
        CHECK(at(area)[i] == 0);
    }
    memset(at(area), 0x5A, 5 * PAGE);
    CHECK(munmap((word) area + PAGE, PAGE) == 0);
    CHECK(mmap((word) area + PAGE, PAGE, RW, ANONYMOUS | MAP_FIXED, -1, 0) == area + (int) PAGE);
    CHECK(at(area)[PAGE] == 0 && at(area)[2 * PAGE - 1] == 0 && at(area)[PAGE - 1] == 0x5A && at(area)[2 * PAGE] == 0x5A);
    CHECK(mmap((word) area, PAGE, RW, ANONYMOUS | MAP_FIXED, -1, 0) == area && at(area)[0] == 0);
    CHECK(munmap((word) area, 5 * PAGE) == 0);
    CHECK((area = mmap(0, 4 * PAGE, RW, ANONYMOUS, -1, 0)) > 0);
    CHECK(munmap((word) area + PAGE, PAGE) == 0 && munmap((word) area, 4 * PAGE) == 0);
    CHECK(munmap((word) area + 1, PAGE) == -EINVAL && msync((word) area + 1, PAGE, 0) == -EINVAL);
    CHECK(mmap(0, 0, RW, ANONYMOUS, -1, 0) == -EINVAL && mmap(0, PAGE, RW, MAP_PRIVATE, 31, 0) == -EBADF);
    CHECK(mmap(0x10000, PAGE, RW, ANONYMOUS | MAP_FIXED, -1, 0) == -EINVAL);
    CHECK(mmap(0xF9800000u, PAGE, RW, ANONYMOUS | MAP_FIXED, -1, 0) == -EINVAL);
    CHECK(call(9, 0x7E000000u, 0, 0) == -EFAULT);
    CHECK((stack = mmap(0, 2 * PAGE, RW, ANONYMOUS | MAP_GROWSDOWN, -1, 0)) > 0);
    at(stack)[-1] = at(stack)[-2 * (int) PAGE] = 7;
    CHECK(munmap((word) stack - 2 * PAGE, 2 * PAGE) == 0);
    return 0;
}

/* abi: posix.mmap-shared, posix.mmap-private, posix.mmap-offset, posix.mmap-beyond-end-EINVAL, posix.msync, note.8.4, note.8.19 */
int mapped_files(void)
{
    char letters[] = "first", buffer[8];
    int fd = open("/mapped", O_CREAT, 0), shared, private;

    CHECK(fd >= 0 && write(fd, letters, 5) == 5 && lseek(fd, PAGE, SEEK_SET) == (int) PAGE && write(fd, "second", 6) == 6);
    shared = mmap(0, 2 * PAGE, RW, MAP_SHARED, fd, 0);
    private = mmap(0, PAGE, RW, MAP_PRIVATE, fd, PAGE);
    CHECK(!failed(shared) && !failed(private));
    CHECK(bytes_equal(at(shared), "first", 6) && bytes_equal(at(shared) + PAGE, "second", 7) && bytes_equal(at(private), "second", 7));
    CHECK(munmap((word) private, PAGE) == 0);
    CHECK((private = mmap(0, PAGE, RW, MAP_PRIVATE, fd, 1)) > 0 && bytes_equal(at(private), "second", 7));
    at(private)[0] = 'P';
    CHECK(at(shared)[PAGE] == 's');
    at(shared)[0] = 'F';
    at(shared)[PAGE] = 'S';
    CHECK(msync((word) shared, 2 * PAGE, 0) == 0);
    CHECK(lseek(fd, 0, SEEK_SET) == 0 && read(fd, buffer, 5) == 5 && bytes_equal(buffer, "First", 5));
    CHECK(lseek(fd, PAGE, SEEK_SET) == (int) PAGE && read(fd, buffer, 8) == 6 && bytes_equal(buffer, "Second", 6));
    CHECK(mmap((word) shared + PAGE, PAGE, RW, MAP_SHARED | MAP_FIXED, fd, 0) == shared + (int) PAGE);
    at(shared)[PAGE] = 'f';
    CHECK(at(shared)[0] == 'f' && msync((word) shared, 2 * PAGE, 0) == 0);
    CHECK(mmap(0, 3 * PAGE, RW, MAP_SHARED, fd, 0) == -EINVAL && mmap(0, 2 * PAGE, RW, MAP_PRIVATE, fd, PAGE) == -EINVAL);
    CHECK(munmap((word) shared, 2 * PAGE) == 0 && munmap((word) private, PAGE) == 0 && close(fd) == 0);
    return 0;
}

#define KEY 0x5A42u
#define AREAS 64

static int area_id, private_id;
static word area_address;

/* The child has what its parent has attached; detached and attached again it is at the same place. */
static int attached_by_child(void)
{
    int id = shmget(KEY, PAGE, 0);

    CHECK(id == area_id && *(word *) area_address == 17);
    CHECK(shmdt(area_address) == 0 && shmdt(area_address) == -EINVAL);
    CHECK(shmat(id, area_address + 4 * PAGE, 0) == -EINVAL);
    CHECK((word) shmat(id, 0, 0) == area_address);
    ((word *) area_address)[PAGE / 4] = 18;
    return 0;
}

/* abi: posix.shmget, posix.shmget-size-EINVAL, posix.shmget-ENOENT, posix.shmget-EEXIST, posix.shmget-larger-EINVAL,
   posix.shmget-private, posix.shmat, posix.shmat-address-EINVAL, posix.shmat-unaligned-EINVAL, posix.shmat-rnd,
   posix.shmat-rdonly, posix.shmat-unknown-EINVAL, posix.shmdt, posix.shmdt-EINVAL */
static int areas_by_key(void)
{
    CHECK(shmget(KEY, 0, IPC_CREAT) == -EINVAL && shmget(KEY, 10 * PAGE + 1, IPC_CREAT) == -EINVAL);
    CHECK(shmget(KEY, PAGE, 0) == -ENOENT);
    area_id = shmget(KEY, 2 * PAGE, IPC_CREAT | IPC_EXCL);
    CHECK(!failed(area_id) && shmget(KEY, PAGE, 0) == area_id && shmget(KEY, 2 * PAGE, IPC_CREAT) == area_id);
    CHECK(shmget(KEY, PAGE, IPC_CREAT | IPC_EXCL) == -EEXIST && shmget(KEY, 3 * PAGE, 0) == -EINVAL);
    CHECK((private_id = shmget(0, PAGE, 0)) != area_id && !failed(private_id));
    CHECK(shmat(area_id + 1000, 0, 0) == -EINVAL && shmat(area_id, SHARED_AREA + 4, 0) == -EINVAL);
    area_address = (word) shmat(area_id, 0, 0);
    CHECK(area_address >= SHARED_AREA && area_address < 0x90000000u && (area_address & (PAGE - 1)) == 0);
    *(word *) area_address = 17;
    CHECK(in_child(attached_by_child) == 0);
    CHECK(((word *) area_address)[PAGE / 4] == 18);
    CHECK(shmdt(area_address + PAGE) == -EINVAL && shmdt(area_address) == 0 && shmdt(area_address) == -EINVAL);
    return 0;
}

/* abi: posix.shm-last-detach, posix.shmget-ENOSPC, note.8.17, note.8.18 */
int shared_memory(void)
{
    int line = areas_by_key(), ids[AREAS], id, secret = mmap(0, PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    word first;

    CHECK(line == 0 && !failed(secret));
    *at(secret) = 1;
    for (id = 0; id < 2000; id++) {
        CHECK(id == private_id || shmat(id, 0, 0) == -EINVAL);
    }
    CHECK(munmap((word) secret, PAGE) == 0);
    CHECK(shmget(KEY, PAGE, 0) == -ENOENT && shmat(area_id, 0, 0) == -EINVAL);
    CHECK((id = shmget(KEY, PAGE, IPC_CREAT)) >= 0);
    CHECK((word) shmat(id, 0x88000FFFu, SHM_RND) == 0x88000000u && shmdt(0x88000000u) == 0);
    CHECK((id = shmget(0, 1, 0)) >= 0);
    first = (word) shmat(id, 0, SHM_RDONLY);
    CHECK(first == SHARED_AREA && *(word *) first == 0 && shmdt(first) == 0);
    for (int i = 0; i < AREAS; i++) {
        CHECK((ids[i] = shmget(KEY + (word) i, 10 * PAGE, IPC_CREAT)) >= 0 && !failed(shmat(ids[i], 0, 0)));
    }
    CHECK(shmget(0, PAGE, 0) == -ENOSPC);
    for (int i = 0; i < AREAS; i++) {
        CHECK(shmdt(SHARED_AREA + (word) i * 10 * PAGE) == 0);
    }
    CHECK((id = shmget(0, 10 * PAGE, 0)) >= 0 && (word) shmat(id, 0, 0) == first && shmdt(first) == 0);
    return 0;
}

/* abi: posix.brk */
int break_moves(void)
{
    word start, end;

    CHECK(brk(0, &start) == 0 && start > TASK_AREA);
    CHECK(brk(start + 3 * PAGE, &end) == 0 && end == start + 3 * PAGE);
    memset((void *) start, 1, 3 * PAGE);
    CHECK(brk(start, &end) == 0 && brk(start + PAGE, &end) == 0 && *(byte *) start == 0);
    CHECK(brk(0xE0000000u, &end) == -ENOMEM && end == start + PAGE);
    return 0;
}
