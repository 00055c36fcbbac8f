/* Time, odds and ends, and the kernel's user page. */
#include "tests.h"

void clock_calls(void)
{
    struct timespec32 before, after, wait = { 0, 3000000 };
    struct { int64_t seconds, nanoseconds; } wide;
    int32_t day[2];

    EXPECT(sys(SYS_clock_gettime, 1, &before), 0);
    EXPECT(sys(SYS_nanosleep, &wait, 0), 0);
    EXPECT(sys(SYS_clock_nanosleep, 1, 0, &wait, 0), 0);
    EXPECT(sys(SYS_clock_gettime, 1, &after), 0);
    CHECK((after.seconds - before.seconds) * 1000000000ll + after.nanoseconds - before.nanoseconds >= 6000000);
    EXPECT(sys(SYS_clock_gettime64, 0, &wide), 0);
    EXPECT(sys(SYS_gettimeofday, day, 0), 0);
    CHECK(wide.seconds > 1600000000 && day[0] - wide.seconds <= 1 && day[0] >= wide.seconds);
    EXPECT(sys(SYS_clock_gettime, 99, &after), -EINVAL);
    wait.nanoseconds = 1000000000;
    EXPECT(sys(SYS_nanosleep, &wait, 0), -EINVAL);
}

void misc_calls(void)
{
    unsigned char random[32];
    uint32_t limits[4], info[16];
    int different = 0;

    clear(random, sizeof random);
    EXPECT(sys(SYS_getrandom, random, sizeof random, 0), sizeof random);
    for (unsigned i = 0; i < sizeof random; i++) {
        different |= random[i];
    }
    CHECK(different != 0);
    EXPECT(sys(SYS_ugetrlimit, 3, limits), 0);      /* RLIMIT_STACK */
    CHECK(limits[0] >= 65536);
    EXPECT(sys(SYS_prlimit64, 0, 7, 0, limits), 0); /* RLIMIT_NOFILE */
    CHECK(limits[0] >= 64);
    EXPECT(sys(SYS_sysinfo, info), 0);
    CHECK(info[4] > 0);                             /* total RAM */
    EXPECT(sys(SYS_sched_yield), 0);
    sys(SYS_umask, 027);
    EXPECT(sys(SYS_umask, 022), 027);
}

void kuser_page(void)
{
    static volatile int value = 4;
    int (*compare_and_swap)(int, int, volatile int *) = (int (*)(int, int, volatile int *)) 0xFFFF0FC0;
    void (*barrier)(void) = (void (*)(void)) 0xFFFF0FA0;
    uint32_t (*get_tls)(void) = (uint32_t (*)(void)) 0xFFFF0FE0;
    volatile uint32_t version_address = 0xFFFF0FFC;

    CHECK(*(volatile uint32_t *) version_address >= 2);
    EXPECT(compare_and_swap(4, 5, &value), 0);
    EXPECT(value, 5);
    CHECK(compare_and_swap(4, 6, &value) != 0 && value == 5);
    barrier();
    EXPECT(sys(SYS_arm_set_tls, 0x7654320), 0);
    EXPECT(get_tls(), 0x7654320);
}
