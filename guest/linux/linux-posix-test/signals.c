/* Signals: sent, masked, interrupting, from faults, on their own stack, by timer, by preemption. */
#include "tests.h"

static volatile int caught, caught_signal;
static volatile uint32_t caught_address, caught_code, handler_stack;

static void handler(int signal)
{
    caught++;
    caught_signal = signal;
    handler_stack = (uint32_t) __builtin_frame_address(0);
}

static void install(int signal, void *function, uint32_t flags)
{
    caught = 0;
    caught_signal = 0;
    catch_signal(signal, function, flags);
}

void signal_handler(void)
{
    long self = sys(SYS_getpid);
    struct sigaction32 old;

    install(SIGUSR1, handler, 0);
    EXPECT(sys(SYS_kill, self, SIGUSR1), 0);
    CHECK(caught == 1 && caught_signal == SIGUSR1);
    EXPECT(sys(SYS_tgkill, self, sys(SYS_gettid), SIGUSR1), 0);
    CHECK(caught == 2);
    EXPECT(sys(SYS_rt_sigaction, SIGUSR1, 0, &old, 8), 0);
    CHECK(old.handler == (void *) handler);
    EXPECT(catch_signal(SIGUSR1, (void *) 1, 0), 0);
    EXPECT(sys(SYS_kill, self, SIGUSR1), 0);
    CHECK(caught == 2);
    EXPECT(catch_signal(SIGKILL, handler, 0), -EINVAL);
    EXPECT(catch_signal(65, handler, 0), -EINVAL);
    EXPECT(sys(SYS_kill, 0x7FFFFFF0, SIGUSR1), -ESRCH);
    EXPECT(sys(SYS_kill, self, 0), 0);
    EXPECT(catch_signal(SIGUSR1, 0, 0), 0);
}

void signal_mask(void)
{
    uint32_t one[2] = { 1u << (SIGUSR2 - 1), 0 }, old[2], pending[2], none[2] = { 0, 0 };
    long self = sys(SYS_getpid);

    install(SIGUSR2, handler, 0);
    EXPECT(sys(SYS_rt_sigprocmask, 0, one, old, 8), 0);
    EXPECT(sys(SYS_kill, self, SIGUSR2), 0);
    EXPECT(sys(SYS_kill, self, SIGUSR2), 0);
    EXPECT(caught, 0);
    EXPECT(sys(SYS_rt_sigpending, pending, 8), 0);
    CHECK(pending[0] == one[0]);
    EXPECT(sys(SYS_rt_sigsuspend, none, 8), -EINTR);
    EXPECT(caught, 1);
    EXPECT(sys(SYS_rt_sigprocmask, 2, old, pending, 8), 0);
    CHECK(pending[0] == one[0] && caught == 1);
    EXPECT(catch_signal(SIGUSR2, 0, 0), 0);
}

/*
 * A child that sends the signal again and again until it is ended: on a machine that stands still for a while one
 * signal may come before the call that it is to interrupt.
 */
static long signaller(int signal, int milliseconds)
{
    long self = sys(SYS_getpid);
    long pid = fork_now();

    if (pid == 0) {
        struct timespec32 time = { 0, milliseconds * 1000000 };
        do {
            sys(SYS_nanosleep, &time, 0);
        } while (sys(SYS_kill, self, signal) == 0);
        leave(1);
    }
    return pid;
}

static void end(long pid)
{
    int status;

    EXPECT(sys(SYS_kill, pid, SIGKILL), 0);
    EXPECT(sys(SYS_wait4, pid, &status, 0, 0), pid);
    EXPECT(status, SIGKILL);
}

void signal_interrupt(void)
{
    struct timespec32 long_time = { 100, 0 }, rest = { 0, 0 };
    int ends[2], status;
    char byte = 0;
    long pid, self = sys(SYS_getpid);

    EXPECT(sys(SYS_pipe2, ends, 0), 0);
    install(SIGUSR1, handler, 0);
    pid = signaller(SIGUSR1, 20);
    EXPECT(sys(SYS_read, ends[0], &byte, 1), -EINTR);
    CHECK(caught > 0);
    end(pid);
    pid = signaller(SIGUSR1, 20);
    EXPECT(sys(SYS_nanosleep, &long_time, &rest), -EINTR);
    CHECK(rest.seconds >= 50);
    end(pid);

    install(SIGUSR1, handler, SA_RESTART);
    pid = fork_now();
    if (pid == 0) {
        struct timespec32 time = { 0, 20000000 };
        sys(SYS_nanosleep, &time, 0);
        EXPECT(sys(SYS_kill, self, SIGUSR1), 0);
        sys(SYS_nanosleep, &time, 0);
        leave(sys(SYS_write, ends[1], "r", 1) == 1 ? 0 : 1);
    }
    EXPECT(sys(SYS_read, ends[0], &byte, 1), 1);
    CHECK(byte == 'r' && caught == 1);
    EXPECT(sys(SYS_wait4, pid, &status, 0, 0), pid);
    EXPECT(status, 0);
    EXPECT(sys(SYS_close, ends[0]), 0);
    EXPECT(sys(SYS_close, ends[1]), 0);
    EXPECT(catch_signal(SIGUSR1, 0, 0), 0);
}

/* Steps over the bad instruction by changing the program counter in the frame. */
static void fault_handler(int signal, uint32_t *info, struct ucontext *context)
{
    caught++;
    caught_signal = signal;
    caught_code = info[2];
    caught_address = info[3];
    context->r[15] += 4;
    context->r[0] = 99;
}

__attribute__((noipa, naked)) static uint32_t bad_store(uint32_t address __attribute__((unused)))
{
    __asm__ volatile("str.w r0, [r0]\n bx lr");
}

/* Not udf.w #0: Linux keeps that one for breakpoints (SIGTRAP). */
__attribute__((noipa, naked)) static uint32_t bad_instruction(void)
{
    __asm__ volatile("udf.w #1\n bx lr");
}

void signal_fault(void)
{
    install(SIGSEGV, fault_handler, SA_SIGINFO);
    EXPECT(bad_store(0x104), 99);
    CHECK(caught == 1 && caught_signal == SIGSEGV && caught_address == 0x104);
    EXPECT(caught_code, 1);                         /* SEGV_MAPERR */
    EXPECT(bad_store((uint32_t) bad_store & ~3u), 99);
    EXPECT(caught_code, 2);                         /* SEGV_ACCERR */
    EXPECT(catch_signal(SIGSEGV, 0, 0), 0);
    install(SIGILL, fault_handler, SA_SIGINFO);
    EXPECT(bad_instruction(), 99);
    CHECK(caught == 1 && caught_signal == SIGILL);
    EXPECT(catch_signal(SIGILL, 0, 0), 0);
}

void signal_stack(void)
{
    static char area[8192] __attribute__((aligned(8)));
    struct { void *start; uint32_t flags, bytes; } use = { area, 0, sizeof area }, old;

    EXPECT(sys(SYS_sigaltstack, &use, 0), 0);
    EXPECT(sys(SYS_sigaltstack, 0, &old), 0);
    CHECK(old.start == area && old.bytes == sizeof area);
    install(SIGUSR1, handler, SA_ONSTACK);
    EXPECT(sys(SYS_kill, sys(SYS_getpid), SIGUSR1), 0);
    CHECK(caught == 1 && handler_stack >= (uint32_t) area && handler_stack < (uint32_t) area + sizeof area);
    use.flags = 2;                                  /* SS_DISABLE */
    EXPECT(sys(SYS_sigaltstack, &use, 0), 0);
    EXPECT(catch_signal(SIGUSR1, 0, 0), 0);
}

void signal_timer(void)
{
    struct { int32_t again[2], first[2]; } timer = { { 0, 0 }, { 0, 10000 } }, off = { { 0, 0 }, { 0, 0 } };
    uint32_t none[2] = { 0, 0 }, one[2] = { 1u << (SIGALRM - 1), 0 }, old[2];

    install(SIGALRM, handler, 0);
    EXPECT(sys(SYS_rt_sigprocmask, 0, one, old, 8), 0);
    EXPECT(sys(SYS_setitimer, 0, &timer, 0), 0);
    EXPECT(sys(SYS_rt_sigsuspend, none, 8), -EINTR);
    EXPECT(sys(SYS_rt_sigprocmask, 2, old, 0, 8), 0);
    CHECK(caught == 1 && caught_signal == SIGALRM);
    EXPECT(sys(SYS_setitimer, 0, &off, &timer), 0);
    CHECK(timer.first[0] == 0 && timer.first[1] == 0);
    EXPECT(catch_signal(SIGALRM, 0, 0), 0);
}

/* A loop that calls nothing: the signal comes by preemption, and every register and the flags must survive it. */
void signal_preempt(void)
{
    struct { int32_t again[2], first[2]; } timer = { { 0, 2000 }, { 0, 2000 } }, off = { { 0, 0 }, { 0, 0 } };
    uint32_t a = 1, b = 2, c = 3, d = 5;

    install(SIGALRM, handler, SA_RESTART);
    EXPECT(sys(SYS_setitimer, 0, &timer, 0), 0);
    while (caught < 5) {
        a = a * 3 + 1, b = b * 3 + 1, c = c * 3 + 1, d = d * 3 + 1;
        __asm__ volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d));
    }
    EXPECT(sys(SYS_setitimer, 0, &off, 0), 0);
    CHECK(b - a == c - b && d - c == 2 * (b - a));
    EXPECT(catch_signal(SIGALRM, 0, 0), 0);
}
