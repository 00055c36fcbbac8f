/* Signals: one entry for all handlers, so what the server does not know (masks, UTCB contents) is seen to here. */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>
#include <zb/native.h>
#include "translate.h"

#define LINUX_SIGNALS 32
#define HOW_BLOCK 0
#define HOW_UNBLOCK 1
#define HOW_SET 2

void zb_restorer(void);

/* What the program asked for, by Linux's number. */
static struct sigaction installed[LINUX_SIGNALS];

/*
 * Every handler starts here, called by the server with Linux's number, and returns to zb_restorer. A signal may strike
 * between writing a path into the UTCB and sending it, or inside a function that will look at errno.
 */
static void enter_handler(int linux_signal)
{
    l4_word saved[54];
    int saved_errno = errno;
    struct sigaction action = installed[linux_signal];

    memcpy(saved, l4_utcb()->mr6, sizeof saved);
    if (action.sa_mask != 0) {
        zb_call(ZB_SIGPROCMASK, HOW_BLOCK, zb_set_to_linux(action.sa_mask), 0, 0);
    }
    action.sa_handler(zb_signal_to_newlib(linux_signal));
    memcpy(l4_utcb()->mr6, saved, sizeof saved);
    errno = saved_errno;
}

int sigaction(int signal, const struct sigaction *action, struct sigaction *old)
{
    int number = zb_signal_to_linux(signal);
    struct sigaction before;
    l4_word handler;
    int result;

    if (number == 0) {
        errno = EINVAL;
        return -1;
    }
    before = installed[number];
    if (action != NULL) {
        /* The table first: the signal may come before the call is back. */
        installed[number] = *action;
        handler = action->sa_handler == SIG_DFL ? 0 : action->sa_handler == SIG_IGN ? 1 : (l4_word) enter_handler;
        result = zb_call(ZB_SIGACTION, (l4_word) number, handler, (l4_word) zb_restorer, (l4_word) action->sa_flags);
        if (result < 0) {
            installed[number] = before;
            return zb_result(result);
        }
    }
    if (old != NULL) {
        *old = before;
    }
    return 0;
}

/* BSD's meaning: the handler stays, interrupted calls go on. */
_sig_func_ptr signal(int signal, _sig_func_ptr handler)
{
    struct sigaction action = { .sa_handler = handler, .sa_mask = 0, .sa_flags = 0x10000000 };
    struct sigaction old;

    return sigaction(signal, &action, &old) < 0 ? SIG_ERR : old.sa_handler;
}

int raise(int signal)
{
    return kill(getpid(), signal);
}

int sigprocmask(int how, const sigset_t *set, sigset_t *old)
{
    struct l4_message m = { ZB_SIGPROCMASK, 0, HOW_BLOCK, 0, 0, 0 };
    int result;

    if (set != NULL) {
        m.mr2 = how == SIG_BLOCK ? HOW_BLOCK : how == SIG_UNBLOCK ? HOW_UNBLOCK : HOW_SET;
        m.mr3 = zb_set_to_linux(*set);
    }
    result = zb_exchange(zb_posix, L4_SHORT, &m);
    if (result < 0) {
        return zb_result(result);
    }
    if (old != NULL) {
        *old = zb_set_to_newlib(m.mr2);
    }
    return 0;
}
