#ifndef TESTS_H
#define TESTS_H

#include "posix.h"

/* A test returns 0, or the line of the check that failed. */
#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            return __LINE__; \
        } \
    } while (0)

/* Runs a test in a child and gives what it returns. */
int in_child(int (*body)(void));

int mini_io(void);
int directories(void);
int file_io(void);
int file_status(void);
int many_files(void);
int refusals(void);
int inherited_files(void);
int mapped_memory(void);
int mapped_files(void);
int shared_memory(void);
int break_moves(void);
int forks(void);
int waits(void);
int clones(void);
int undefined(void);
int illegal(void);
int deaf_client(void);
int full_ipc(void);
int extended_ipc(void);
int user_mutex(void);
int executes(void);

/* The program as it is after execve. */
int executed(int argc, char **argv);

/* The path of this program, 0 where the server has no files: then only memory, tasks and messages are tested. */
extern const char *program;
word beyond_undefined(word value);
int misplaced_call(void);

#endif
