/*
 * Floating-point registers through preemption, signals, system calls, fork and threads: several processes and threads compute
 * at once, each in all of d0 to d15 and with its own rounding mode, while a timer's handler spoils every register.
 *
 *   linux-vfp [rounds]      20 rounds for each process
 */
#include "raw.h"

#define PROCESSES 3
#define ADDITIONS 20000

static volatile int caught;

/* Spoils registers, flags and rounding mode; the signal frame must bring all of them back. */
static void handler(int signal)
{
    uint32_t fpscr = 3u << 22;

    (void) signal;
    caught++;
    __asm__ volatile("vmsr fpscr, %0\n"
                     "vmov.f64 d0, #1.0\n vmov.f64 d1, #2.0\n vmov.f64 d2, #3.0\n vmov.f64 d7, #4.0\n"
                     "vmov.f64 d8, #5.0\n vmov.f64 d9, #6.0\n vmov.f64 d14, #7.0\n vmov.f64 d15, #8.0\n"
                     "vcmp.f64 d0, d1\n"
                     ::"r"(fpscr) : "d0", "d1", "d2", "d7", "d8", "d9", "d14", "d15");
}

/*
 * Adds 1 to d0 ... d14, count times, in one piece of assembly that nothing but the machine can disturb. The sums are
 * exact. Returns the number of wrong registers.
 */
static int add_up(double seed, int count)
{
    double start[16], end[16];
    int left = count, wrong = 0;

    for (int i = 0; i < 15; i++) {
        start[i] = seed + i * 1000;
    }
    start[15] = 1.0;
    __asm__ volatile("vldm %[start], {d0-d15}\n"
                     "1:\n"
                     "vadd.f64 d0, d0, d15\n vadd.f64 d1, d1, d15\n vadd.f64 d2, d2, d15\n vadd.f64 d3, d3, d15\n"
                     "vadd.f64 d4, d4, d15\n vadd.f64 d5, d5, d15\n vadd.f64 d6, d6, d15\n vadd.f64 d7, d7, d15\n"
                     "vadd.f64 d8, d8, d15\n vadd.f64 d9, d9, d15\n vadd.f64 d10, d10, d15\n vadd.f64 d11, d11, d15\n"
                     "vadd.f64 d12, d12, d15\n vadd.f64 d13, d13, d15\n vadd.f64 d14, d14, d15\n"
                     "subs %[left], %[left], #1\n"
                     "bne 1b\n"
                     "vstm %[end], {d0-d15}\n"
                     : [left] "+r"(left)
                     : [start] "r"(start), [end] "r"(end)
                     : "d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10", "d11", "d12", "d13", "d14",
                       "d15", "cc", "memory");
    for (int i = 0; i < 15; i++) {
        wrong += end[i] != start[i] + count;
    }
    return wrong + (end[15] != 1.0);
}

static void set_rounding(uint32_t mode)
{
    __asm__ volatile("vmsr fpscr, %0" ::"r"(mode << 22));
}

static uint32_t rounding(void)
{
    uint32_t fpscr;

    __asm__ volatile("vmrs %0, fpscr" : "=r"(fpscr));
    return fpscr >> 22 & 3;
}

/* 1/3 rounds down to nearest and up to plus infinity: the mode counts, not only the bits in the register. */
static int rounds_up(void)
{
    volatile double one = 1.0, three = 3.0;
    volatile double third = one / three;
    volatile double product;

    __asm__ volatile("" ::: "memory");
    product = third - 0.333333333333333314829616256247;   /* to nearest */
    return product > 0;
}

/* The work of one process: 0 when all is right. */
static int work(int seed, int rounds)
{
    struct { int32_t again[2], first[2]; } timer = { { 0, 1000 }, { 0, 1000 } };
    uint32_t mode = (uint32_t) seed & 1;    /* 0 to nearest, 1 to plus infinity */

    catch_signal(SIGALRM, handler, SA_RESTART);
    sys(SYS_setitimer, 0, &timer, 0);
    set_rounding(mode);
    for (int round = 0; round < rounds || caught < 3; round++) {
        if (add_up(seed * 1000000 + round, ADDITIONS) != 0) {
            return 1;
        }
        if (rounding() != mode || rounds_up() != (int) mode) {
            return 2;
        }
    }
    return 0;
}

/* fork with d0 to d15 loaded: both sides must come out of the call with the same values. */
static int fork_keeps_registers(void)
{
    double start[16], end[16];
    int status = -1, wrong = 0;
    long pid;

    for (int i = 0; i < 16; i++) {
        start[i] = 0.5 + i;
    }
    {
        register long r7 __asm__("r7") = SYS_clone;
        register long r0 __asm__("r0") = SIGCHLD;
        register long r1 __asm__("r1") = 0;
        register long r2 __asm__("r2") = 0;
        register long r3 __asm__("r3") = 0;
        register long r4 __asm__("r4") = 0;

        __asm__ volatile("vldm %[start], {d0-d15}\n svc #0\n vstm %[end], {d0-d15}\n"
                         : "+r"(r0)
                         : "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r7), [start] "r"(start), [end] "r"(end)
                         : "d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10", "d11", "d12", "d13",
                           "d14", "d15", "memory");
        pid = r0;
    }
    for (int i = 0; i < 16; i++) {
        wrong += start[i] != end[i];
    }
    if (pid == 0) {
        leave(wrong == 0 ? 0 : 1);
    }
    return wrong == 0 && pid > 0 && sys(SYS_wait4, pid, &status, 0, 0) == pid && status == 0;
}

static char stacks[2][16384] __attribute__((aligned(8)));
static volatile int thread_done[2] = { 1, 1 };
static volatile int thread_wrong;

static void thread_work(void *seed)
{
    set_rounding((uint32_t) seed & 1);
    for (int round = 0; round < 10; round++) {
        thread_wrong += add_up((double) (int) seed * 7777, ADDITIONS);
        sys(SYS_sched_yield);
        thread_wrong += rounding() != ((uint32_t) seed & 1);
    }
}

static int threads_keep_registers(void)
{
    int parent_tid;

    for (int i = 0; i < 2; i++) {
        if (start_thread(CLONE_THREAD_FLAGS, stacks[i] + sizeof stacks[i], thread_work, (void *) (i + 1), &parent_tid, 0,
                         (int *) &thread_done[i]) <= 0) {
            return 0;
        }
    }
    for (int i = 0; i < 2; i++) {
        for (int value; (value = thread_done[i]) != 0;) {
            sys(SYS_futex, &thread_done[i], 0, value, 0);
        }
    }
    return thread_wrong == 0;
}

static int line(const char *name, int right)
{
    say(name);
    say(right ? " ... ok\n" : " ... FAILED\n");
    return right ? 0 : 1;
}

void start_c(const uint32_t *stack)
{
    int rounds = 20, bad = 0, failures = 0, status;

    if (stack[0] > 1) {
        rounds = 0;
        for (const char *digit = (const char *) stack[2]; *digit >= '0' && *digit <= '9'; digit++) {
            rounds = rounds * 10 + *digit - '0';
        }
    }
    bad += line("vfp-arithmetic", add_up(3.25, 1000) == 0);
    bad += line("vfp-fork", fork_keeps_registers());
    bad += line("vfp-threads", threads_keep_registers());
    for (int i = 0; i < PROCESSES; i++) {
        long pid = fork_now();
        if (pid == 0) {
            leave(work(i + 1, rounds));
        }
        failures += pid < 0;
    }
    while (sys(SYS_wait4, -1, &status, 0, 0) > 0) {
        failures += status != 0;
    }
    bad += line("vfp-preemption-and-signals", failures == 0);
    leave(bad == 0 ? 0 : 1);
}
