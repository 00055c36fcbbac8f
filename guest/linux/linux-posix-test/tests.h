/* The tests, in the order they run, and what they share. */
#ifndef TESTS_H
#define TESTS_H

#include "../check.h"

#define PAGE 4096u

/* The initial stack, as the kernel left it. */
extern const uint32_t *initial_stack;

/* A file in the current directory, which is this run's own. Result: descriptor or -errno. */
long write_file(const char *name, const char *text);
int holds(const char *name, const char *text);

/* start.c */
void auxiliary_vector(void);
void identity(void);
void unknown_call(void);

/* files.c */
void file_read_write(void);
void file_open_flags(void);
void file_seek(void);
void file_stat(void);
void file_descriptors(void);
void file_vectors(void);
void file_links(void);
void file_bad_pointers(void);
void directory_list(void);
void directory_current(void);
void device_files(void);

/* memory.c */
void memory_brk(void);
void memory_map(void);
void memory_map_file(void);
void memory_remap(void);
void memory_code(void);

/* processes.c */
void process_fork(void);
void process_exec(void);
void process_vfork(void);
void process_wait(void);
void thread_futex(void);
void thread_local(void);
void exec_child(void) __attribute__((noreturn));

/* pipes.c */
void pipe_bulk(void);
void pipe_broken(void);
void pipe_poll(void);

/* signals.c */
void signal_handler(void);
void signal_mask(void);
void signal_interrupt(void);
void signal_fault(void);
void signal_stack(void);
void signal_timer(void);
void signal_preempt(void);

/* clocks.c */
void clock_calls(void);
void misc_calls(void);
void kuser_page(void);

#endif
