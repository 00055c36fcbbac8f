/* Counting and printing of tests. */
#include "check.h"

const char *failed_text;
int failed_line, failed_errno;
static int tests_run, tests_failed;

void test(const char *name, void (*body)(void))
{
    failed_text = NULL;
    body();
    tests_run++;
    if (failed_text == NULL) {
        printf("%s ... ok\n", name);
    } else {
        tests_failed++;
        printf("%s ... FAILED, line %d: %s (errno %d)\n", name, failed_line, failed_text, failed_errno);
    }
    fflush(stdout);
}

int test_sum(const char *program)
{
    printf("%s: %d tests, %d failed\n", program, tests_run, tests_failed);
    return tests_failed == 0 ? 0 : 1;
}

int in_child(void (*body)(void))
{
    int status = -1;
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        failed_text = NULL;
        body();
        if (failed_text != NULL) {
            fprintf(stderr, "in a child, line %d: %s (errno %d)\n", failed_line, failed_text, failed_errno);
            _exit(99);
        }
        _exit(0);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        return -1;
    }
    return status;
}
