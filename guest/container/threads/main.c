/* thread_control (ABI 5.3): the demo of ABI 13.4, then every action and error. */
#include "container.h"
#include "parts.h"

static int called(void *unused)
{
    word tid = self();

    (void) unused;
    print("tid = %d is called.\n", tid);
    for (volatile int i = 0; i < 1000; i++) {
    }
    if (tid % 2 != 0) {
        thread_exit((int) tid);
    }
    return (int) tid;
}

/* abi: sched.front, thread.lowest-free */
static void demo(void)
{
    struct ids ids[6];
    int failures = 0;

    for (int i = 0; i < 6; i++) {
        failures += thread_create(called, 0, TC_SHARE_SPACE, ids + i) != 0;
        failures += ids[i].tid != (word) i + 2;
    }
    for (int i = 0; i < 6; i++) {
        failures += thread_wait(ids + i) != i + 2;
    }
    expect("six threads, tids 2 to 7, their exit codes", failures, 0);
}

int main(void)
{
    threads_init();
    demo();
    creation();
    lives();
    ends();
    finish("threads");
}
