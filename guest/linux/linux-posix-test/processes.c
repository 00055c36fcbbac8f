/* fork, exec, wait, threads. */
#include "tests.h"

static volatile int word = 5;

static void spoil(void)
{
    CHECK(word == 5);
    word = 6;
    CHECK(word == 6);
}

static void exit_seven(void)
{
    leave(7);
}

void process_fork(void)
{
    int status, sum = 0;

    EXPECT(in_child(spoil), 0);
    EXPECT(word, 5);
    EXPECT(in_child(exit_seven), 7 << 8);
    for (int i = 1; i <= 20; i++) {
        long pid = fork_now();
        if (pid == 0) {
            leave(i);
        }
        CHECK(pid > 0);
    }
    for (int i = 1; i <= 20; i++) {
        CHECK(sys(SYS_wait4, -1, &status, 0, 0) > 0);
        CHECK((status & 0x7F) == 0);
        sum += status >> 8;
    }
    EXPECT(sum, 210);
    EXPECT(sys(SYS_wait4, -1, &status, 0, 0), -ECHILD);
}

static const char *own_path(void)
{
    const uint32_t *pair = initial_stack + 1 + initial_stack[0] + 1;

    while (*pair != 0) {
        pair++;
    }
    for (pair++; pair[0] != 0; pair += 2) {
        if (pair[0] == 31) {                /* AT_EXECFN */
            return (const char *) pair[1];
        }
    }
    return (const char *) initial_stack[1];
}

static void exec_self(void)
{
    const char *argv[] = { "argv-zero", "child", "two words", "", NULL };
    const char *envp[] = { "COLOUR=green", NULL };

    EXPECT(sys(SYS_dup2, sys(SYS_open, "/dev/null", O_RDONLY), 20), 20);
    EXPECT(sys(SYS_dup3, 20, 21, O_CLOEXEC), 21);
    catch_signal(SIGUSR1, (void *) 1, 0);           /* ignored: stays so */
    EXPECT(sys(SYS_execve, own_path(), argv, envp), 0);
}

void exec_child(void)
{
    char **argv = (char **) (initial_stack + 1);
    char **envp = argv + initial_stack[0] + 1;
    struct sigaction32 old;
    char byte;

    if (initial_stack[0] != 4 || !same(argv[0], "argv-zero", 10) || !same(argv[2], "two words", 10) || argv[3][0] != 0) {
        leave(1);
    }
    if (envp[0] == NULL || !same(envp[0], "COLOUR=green", 13) || envp[1] != NULL) {
        leave(2);
    }
    if (sys(SYS_read, 20, &byte, 1) != 0 || sys(SYS_read, 21, &byte, 1) != -EBADF) {
        leave(3);
    }
    if (sys(SYS_rt_sigaction, SIGUSR1, 0, &old, 8) != 0 || old.handler != (void *) 1) {
        leave(4);
    }
    leave(55);
}

void process_exec(void)
{
    const char *none[] = { NULL };

    EXPECT(in_child(exec_self), 55 << 8);
    EXPECT(sys(SYS_execve, "missing", none, none), -ENOENT);
    EXPECT(sys(SYS_close, write_file("text", "not a program")), 0);
    CHECK(sys(SYS_execve, "text", none, none) < 0);
    EXPECT(sys(SYS_execve, 16, none, none), -EFAULT);
    EXPECT(sys(SYS_unlink, "text"), 0);
}

/* Without a C library vfork's return address is safe only in registers: the child does nothing but exit. */
void process_vfork(void)
{
    register long r7 __asm__("r7") = SYS_vfork;
    register long r0 __asm__("r0");
    long pid;
    int status = -1;

    __asm__ volatile("svc #0\n cbnz r0, 1f\n movs r0, #9\n movs r7, #248\n svc #0\n1:"
                     : "=r"(r0), "+r"(r7)::"memory", "cc");
    pid = r0;
    CHECK(pid > 0);
    EXPECT(sys(SYS_wait4, pid, &status, 0, 0), pid);
    EXPECT(status, 9 << 8);
}

void process_wait(void)
{
    int ends[2], status = -1;
    char byte;
    long pid;

    EXPECT(sys(SYS_pipe2, ends, 0), 0);
    pid = fork_now();
    if (pid == 0) {
        sys(SYS_close, ends[1]);
        leave(sys(SYS_read, ends[0], &byte, 1) == 0 ? 3 : 4);
    }
    EXPECT(sys(SYS_wait4, pid, &status, 1, 0), 0);  /* WNOHANG */
    EXPECT(sys(SYS_close, ends[0]), 0);
    EXPECT(sys(SYS_close, ends[1]), 0);
    EXPECT(sys(SYS_wait4, pid, &status, 0, 0), pid);
    EXPECT(status, 3 << 8);
    EXPECT(sys(SYS_wait4, pid, &status, 0, 0), -ECHILD);
    pid = fork_now();
    if (pid == 0) {
        for (;;) {
            struct timespec32 hour = { 3600, 0 };
            sys(SYS_nanosleep, &hour, 0);
        }
    }
    EXPECT(sys(SYS_kill, pid, SIGTERM), 0);
    EXPECT(sys(SYS_wait4, pid, &status, 0, 0), pid);
    EXPECT(status, SIGTERM);
    EXPECT(sys(SYS_kill, pid, SIGTERM), -ESRCH);
}

/* ---- threads ---- */

static char stack[16384] __attribute__((aligned(8)));
static volatile int turn, thread_tid, cleared;
static uint32_t tls_block[4];

static void futex_wait(volatile int *address, int value)
{
    while (*address == value) {
        sys(SYS_futex, address, 0, value, 0);
    }
}

static void take_turns(void *argument)
{
    thread_tid = (int) sys(SYS_gettid);
    for (int i = 0; i < *(int *) argument; i++) {
        futex_wait(&turn, 0);
        turn = 0;
        sys(SYS_futex, &turn, 1, 1);
    }
}

void thread_futex(void)
{
    static int rounds = 200;
    struct timespec32 short_time = { 0, 5000000 };
    int parent_tid = 0;
    long tid;

    turn = 0;
    cleared = 1;
    tid = start_thread(CLONE_THREAD_FLAGS, stack + sizeof stack, take_turns, &rounds, &parent_tid, tls_block, (int *) &cleared);
    CHECK(tid > 0 && parent_tid == tid && tid != sys(SYS_getpid));
    for (int i = 0; i < rounds; i++) {
        turn = 1;
        sys(SYS_futex, &turn, 1, 1);
        futex_wait(&turn, 1);
    }
    /* CLONE_CHILD_CLEARTID: the word becomes 0 and is woken when the thread is gone. */
    futex_wait(&cleared, 1);
    futex_wait(&cleared, (int) tid);
    EXPECT(cleared, 0);
    EXPECT(thread_tid, tid);
    EXPECT(sys(SYS_futex, &turn, 0, turn + 1, 0), -EAGAIN);
    EXPECT(sys(SYS_futex, &turn, 0, turn, &short_time), -ETIMEDOUT);
    EXPECT(sys(SYS_futex, &turn, 1, 1), 0);
}

static volatile uint32_t thread_register;

static uint32_t read_tls(void)
{
    uint32_t value;

    __asm__ volatile("mrc p15, 0, %0, c13, c0, 3" : "=r"(value));
    return value;
}

static void look_at_tls(void *unused)
{
    (void) unused;
    thread_register = read_tls();
}

void thread_local(void)
{
    int parent_tid;

    EXPECT(sys(SYS_arm_set_tls, 0x12345670), 0);
    EXPECT(read_tls(), 0x12345670);
    cleared = 1;
    CHECK(start_thread(CLONE_THREAD_FLAGS, stack + sizeof stack, look_at_tls, 0, &parent_tid, tls_block,
                       (int *) &cleared) > 0);
    futex_wait(&cleared, 1);
    EXPECT(thread_register, (uint32_t) tls_block);
    EXPECT(read_tls(), 0x12345670);
}
