/* A program that pages others (ABI 7.5 to 8.6): exact messages, refusals, hierarchies, ends. */
#include "parts.h"

int touch(void *argument)
{
    return (int) (load_from((word) argument) & 0xFFFF);
}

void let_others_run(void)
{
    for (int i = 0; i < 6; i++) {
        l4_thread_switch(L4_NIL);
    }
}

void spawn(int (*function)(void *), void *argument, struct ids *ids)
{
    int result = thread_create(function, argument, TC_SHARE_SPACE, ids);

    if (result != 0) {
        expect("a thread", result, 0);
    }
}

int main(void)
{
    threads_init();
    messages();
    answers();
    hierarchy();
    spaces();
    finish("pager");
}
