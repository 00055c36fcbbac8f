/* The protocol speaks ARM Linux's numbers; newlib has kept older ones. */
#include "translate.h"

#include <errno.h>
#include <fcntl.h>
#include <zb/native.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct pair {
    short linux_side, newlib_side;
};

/* Errors 1 to 34 have the same numbers on both sides. */
static const struct pair ERRORS[] = {
    { 35, EDEADLK }, { 36, ENAMETOOLONG }, { 37, ENOLCK }, { 38, ENOSYS }, { 39, ENOTEMPTY }, { 40, ELOOP },
    { 42, ENOMSG }, { 43, EIDRM }, { 71, EPROTO }, { 75, EOVERFLOW }, { 84, EILSEQ }, { 88, ENOTSOCK },
    { 95, EOPNOTSUPP }, { 98, EADDRINUSE }, { 104, ECONNRESET }, { 105, ENOBUFS }, { 110, ETIMEDOUT },
    { 111, ECONNREFUSED }, { 115, EINPROGRESS }, { 125, ECANCELED },
    /* The kernel's own errors, each by its nearest neighbour. */
    { L4_EACTIVE, EBUSY }, { L4_ENOIPC, EPROTO }, { L4_ENOCAP, EPERM }, { L4_ENOUTCB, EFAULT }, { L4_ENOMAP, EFAULT },
};

/* Signals 1 to 6, 8, 9, 11, 13 to 15 have the same numbers. */
static const struct pair SIGNALS[] = {
    { 7, SIGBUS }, { 10, SIGUSR1 }, { 12, SIGUSR2 }, { 17, SIGCHLD }, { 18, SIGCONT }, { 19, SIGSTOP },
    { 20, SIGTSTP }, { 21, SIGTTIN }, { 22, SIGTTOU }, { 23, SIGURG }, { 24, SIGXCPU }, { 25, SIGXFSZ },
    { 26, SIGVTALRM }, { 27, SIGPROF }, { 28, SIGWINCH }, { 29, SIGIO }, { 31, SIGSYS },
};

static const unsigned SAME_SIGNALS = 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4 | 1u << 5 | 1u << 6 | 1u << 8 | 1u << 9
        | 1u << 11 | 1u << 13 | 1u << 14 | 1u << 15;

int zb_errno_to_newlib(int linux_errno)
{
    if (linux_errno <= 34) {
        return linux_errno;
    }
    for (unsigned i = 0; i < COUNT(ERRORS); i++) {
        if (ERRORS[i].linux_side == linux_errno) {
            return ERRORS[i].newlib_side;
        }
    }
    return EIO;
}

int zb_open_flags_to_linux(int flags)
{
    static const struct {
        int newlib_side, linux_side;
    } bits[] = {
        { O_CREAT, 0100 }, { O_EXCL, 0200 }, { O_NOCTTY, 0400 }, { O_TRUNC, 01000 }, { O_APPEND, 02000 },
        { O_NONBLOCK, 04000 }, { O_DIRECTORY, 040000 }, { O_NOFOLLOW, 0100000 }, { O_CLOEXEC, 02000000 },
    };
    int result = flags & O_ACCMODE;

    for (unsigned i = 0; i < COUNT(bits); i++) {
        if (flags & bits[i].newlib_side) {
            result |= bits[i].linux_side;
        }
    }
    return result;
}

int zb_signal_to_linux(int signal)
{
    if (signal > 0 && signal < 16 && (SAME_SIGNALS >> signal & 1)) {
        return signal;
    }
    for (unsigned i = 0; i < COUNT(SIGNALS); i++) {
        if (SIGNALS[i].newlib_side == signal) {
            return SIGNALS[i].linux_side;
        }
    }
    return 0;
}

int zb_signal_to_newlib(int signal)
{
    if (signal > 0 && signal < 16 && (SAME_SIGNALS >> signal & 1)) {
        return signal;
    }
    for (unsigned i = 0; i < COUNT(SIGNALS); i++) {
        if (SIGNALS[i].linux_side == signal) {
            return SIGNALS[i].newlib_side;
        }
    }
    return 0;
}

unsigned zb_set_to_linux(sigset_t set)
{
    unsigned result = 0;

    for (int signal = 1; signal < NSIG; signal++) {
        int other = zb_signal_to_linux(signal);
        if ((set >> signal & 1) && other != 0) {
            result |= 1u << (other - 1);
        }
    }
    return result;
}

sigset_t zb_set_to_newlib(unsigned set)
{
    sigset_t result = 0;

    for (int signal = 1; signal <= 31; signal++) {
        int other = zb_signal_to_newlib(signal);
        if ((set >> (signal - 1) & 1) && other != 0) {
            result |= (sigset_t) 1 << other;
        }
    }
    return result;
}

int zb_status_to_newlib(int status)
{
    int signal = status & 0x7F;

    if (signal == 0) {
        return status;
    }
    if (signal == 0x7F) {
        return zb_signal_to_newlib(status >> 8 & 0xFF) << 8 | 0x7F;
    }
    return (status & ~0x7F) | zb_signal_to_newlib(signal);
}
