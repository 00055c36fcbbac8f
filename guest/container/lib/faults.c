/* Messages of faults (ABI 8.1). */
#include "container.h"

/* Waits for a message and takes it for a fault's; from may be L4_ANY. */
int fault_receive(word from, struct fault *fault)
{
    int result = l4_ipc(L4_NIL, from, IPC_SHORT);

    fault->tag = *mr(0);
    fault->sender = *mr(1);
    fault->pc = *mr(2);
    fault->status = *mr(3);
    fault->address = *mr(4);
    fault->entry = *mr(5);
    return result;
}

/* 0 lets the thread go on, a negative result suspends it. */
int fault_answer(word to, word result)
{
    *mr(0) = result;
    return l4_ipc(to, L4_NIL, IPC_SHORT);
}
