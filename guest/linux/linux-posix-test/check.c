/* Counting and printing of tests. */
#include "../check.h"

const char *failed_text;
int failed_line;
long failed_result;
static int tests_run, tests_failed;

static void say_failure(void)
{
    say("FAILED, line ");
    say_number(failed_line);
    say(": ");
    say(failed_text);
    say(" (got ");
    say_number(failed_result);
    say(")\n");
}

void test(const char *name, void (*body)(void))
{
    failed_text = NULL;
    failed_result = 0;
    body();
    tests_run++;
    say(name);
    say(" ... ");
    if (failed_text == NULL) {
        say("ok\n");
    } else {
        tests_failed++;
        say_failure();
    }
}

int test_sum(const char *program)
{
    say(program);
    say(": ");
    say_number(tests_run);
    say(" tests, ");
    say_number(tests_failed);
    say(" failed\n");
    return tests_failed == 0 ? 0 : 1;
}

int in_child(void (*body)(void))
{
    int status = -1;
    long pid = fork_now();

    if (pid == 0) {
        failed_text = NULL;
        body();
        if (failed_text != NULL) {
            say("in a child: ");
            say_failure();
            leave(99);
        }
        leave(0);
    }
    if (pid < 0 || sys(SYS_wait4, pid, &status, 0, 0) != pid) {
        return -1;
    }
    return status;
}
