/* Memory and messages. */
#include "container.h"
#include "parts.h"

int map_test(void)
{
    struct capability *ram = capability_covering(CAP_PHYSICAL, (word) image_physical / PAGE);
    struct capability *range = capability_covering(CAP_VIRTUAL, (word) image_start / PAGE);
    word physical_end = ram->end * PAGE, virtual_end = range->end * PAGE, tid = self();
    word p = physical_end - 5 * PAGE, v = virtual_end - 5 * PAGE;
    const word refused[][4] = {
        { p, virtual_end, 1, MAP_RW }, { physical_end, v, 1, MAP_RW }, { physical_end, virtual_end, 1, MAP_RW },
        { p, v, 6, MAP_RW }, { p, v, 0xFFFFFFFF, MAP_RW }, { p, v, 1, 0 }, { p, virtual_end, 1, 0 },
        { physical_end, v, 1, 0 }, { physical_end, virtual_end, 1, 0 }, { 0xFFFFFFFF, v, 1, MAP_RW },
        { p, 0xFFFFF000, 2, MAP_RW }, { p, 0xF0000000, 1, MAP_RW }, { p, 0xFFFF0000, 1, MAP_RW },
        { p, 0xFF000000, 1, MAP_RW }, { p, 0xFFFFF000, 1, MAP_RW },
    };
    int failures = 0;

    failures += l4_map(p, v, 1, MAP_RW, tid) != 0;
    failures += l4_map(p, v, 1, MAP_RW, tid) != 0;
    for (word i = 0; i < sizeof refused / sizeof *refused; i++) {
        failures += l4_map(refused[i][0], refused[i][1], refused[i][2], refused[i][3], tid) >= 0;
    }
    failures += l4_unmap(v, 1, tid) != 0;
    failures += l4_unmap(v, 1, tid) != -ENOMAP;
    failures += l4_unmap(0xF0000000, 1, tid) >= 0;
    failures += l4_unmap(0xFFFF0000, 1, tid) >= 0;
    failures += l4_unmap(0xFFFFF000, 1, tid) >= 0;
    failures += l4_unmap(v, 0xFFFFFFFF, tid) >= 0;
    failures += l4_unmap(v, 0, tid) >= 0;
    failures += l4_unmap(v, 1, 0xFFFFFFFF) >= 0;
    return failures;
}

static word out, in;

static int extended_sender(void *argument)
{
    struct ids *receiver = argument;
    int result;

    *mr(2) = out;
    result = l4_ipc(receiver->tid, L4_NIL, IPC_EXTENDED(2, 2048));
    return result != 0;
}

static int extended_receiver(void *argument)
{
    (void) argument;
    *mr(2) = in;
    return l4_ipc(L4_NIL, L4_ANY, IPC_EXTENDED(2, 2048)) < 0;
}

/* Two buffers of 2 KB, each across a page boundary, none mapped: four messages. */
static int extended_test(void)
{
    struct ids receiver, sender;
    word frame = frames(4);
    int failures = 0;

    out = room(2) + PAGE - 1024;
    in = room(2) + PAGE - 1024;
    failures += thread_create(extended_receiver, 0, TC_SHARE_SPACE, &receiver) != 0;
    failures += thread_create(extended_sender, &receiver, TC_SHARE_SPACE, &sender) != 0;
    for (int i = 0; i < 4; i++) {
        struct fault fault;

        failures += fault_receive(L4_ANY, &fault) != 0 || fault.tag != FAULT_PAGE;
        failures += l4_map(frame + PAGE * (word) i, fault.address, 1, MAP_RW, fault.sender) != 0;
        failures += fault_answer(fault.sender, 0) != 0;
    }
    failures += thread_wait(&sender);
    failures += thread_wait(&receiver);
    return failures;
}

/* Echoes what comes, so often as asked, with each word one more. */
static int echo(void *argument)
{
    word type = (word) argument;
    int failures = l4_ipc(L4_NIL, L4_ANY, type) != 0;
    word from = *mr(1);

    for (int i = 2; i < 60; i++) {
        *mr(i) += 1;
    }
    return failures + (l4_ipc(from, L4_NIL, type) != 0);
}

static int round_trip(word client_type, word server_type, int words)
{
    struct ids server;
    int failures = 0;

    failures += thread_create(echo, (void *) server_type, TC_SHARE_SPACE, &server) != 0;
    for (int i = 2; i < 60; i++) {
        *mr(i) = (word) i;
    }
    failures += l4_ipc(server.tid, server.tid, client_type) != 0;
    for (int i = 2; i < words; i++) {
        failures += *mr(i) != (word) i + 1;
    }
    return failures + thread_wait(&server);
}

int ipc_test(void)
{
    int failures = 0;

    failures += extended_test();
    failures += round_trip(IPC_SHORT, IPC_SHORT, 6);
    failures += round_trip(IPC_FULL, IPC_FULL, 60);
    failures += round_trip(IPC_SHORT, IPC_FULL, 60);
    return failures;
}

int cache_test(void)
{
    static const word operations[] = {
        INVALIDATE_ICACHE, INVALIDATE_DCACHE, CLEAN_DCACHE, CLEAN_INVALIDATE_DCACHE, INVALIDATE_TLB,
    };
    struct capability *range = capability_covering(CAP_VIRTUAL, (word) image_start / PAGE);
    int failures = 0;

    for (word i = 0; i < sizeof operations / sizeof *operations; i++) {
        failures += l4_cache_control(range->start * PAGE, (word) image_end, operations[i]) < 0;
    }
    return failures;
}
