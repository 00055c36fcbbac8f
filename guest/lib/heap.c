/*
 * malloc and free by IPC: the allocator is a Java server, and may be another one at the next call. Both families of
 * names are defined, so nothing of newlib's own allocator is linked.
 */
#include <errno.h>
#include <malloc.h>
#include <reent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zb/native.h>

/* Results are addresses, whose bit 31 may be set. */
static int heap_call(struct l4_message *m)
{
    return l4_exchange(zb_heap, zb_heap, L4_SHORT, m);
}

void *malloc(size_t bytes)
{
    /* The server gives nothing for 0; C programs like a pointer. */
    struct l4_message m = { ZB_MALLOC, 0, bytes == 0 ? 1 : bytes, 0, 0, 0 };

    if (heap_call(&m) < 0 || m.mr0 == 0) {
        errno = ENOMEM;
        return NULL;
    }
    return (void *) m.mr0;
}

void free(void *block)
{
    struct l4_message m = { ZB_FREE, 0, (l4_word) block, 0, 0, 0 };

    if (block == NULL) {
        return;
    }
    /* A block that was never given out, or twice freed, is a bug of the program: stop where it shows. */
    if (heap_call(&m) < 0 || m.mr0 != 0) {
        abort();
    }
}

void *calloc(size_t count, size_t bytes)
{
    size_t total;
    void *block;

    if (__builtin_mul_overflow(count, bytes, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    block = malloc(total);
    return block == NULL ? NULL : memset(block, 0, total);
}

void *realloc(void *block, size_t bytes)
{
    struct l4_message m = { ZB_REALLOC, 0, (l4_word) block, bytes, 0, 0 };

    if (block == NULL) {
        return malloc(bytes);
    }
    if (bytes == 0) {
        free(block);
        return NULL;
    }
    if (heap_call(&m) < 0 || m.mr0 == 0) {
        errno = ENOMEM;
        return NULL;
    }
    if ((void *) m.mr0 != block && m.mr2 != 0) {
        memcpy((void *) m.mr0, block, m.mr2 < bytes ? m.mr2 : bytes);
        free(block);
    }
    return (void *) m.mr0;
}

int zb_heap_check(l4_word *blocks, l4_word *bytes)
{
    struct l4_message m = { ZB_HEAP_CHECK, 0, 0, 0, 0, 0 };
    int failed = heap_call(&m);

    *blocks = m.mr2;
    *bytes = m.mr3;
    return failed < 0 ? failed : (int) m.mr0;
}

/* newlib allocates for itself (stdio buffers, atexit) through these. */
void *_malloc_r(struct _reent *unused, size_t bytes)
{
    (void) unused;
    return malloc(bytes);
}

void _free_r(struct _reent *unused, void *block)
{
    (void) unused;
    free(block);
}

void *_calloc_r(struct _reent *unused, size_t count, size_t bytes)
{
    (void) unused;
    return calloc(count, bytes);
}

void *_realloc_r(struct _reent *unused, void *block, size_t bytes)
{
    (void) unused;
    return realloc(block, bytes);
}
