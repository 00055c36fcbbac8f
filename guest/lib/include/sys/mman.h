/* newlib has no mmap: this is the part that native programs use. Numbers are Linux's. */
#ifndef ZB_SYS_MMAN_H
#define ZB_SYS_MMAN_H

#include <stddef.h>
#include <sys/types.h>

#define PROT_NONE 0
#define PROT_READ 1
#define PROT_WRITE 2
#define PROT_EXEC 4

#define MAP_SHARED 1
#define MAP_PRIVATE 2
#define MAP_FIXED 0x10
#define MAP_ANONYMOUS 0x20
#define MAP_FAILED ((void *) -1)

#define MS_ASYNC 1
#define MS_SYNC 4

void *mmap(void *start, size_t bytes, int protection, int flags, int fd, off_t offset);
int munmap(void *start, size_t bytes);
int mprotect(void *start, size_t bytes, int protection);
int msync(void *start, size_t bytes, int flags);

#endif
