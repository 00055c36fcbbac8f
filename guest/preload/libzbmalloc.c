/*
 * malloc for unmodified Linux programs: preloaded (LD_PRELOAD), it sends every allocation to the heap server by IPC, so
 * that the allocator plugged into the machine serves them. Linux calls and L4 calls live side by side in one space.
 *
 * Each block begins with a header of 8 bytes: where the server's block begins and how many bytes the caller asked for.
 * That keeps the 8-byte alignment of the ABI and lets aligned blocks be freed like any other.
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zb/native.h>

#define EXPORT __attribute__((visibility("default")))
#define PAGE 4096u

unsigned long getauxval(unsigned long type);

struct header {
    uint32_t base, bytes;
};

_Static_assert(sizeof(struct header) == 8, "the header must not break the alignment of blocks");

/* 0 as long as nothing was asked: the dynamic linker may call before any constructor has run. */
static l4_id server(void)
{
    static l4_id known;

    if (known == 0) {
        known = (l4_id) getauxval(AT_ZB_HEAP);
    }
    return known;
}

static int call(struct l4_message *m)
{
    l4_id to = server();

    return to == 0 ? -1 : l4_exchange(to, to, L4_SHORT, m);
}

static struct header *header_of(void *block)
{
    return (struct header *) block - 1;
}

/* alignment: a power of two, at least 8. */
static void *allocate(size_t bytes, size_t alignment)
{
    size_t extra = sizeof(struct header) + (alignment > 8 ? alignment : 0);
    struct l4_message m = { ZB_MALLOC, 0, bytes + extra, 0, 0, 0 };
    uint32_t block;

    if (bytes + extra < bytes || call(&m) < 0 || m.mr0 == 0) {
        errno = ENOMEM;
        return NULL;
    }
    block = (m.mr0 + sizeof(struct header) + alignment - 1) & ~(uint32_t) (alignment - 1);
    *header_of((void *) block) = (struct header) { m.mr0, bytes };
    return (void *) block;
}

EXPORT void *malloc(size_t bytes)
{
    return allocate(bytes, 8);
}

EXPORT void free(void *block)
{
    struct l4_message m = { ZB_FREE, 0, 0, 0, 0, 0 };

    if (block != NULL) {
        m.mr2 = header_of(block)->base;
        if (call(&m) < 0 || m.mr0 != 0) {
            __builtin_trap();       /* never given out, or freed before: stop where it shows */
        }
    }
}

EXPORT void *calloc(size_t count, size_t bytes)
{
    size_t total;
    void *block;

    if (__builtin_mul_overflow(count, bytes, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    block = allocate(total, 8);
    return block == NULL ? NULL : memset(block, 0, total);
}

EXPORT void *realloc(void *block, size_t bytes)
{
    size_t before;
    void *moved;

    if (block == NULL) {
        return allocate(bytes, 8);
    }
    if (bytes == 0) {
        free(block);
        return NULL;
    }
    before = header_of(block)->bytes;
    moved = allocate(bytes, 8);
    if (moved != NULL) {
        memcpy(moved, block, before < bytes ? before : bytes);
        free(block);
    }
    return moved;
}

EXPORT void *reallocarray(void *block, size_t count, size_t bytes)
{
    size_t total;

    if (__builtin_mul_overflow(count, bytes, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(block, total);
}

EXPORT void *memalign(size_t alignment, size_t bytes)
{
    if ((alignment & (alignment - 1)) != 0) {
        errno = EINVAL;
        return NULL;
    }
    return allocate(bytes, alignment < 8 ? 8 : alignment);
}

EXPORT void *aligned_alloc(size_t alignment, size_t bytes)
{
    return memalign(alignment, bytes);
}

EXPORT int posix_memalign(void **result, size_t alignment, size_t bytes)
{
    void *block;

    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) {
        return EINVAL;
    }
    block = memalign(alignment, bytes);
    if (block == NULL) {
        return ENOMEM;
    }
    *result = block;
    return 0;
}

EXPORT void *valloc(size_t bytes)
{
    return memalign(PAGE, bytes);
}

EXPORT void *pvalloc(size_t bytes)
{
    return memalign(PAGE, (bytes + PAGE - 1) & ~(size_t) (PAGE - 1));
}

EXPORT size_t malloc_usable_size(void *block)
{
    return block == NULL ? 0 : header_of(block)->bytes;
}
