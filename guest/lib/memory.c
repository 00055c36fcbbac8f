/* Virtual memory: mmap and its kin, System V shared memory. */
#include <errno.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <zb/native.h>

/* An address may have bit 31 set: only -4095 to -1 are errors. */
static void *address_result(int result)
{
    return result < 0 && result >= -4095 ? (void *) zb_result(result) : (void *) result;
}

void *mmap(void *start, size_t bytes, int protection, int flags, int fd, off_t offset)
{
    /* The server demands that the record lies in one page; 32-byte alignment of 24 bytes sees to it. */
    struct {
        void *start;
        size_t bytes;
        int protection, flags, fd;
        off_t offset;
    } record __attribute__((aligned(32))) = { start, bytes, protection, flags, fd, offset };

    return address_result(zb_call(ZB_MMAP, (l4_word) &record, 0, 0, 0));
}

int munmap(void *start, size_t bytes)
{
    return zb_result(zb_call(ZB_MUNMAP, (l4_word) start, bytes, 0, 0));
}

int mprotect(void *start, size_t bytes, int protection)
{
    return zb_result(zb_call(ZB_MPROTECT, (l4_word) start, bytes, (l4_word) protection, 0));
}

int msync(void *start, size_t bytes, int flags)
{
    return zb_result(zb_call(ZB_MSYNC, (l4_word) start, bytes, (l4_word) flags, 0));
}

int shmget(key_t key, size_t bytes, int flags)
{
    return zb_result(zb_call(ZB_SHMGET, (l4_word) key, bytes, (l4_word) flags, 0));
}

void *shmat(int id, const void *address, int flags)
{
    return address_result(zb_call(ZB_SHMAT, (l4_word) id, (l4_word) address, (l4_word) flags, 0));
}

int shmdt(const void *address)
{
    return zb_result(zb_call(ZB_SHMDT, (l4_word) address, 0, 0, 0));
}
