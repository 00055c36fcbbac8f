/* Who may do what with a file, what a descriptor has to tell, and the time. */
#include <poll.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <zb/native.h>

int chmod(const char *path, mode_t mode)
{
    return zb_result(zb_call_path(ZB_CHMOD, path, mode, 0));
}

int chown(const char *path, uid_t user, gid_t group)
{
    /* newlib's numbers have 16 bits: -1 of it is -1 of 32. */
    return zb_result(zb_call_path(ZB_CHOWN, path, user == (uid_t) -1 ? (l4_word) -1 : user, group == (gid_t) -1 ? (l4_word) -1 : group));
}

mode_t umask(mode_t mask)
{
    return (mode_t) zb_call(ZB_UMASK, mask, 0, 0, 0);
}

int setuid(uid_t user)
{
    return zb_result(zb_call(ZB_SETUID, user, 0, 0, 0));
}

int poll(struct pollfd *records, nfds_t number, int milliseconds)
{
    return zb_result(zb_call(ZB_POLL, (l4_word) records, number, (l4_word) milliseconds, 0));
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list rest;
    l4_word argument;

    va_start(rest, request);
    argument = va_arg(rest, l4_word);
    va_end(rest);
    return zb_result(zb_call(ZB_IOCTL, (l4_word) fd, request, argument, 0));
}

int settimeofday(const struct timeval *now, const struct timezone *zone)
{
    l4_word record[2] = { (l4_word) now->tv_sec, (l4_word) now->tv_usec };

    (void) zone;
    return zb_result(zb_call(ZB_SETTIME, (l4_word) record, 0, 0, 0));
}
