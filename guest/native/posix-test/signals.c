/* Signals: sent, blocked, interrupting, preempting, from faults, deadly. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include "tests.h"

int pause(void);

static jmp_buf escape;

static volatile int caught, caught_signal;

static void catch(int signal)
{
    caught++;
    caught_signal = signal;
    /* Spoils the UTCB and errno: neither may show in the code that was interrupted. */
    open("/no/such/file/at/all", O_RDONLY);
}

static void install(int signal, void (*handler)(int), int flags)
{
    struct sigaction action = { .sa_handler = handler, .sa_mask = 0, .sa_flags = flags };

    sigaction(signal, &action, NULL);
    caught = 0;
}

void signal_handler(void)
{
    install(SIGUSR1, catch, 0);
    CHECK(kill(getpid(), SIGUSR1) == 0);
    CHECK(caught == 1 && caught_signal == SIGUSR1);
    CHECK(raise(SIGUSR1) == 0);
    CHECK(caught == 2);
    CHECK(signal(SIGUSR1, SIG_IGN) == catch);
    CHECK(raise(SIGUSR1) == 0 && caught == 2);
    CHECK_ERROR(sigaction(SIGKILL, &(struct sigaction) { .sa_handler = catch }, NULL), EINVAL);
    CHECK_ERROR(kill(0x7FFFFFF0, SIGUSR1), ESRCH);
    CHECK(kill(getpid(), 0) == 0);
    CHECK(signal(SIGUSR1, SIG_DFL) == SIG_IGN);
}

void signal_blocked(void)
{
    sigset_t one = 0, old;

    install(SIGUSR2, catch, 0);
    sigaddset(&one, SIGUSR2);
    CHECK(sigprocmask(SIG_BLOCK, &one, &old) == 0);
    CHECK(raise(SIGUSR2) == 0 && raise(SIGUSR2) == 0);
    CHECK(caught == 0);
    CHECK(sigprocmask(SIG_SETMASK, &old, &one) == 0);
    CHECK(caught == 1 && sigismember(&one, SIGUSR2));
    install(SIGUSR2, SIG_DFL, 0);
}

/*
 * A child that sends the signal again and again until it is ended: on a machine that stands still for a while one
 * signal may come before the call that it is to interrupt. Returns its pid.
 */
static pid_t signaller(int signal, int microseconds)
{
    pid_t target = getpid();
    pid_t pid = fork();

    if (pid == 0) {
        do {
            usleep((useconds_t) microseconds);
        } while (kill(target, signal) == 0);
        _exit(1);
    }
    return pid;
}

static int ended(pid_t pid)
{
    int status;

    return kill(pid, SIGKILL) == 0 && waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

void signal_interrupts(void)
{
    int ends[2], status;
    char byte;
    pid_t pid;

    CHECK(pipe(ends) == 0);
    install(SIGUSR1, catch, 0);
    CHECK((pid = signaller(SIGUSR1, 20000)) > 0);
    CHECK_ERROR(read(ends[0], &byte, 1), EINTR);
    CHECK(caught > 0 && ended(pid));

    install(SIGUSR1, catch, SA_RESTART);
    pid = fork();
    if (pid == 0) {
        usleep(20000);
        CHECK(kill(getppid(), SIGUSR1) == 0);
        usleep(20000);
        _exit(write(ends[1], "r", 1) == 1 ? 0 : 1);
    }
    CHECK(read(ends[0], &byte, 1) == 1 && byte == 'r');
    CHECK(caught == 1);
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
    CHECK(close(ends[0]) == 0 && close(ends[1]) == 0);
    install(SIGUSR1, SIG_DFL, 0);
}

void signal_preempts(void)
{
    unsigned a = 1, b = 2, c = 3, d = 5;
    pid_t pid;

    /* A loop that calls nothing: the signal comes by preemption, and every register must survive it. */
    install(SIGUSR1, catch, 0);
    CHECK((pid = signaller(SIGUSR1, 10000)) > 0);
    while (caught == 0) {
        a = a * 3 + 1, b = b * 3 + 1, c = c * 3 + 1, d = d * 3 + 1;
        __asm__ volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d));
    }
    /* The loop keeps (b - a), (c - b) and (d - c) in the ratio 1 : 1 : 2. */
    CHECK(b - a == c - b && d - c == 2 * (b - a));
    CHECK(ended(pid));
    install(SIGUSR1, SIG_DFL, 0);
}

static void catch_fault(int signal)
{
    caught_signal = signal;
    longjmp(escape, 1);
}

void signal_fault(void)
{
    char *volatile nowhere = (char *) 0x10;
    sigset_t set = 0;

    install(SIGSEGV, catch_fault, 0);
    if (setjmp(escape) == 0) {
        *(volatile int *) nowhere = 1;
        CHECK(0);
    }
    CHECK(caught_signal == SIGSEGV);
    install(SIGILL, catch_fault, 0);
    if (setjmp(escape) == 0) {
        __asm__ volatile("udf #0");
        CHECK(0);
    }
    CHECK(caught_signal == SIGILL);
    install(SIGSEGV, SIG_DFL, 0);
    install(SIGILL, SIG_DFL, 0);
    sigprocmask(SIG_SETMASK, &set, NULL);
}

static void exit_seven(void)
{
    _exit(7);
}

static void sleep_long(void)
{
    for (;;) {
        pause();
    }
}

void signal_kills(void)
{
    pid_t pid = fork();
    int status;

    if (pid == 0) {
        sleep_long();
    }
    CHECK(kill(pid, SIGTERM) == 0);
    CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    install(SIGCHLD, catch, SA_RESTART);
    CHECK(in_child(exit_seven) == 7 << 8);
    CHECK(caught == 1 && caught_signal == SIGCHLD);
    install(SIGCHLD, SIG_DFL, 0);
}
