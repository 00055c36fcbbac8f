/* What every wrapper needs: paths into the UTCB, and errors into errno. */
#include <errno.h>
#include <string.h>
#include <zb/native.h>
#include "translate.h"

#define ENAMETOOLONG_LINUX 36

int zb_result(int result)
{
    if (result < 0 && result >= -4095) {
        errno = zb_errno_to_newlib(-result);
        return -1;
    }
    return result;
}

int zb_call_path(l4_word tag, const char *path, l4_word a, l4_word b)
{
    size_t bytes = strlen(path) + 1;
    struct l4_message m = { tag, 0, a, b, 0, 0 };

    if (bytes > ZB_PATH_BYTES) {
        return -ENAMETOOLONG_LINUX;
    }
    memcpy(l4_utcb()->mr6, path, bytes);
    return zb_exchange(zb_posix, L4_FULL, &m);
}

int zb_call_paths(l4_word tag, const char *first, const char *second)
{
    size_t one = strlen(first) + 1, two = strlen(second) + 1;
    struct l4_message m = { tag, 0, 0, 0, 0, 0 };

    if (one + two > ZB_PATH_BYTES) {
        return -ENAMETOOLONG_LINUX;
    }
    memcpy(l4_utcb()->mr6, first, one);
    memcpy((char *) l4_utcb()->mr6 + one, second, two);
    return zb_exchange(zb_posix, L4_FULL, &m);
}
