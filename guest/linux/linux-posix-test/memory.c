/* brk, mmap and its kin, and code made at run time. */
#include "tests.h"

static volatile char *victim;

static void write_victim(void)
{
    *victim = 1;
}

static int write_is_fatal(volatile void *address)
{
    victim = address;
    return (in_child(write_victim) & 0x7F) == SIGSEGV;
}

static char *map(uint32_t bytes, int protection)
{
    return (char *) sys(SYS_mmap2, 0, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static int failed(const void *address)
{
    return (uint32_t) address >= 0xFFFFF000;
}

void memory_brk(void)
{
    uint32_t start = (uint32_t) sys(SYS_brk, 0);
    volatile char *byte = (volatile char *) start;

    CHECK(start != 0);
    EXPECT(sys(SYS_brk, start + 3 * PAGE + 5), start + 3 * PAGE + 5);
    CHECK(byte[0] == 0 && byte[3 * PAGE] == 0);
    byte[0] = byte[3 * PAGE] = 7;
    EXPECT(sys(SYS_brk, 16), start + 3 * PAGE + 5);
    EXPECT(sys(SYS_brk, start), start);
    EXPECT(sys(SYS_brk, start + PAGE), start + PAGE);
    EXPECT(sys(SYS_brk, start), start);
}

void memory_map(void)
{
    char *area = map(5 * PAGE, PROT_READ | PROT_WRITE);

    CHECK(!failed(area) && ((uint32_t) area & (PAGE - 1)) == 0);
    for (unsigned i = 0; i < 5 * PAGE; i += 512) {
        CHECK(area[i] == 0);
        area[i] = 0x5A;
    }
    EXPECT(sys(SYS_munmap, area + PAGE, PAGE), 0);
    CHECK(area[0] == 0x5A && area[2 * PAGE] == 0x5A);
    CHECK(write_is_fatal(area + PAGE));
    EXPECT(sys(SYS_mmap2, area + PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
           area + PAGE);
    CHECK(area[PAGE] == 0);
    EXPECT(sys(SYS_mprotect, area, PAGE, PROT_READ), 0);
    CHECK(write_is_fatal(area) && !write_is_fatal(area + PAGE) && area[0] == 0x5A);
    EXPECT(sys(SYS_mprotect, area, PAGE, PROT_READ | PROT_WRITE), 0);
    area[0] = 1;
    EXPECT(sys(SYS_madvise, area, PAGE, 4), 0);     /* MADV_DONTNEED */
    CHECK(area[0] == 0);
    EXPECT(sys(SYS_munmap, area, 5 * PAGE), 0);
    EXPECT(sys(SYS_munmap, area + 1, PAGE), -EINVAL);
    EXPECT(sys(SYS_mmap2, 0, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), -EINVAL);
}

void memory_map_file(void)
{
    long fd = write_file("map", "mapped file");
    char *private = (char *) sys(SYS_mmap2, 0, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    char *shared = (char *) sys(SYS_mmap2, 0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    char *second;

    CHECK(!failed(private) && !failed(shared));
    CHECK(same(private, "mapped file\0", 12) && same(shared, "mapped file\0", 12));
    private[0] = 'P';
    CHECK(holds("map", "mapped file"));
    shared[0] = 'M';
    CHECK(holds("map", "Mapped file"));
    EXPECT(sys(SYS_pwrite64, fd, "A", 1, 0, 1, 0), 1);
    CHECK(shared[1] == 'A' && private[0] == 'P' && private[1] == 'a');
    EXPECT(sys(SYS_pwrite64, fd, "page two", 8, 0, PAGE, 0), 8);
    second = (char *) sys(SYS_mmap2, 0, PAGE, PROT_READ, MAP_PRIVATE, fd, 1);
    CHECK(!failed(second) && same(second, "page two", 8));
    EXPECT(sys(SYS_munmap, second, PAGE), 0);
    EXPECT(sys(SYS_munmap, private, PAGE), 0);
    EXPECT(sys(SYS_munmap, shared, PAGE), 0);
    EXPECT(sys(SYS_close, fd), 0);
    EXPECT(sys(SYS_mmap2, 0, PAGE, PROT_READ, MAP_PRIVATE, fd, 0), -EBADF);
    EXPECT(sys(SYS_unlink, "map"), 0);
}

void memory_remap(void)
{
    char *area = map(2 * PAGE, PROT_READ | PROT_WRITE);
    char *moved;

    CHECK(!failed(area));
    area[0] = 1;
    area[PAGE] = 2;
    moved = (char *) sys(SYS_mremap, area, 2 * PAGE, 64 * PAGE, 1);   /* MREMAP_MAYMOVE */
    CHECK(!failed(moved));
    CHECK(moved[0] == 1 && moved[PAGE] == 2 && moved[63 * PAGE] == 0);
    EXPECT(sys(SYS_mremap, moved, 64 * PAGE, PAGE, 0), moved);
    CHECK(moved[0] == 1);
    CHECK(write_is_fatal(moved + PAGE));
    EXPECT(sys(SYS_munmap, moved, PAGE), 0);
}

/* Code written, run, overwritten and run again: what every just-in-time compiler does. */
void memory_code(void)
{
    volatile uint16_t *code = (volatile uint16_t *) map(PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);
    int (*function)(void) = (int (*)(void)) ((uint32_t) code | 1);

    CHECK(!failed((void *) code));
    code[0] = 0x2001;       /* movs r0, #1 */
    code[1] = 0x4770;       /* bx lr */
    EXPECT(sys(SYS_arm_cacheflush, code, code + 2, 0), 0);
    EXPECT(function(), 1);
    code[0] = 0x2002;
    EXPECT(sys(SYS_arm_cacheflush, code, code + 2, 0), 0);
    EXPECT(function(), 2);
    EXPECT(sys(SYS_mprotect, code, PAGE, PROT_READ | PROT_EXEC), 0);
    EXPECT(function(), 2);
    EXPECT(sys(SYS_munmap, code, PAGE), 0);
}
