/* The tests, in the order they run, and what they share. */
#ifndef POSIX_TEST_H
#define POSIX_TEST_H

#include "check.h"

#define PAGE 4096
#define SA_RESTART 0x10000000

extern char directory[64];

/* The name of a file in this run's own directory. Two may be in use at a time. */
const char *in_directory(const char *name);

/* Writes a new file and leaves it open, at its end. */
int write_file(const char *name, const char *text);

/* Compares a whole file with a text. */
int holds(const char *name, const char *text);

/* What the program does when the exec test has exec'ed it. */
int exec_child(int argc, char **argv);

/* files.c */
void file_write_read(void);
void file_open_flags(void);
void file_access_modes(void);
void file_seek(void);
void file_stat(void);
void file_duplicate(void);
void file_unlink_rename(void);
void file_link(void);
void file_owner(void);
void time_set(void);
void file_bad_pointers(void);
void directory_make_list(void);
void directory_current(void);

/* memory.c */
void mmap_anonymous(void);
void mmap_file(void);
void mmap_protect(void);
void mmap_shared_fork(void);
void shm_by_key(void);
void heap_blocks(void);

/* processes.c */
void fork_copies(void);
void fork_many(void);
void fork_identities(void);
void fork_shares_offset(void);
void exec_program(void);
void wait_options(void);

/* pipes.c */
void pipe_bulk(void);
void pipe_poll(void);
void pipe_broken(void);

/* signals.c */
void signal_handler(void);
void signal_blocked(void);
void signal_interrupts(void);
void signal_preempts(void);
void signal_fault(void);
void signal_kills(void);

/* kernel.c */
void thread_clone(void);
void kernel_calls(void);

#endif
