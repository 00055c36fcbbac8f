/* ipc (ABI 4, 5.1). */
#include "parts.h"

int here(word to, word from, word flags, const word *in, word *out)
{
    int result;

    for (int i = 0; i < 6; i++) {
        *mr(i) = in == 0 ? 0 : in[i];
    }
    result = l4_ipc(to, from, flags);
    for (int i = 0; i < 6 && out != 0; i++) {
        out[i] = *mr(i);
    }
    return result;
}

static int caller(void *argument)
{
    struct call *call = argument;

    call->result = here(call->to, call->from, call->flags, call->in, call->out);
    return 0;
}

void begin(struct call *call)
{
    int result;

    call->result = 0x55;
    result = thread_create(caller, call, TC_SHARE_SPACE, &call->ids);
    if (result != 0) {
        expect("a thread for a call", result, 0);
    }
}

int ended(struct call *call)
{
    thread_wait(&call->ids);
    return call->result;
}

void let_others_run(void)
{
    for (int i = 0; i < 6; i++) {
        l4_thread_switch(L4_NIL);
    }
}

int main(void)
{
    threads_init();
    refusals();
    payloads();
    buffers();
    partners();
    print("IPC:                           -- PASSED --\n");
    finish("ipc");
}
