/* One line a test, "name ... ok" or what went wrong. */
#ifndef CHECK_H
#define CHECK_H

#include "raw.h"

extern const char *failed_text;
extern int failed_line;
extern long failed_result;

/* Leaves the test function when the condition does not hold. */
#define CHECK(condition)              \
    do {                              \
        if (!(condition)) {           \
            failed_line = __LINE__;   \
            failed_text = #condition; \
            return;                   \
        }                             \
    } while (0)

/* Leaves the test function when the call's result is another one. */
#define EXPECT(call, result)                         \
    do {                                             \
        failed_result = (long) (call);               \
        if (failed_result != (long) (result)) {      \
            failed_line = __LINE__;                  \
            failed_text = #call " gives " #result;   \
            return;                                  \
        }                                            \
    } while (0)

/* Runs one test and prints its line. */
void test(const char *name, void (*body)(void));

/* Prints the sum; returns the exit status. */
int test_sum(const char *program);

/* Runs body in a child process and returns its wait status; an untrue CHECK in there becomes exit status 99. */
int in_child(void (*body)(void));

#endif
