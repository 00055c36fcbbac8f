/* System V shared memory, as far as the POSIX server has it. Numbers are Linux's. */
#ifndef ZB_SYS_SHM_H
#define ZB_SYS_SHM_H

#include <stddef.h>
#include <sys/types.h>

#define IPC_PRIVATE 0
#define IPC_CREAT 01000
#define IPC_EXCL 02000
#define SHM_RDONLY 010000
#define SHM_RND 020000

int shmget(key_t key, size_t bytes, int flags);
void *shmat(int id, const void *address, int flags);
int shmdt(const void *address);

#endif
