/* Processes, threads, time. */
#include <errno.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zb/native.h>
#include "translate.h"

int zb_clone(l4_id server, l4_word tag, void *stack, l4_word flags);

void zb_exit_thread(int status)
{
    for (;;) {
        zb_call(ZB_EXIT, (l4_word) status, 0, 0, 0);
    }
}

void _exit(int status)
{
    zb_exit_thread(status & 0xFF);
}

int _fork(void)
{
    return zb_result(zb_call(ZB_FORK, 0, 0, 0, 0));
}

int _execve(const char *path, char *const argv[], char *const envp[])
{
    return zb_result(zb_call(ZB_EXECVE, (l4_word) path, (l4_word) argv, (l4_word) envp, 0));
}

pid_t waitpid(pid_t pid, int *status, int options)
{
    struct l4_message m = { ZB_WAITPID, 0, (l4_word) pid, (l4_word) options, 0, 0 };
    int result = zb_exchange(zb_posix, L4_SHORT, &m);

    if (result > 0 && status != NULL) {
        *status = zb_status_to_newlib((int) m.mr2);
    }
    return zb_result(result);
}

int _wait(int *status)
{
    return waitpid(-1, status, 0);
}

int _getpid(void)
{
    return zb_call(ZB_GETPID, 0, 0, 0, 0);
}

pid_t getppid(void)
{
    return zb_call(ZB_GETPPID, 0, 0, 0, 0);
}

int _kill(int pid, int signal)
{
    int other = zb_signal_to_linux(signal);

    if (signal != 0 && other == 0) {
        errno = EINVAL;
        return -1;
    }
    return zb_result(zb_call(ZB_KILL, (l4_word) pid, (l4_word) other, 0, 0));
}

int zb_thread(void (*function)(void *), void *argument, void *stack_top)
{
    l4_word *stack = (l4_word *) ((l4_word) stack_top & ~7u) - 2;

    stack[0] = (l4_word) function;
    stack[1] = (l4_word) argument;
    return zb_clone(zb_posix, ZB_CLONE, stack, ZB_CLONE_NEW_THREAD);
}

int usleep(useconds_t microseconds)
{
    return zb_result(zb_call(ZB_SLEEP, microseconds, 0, 0, 0));
}

unsigned sleep(unsigned seconds)
{
    /* 4000 s is the longest that 32 bits of microseconds hold. */
    for (; seconds > 4000; seconds -= 4000) {
        if (usleep(4000u * 1000000u) < 0) {
            return seconds;
        }
    }
    return usleep(seconds * 1000000u) < 0 ? seconds : 0;
}

/* Returns when a handler has run. */
int pause(void)
{
    return zb_result(zb_call(ZB_SLEEP, 0xFFFFFFFF, 0, 0, 0));
}

int _gettimeofday(struct timeval *now, void *zone)
{
    struct l4_time time;
    int result = l4_time(&time, 0);

    (void) zone;
    if (result < 0) {
        return zb_result(result);
    }
    now->tv_sec = time.seconds;
    now->tv_usec = time.microseconds;
    return 0;
}

uint32_t zb_microseconds(void)
{
    struct l4_time time = { 0, 0 };

    l4_time(&time, 0);
    return (uint32_t) time.seconds * 1000000u + (uint32_t) time.microseconds;
}

clock_t _times(struct tms *out)
{
    clock_t now = (clock_t) (zb_microseconds() / (1000000u / CLOCKS_PER_SEC));

    out->tms_utime = now;
    out->tms_stime = 0;
    out->tms_cutime = 0;
    out->tms_cstime = 0;
    return now;
}
