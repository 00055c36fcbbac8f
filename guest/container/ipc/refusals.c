/* What ipc refuses, in the order of ABI 5.1. */
#include "parts.h"

void refusals(void)
{
    word own = self();

    /* abi: ipc.reserved-EINVAL, ipc.self-EINVAL, ipc.both-nil-EINVAL */
    expect("from a reserved id", l4_ipc(L4_NIL, 0xFFFFFFFD, IPC_SHORT), -EINVAL);
    expect("to a reserved id", l4_ipc(0xFF000001, L4_NIL, IPC_SHORT), -EINVAL);
    expect("to oneself", l4_ipc(own, L4_NIL, IPC_SHORT), -EINVAL);
    expect("from oneself", l4_ipc(L4_NIL, own, IPC_SHORT), -EINVAL);
    expect("to oneself and from oneself", l4_ipc(own, own, IPC_SHORT), -EINVAL);
    expect("to nil from nil", l4_ipc(L4_NIL, L4_NIL, IPC_SHORT), -EINVAL);
    /* abi: ipc.send-no-thread-ESRCH, ipc.send-any-ESRCH */
    expect("send to nobody", l4_ipc(0x777, L4_NIL, IPC_SHORT), -ESRCH);
    expect("send to anybody", l4_ipc(L4_ANY, L4_NIL, IPC_SHORT), -ESRCH);
    expect("send to nobody and receive", l4_ipc(0x777, 0x777, IPC_SHORT), -ESRCH);
    expect("nobody comes before the type", l4_ipc(0x777, L4_NIL, 3), -ESRCH);
    expect("nobody in another container", l4_ipc(0x03000001, L4_NIL, IPC_SHORT), -ESRCH);
    /* abi: note.2.11 */
    expect("receive from nobody", l4_ipc(L4_NIL, 0x777, IPC_SHORT), -ESRCH);
}
