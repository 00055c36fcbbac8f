/* Self-tests: one line a test, "name ... ok" or what went wrong, and a sum at the end. */
#ifndef CHECK_H
#define CHECK_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern const char *failed_text;
extern int failed_line, failed_errno;

/* Leaves the test function; in a child process that means an exit status of 99. */
#define CHECK(condition)                  \
    do {                                  \
        errno = 0;                        \
        if (!(condition)) {               \
            failed_line = __LINE__;       \
            failed_text = #condition;     \
            failed_errno = errno;         \
            return;                       \
        }                                 \
    } while (0)

/* A call that must fail with that error. */
#define CHECK_ERROR(call, error)                    \
    do {                                            \
        errno = 0;                                  \
        CHECK_KEEPING_ERRNO((int) (call) == -1 && errno == (error), #call " fails with " #error); \
    } while (0)

#define CHECK_KEEPING_ERRNO(condition, text)  \
    do {                                      \
        if (!(condition)) {                   \
            failed_line = __LINE__;           \
            failed_text = text;               \
            failed_errno = errno;             \
            return;                           \
        }                                     \
    } while (0)

/* Runs one test and prints its line. */
void test(const char *name, void (*body)(void));

/* Prints the sum; returns the exit status. */
int test_sum(const char *program);

/* Runs body in a child and returns its wait status; an untrue CHECK in there becomes exit status 99. */
int in_child(void (*body)(void));

#endif
