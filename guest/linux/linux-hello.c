/* The smallest Linux program there is: no library, two calls. */
#include "raw.h"

void start_c(const uint32_t *stack)
{
    const char *name = stack[0] > 0 ? (const char *) stack[1] : "nowhere";

    say("Hello from ");
    say(name);
    say(", a Linux program on Zerobench.\n");
    leave(0);
}
