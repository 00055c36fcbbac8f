/* Between Linux's numbers (the protocol) and newlib's (the C library). Internal to guest/lib. */
#ifndef ZB_TRANSLATE_H
#define ZB_TRANSLATE_H

#include <signal.h>

int zb_errno_to_newlib(int linux_errno);
int zb_open_flags_to_linux(int flags);

/* 0 when there is no such signal on the other side. */
int zb_signal_to_linux(int signal);
int zb_signal_to_newlib(int signal);

/* newlib's set has bit n for signal n, the protocol's bit n-1. */
unsigned zb_set_to_linux(sigset_t set);
sigset_t zb_set_to_newlib(unsigned set);

int zb_status_to_newlib(int status);

#endif
