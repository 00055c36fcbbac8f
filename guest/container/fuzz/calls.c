/* One random call: the registers are wild, or nearly right, so that every depth is reached. */
#include "parts.h"

#define COUNT(array) (sizeof (array) / sizeof *(array))

static word pointer(void)
{
    static const word places[] = { 0, 4, 0x60000000, 0xF0008000, KIP, CALL_PAGE, 0xFFFFFFFC, 0x100000, 0xF9800000, 0xFFFF0000 };

    switch (below(12)) {
    case 0: return places[below(COUNT(places))];
    case 1: return next_random();
    case 2: return (word) image_start + below((word) data_start - (word) image_start);
    case 3: return arena + ARENA_PAGES * PAGE + below(PAGE);
    case 4: return arena + below(ARENA_PAGES * PAGE);
    case 5: return arena + (below(ARENA_PAGES - 1) + 1) * PAGE - below(64);
    default: return arena + below(ARENA_PAGES * PAGE / 64) * 64;
    }
}

/* Where to map and unmap: seldom outside the arena, as a program without its own pages ends soon. */
static word page(void)
{
    return (below(300) == 0 ? pointer() : arena + below(ARENA_PAGES + 1) * PAGE + (below(50) == 0 ? 4 : 0));
}

/* Seldom the supervisor, whose loss ends the run. */
static word thread(void)
{
    static const word others[] = {
        L4_NIL, L4_ANY, 0xFFFFFFFD, 0x01000001, 0x01000002, 0x7F000001, 0x7F000002, 0x7F000003, 0x7E000001, 0, 1, 0x80000001,
    };

    switch (below(16)) {
    case 0: return others[below(COUNT(others))];
    case 1: return next_random();
    case 2: return below(1000) == 0 ? supervisor : 5;
    default: return supervisor + 1 + below(12);
    }
}

static word number(void)
{
    static const word edges[] = { 0, 1, 2, 3, 7, 8, 16, 44, 64, 256, 2048, 2049, 4096, 65536, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF };

    return below(3) == 0 ? next_random() : below(2) == 0 ? edges[below(COUNT(edges))] : below(80);
}

static word anything(void)
{
    switch (below(4)) {
    case 0: return pointer();
    case 1: return thread();
    case 2: return number();
    default: return next_random();
    }
}

/* Own frames, the neighbour's, the kernel's, a device's. */
static word physical(void)
{
    static const word places[] = { 0x00E00000, 0x01000000, 0x00004000, 0x00008000, 0x07F00000, 0x10140000, 0x101F1000, 0xFFFFF000 };

    return below(3) == 0 ? places[below(COUNT(places))] : arena_frames + below(ARENA_PAGES + 2) * PAGE;
}

static word map_flags(void)
{
    static const word flags[] = { MAP_RW, MAP_RO, MAP_IO, MAP_RWX, MAP_RX };

    return below(8) == 0 ? number() : flags[below(COUNT(flags))];
}

static word ipc_flags(void)
{
    word type = below(8);

    return below(6) == 0 ? next_random() : type < 3 ? IPC_SHORT : type < 6 ? IPC_FULL : IPC_EXTENDED(below(7), below(2100));
}

static word create_flags(void)
{
    static const word spaces[] = { TC_SHARE_SPACE, TC_COPY_SPACE, TC_NEW_SPACE, TC_SHARE_SPACE | TC_COPY_SPACE, 0 };
    word shares = below(3) == 0 ? (next_random() & 0x00FF0000) : below(3) == 0 ? TC_SHARE_GROUP : 0;

    return THREAD_CREATE | spaces[below(COUNT(spaces))] | shares;
}

/* Seldom RECYCLE, which empties the space that most of the workers live in. */
static word thread_flags(void)
{
    word flags;

    switch (below(4)) {
    case 0: return create_flags();
    case 1: flags = below(7) << 28 | below(0x10000); break;
    case 2: flags = THREAD_RUN; break;
    default: flags = next_random(); break;
    }
    return flags >> 28 == THREAD_RECYCLE >> 28 && below(100) != 0 ? flags ^ THREAD_RECYCLE : flags;
}

/* Seldom what takes rights away. */
static word capability_request(void)
{
    word request = below(9);

    return request >= CAP_GRANT && request != CAP_REPLICATE && below(30) != 0 ? CAP_READ : request;
}

/* What lies at the pointer: ids, a record of registers, of a capability. */
static void fill(word address, word call)
{
    volatile word *at = (volatile word *) (address & -4u);

    if (address - arena >= (ARENA_PAGES - 1) * PAGE || below(3) == 0) {
        return;
    }
    for (word i = 0; i < 20; i++) {
        at[i] = anything();
    }
    if (call == 3) {
        at[0] = thread();
        at[1] = below(4) == 0 ? number() : 1 + below(12);
    } else if (call == 9) {
        at[16] = below(2) == 0 ? next_random() : 0xFFFF;
        at[17] = below(8);
        at[15] = below(2) == 0 ? (word) random_call : at[15];
    } else if (call == 7) {
        at[2] = 1 + below(60);
    }
}

/* Arguments nearly right for the call with this place in the interface page. */
static void arguments(word call, word *r)
{
    switch (call) {
    case 2: r[0] = below(4); r[1] = below(9); r[2] = below(66); break;
    case 3: r[0] = thread_flags(); r[1] = pointer(); fill(r[1], call); break;
    case 5: r[0] = physical(); r[1] = page(); r[2] = 1 + below(4); r[3] = map_flags(); r[4] = thread(); break;
    case 6: r[0] = thread(); r[1] = below(3) == 0 ? L4_NIL : below(2) == 0 ? r[0] : thread(); r[2] = ipc_flags();
        r[9] = below(3); r[2] |= below(8) != 0 ? TIMED : 0;
        for (word i = 3; i < 9; i++) { r[i] = anything(); }
        break;
    case 7: r[0] = capability_request(); r[1] = below(6); r[2] = pointer(); fill(r[2], call); break;
    case 8: r[0] = page(); r[1] = 1 + below(3); r[2] = thread(); break;
    case 9: r[0] = pointer(); r[1] = thread(); fill(r[0], call); break;
    case 10: r[0] = thread(); break;
    case 12: r[0] = pointer(); break;
    case 13: r[0] = pointer(); r[1] = (1 + below(3)) << 28 | below(4); break;
    case 14: r[0] = pointer(); r[1] = r[0] + below(3 * PAGE); r[2] = below(7) << 4; break;
    default: break;
    }
}

void random_call(void)
{
    word registers[14], call = below(500) == 0 ? 15 : below(15), address = CALL_PAGE + call * 4;

    for (word i = 0; i < 14; i++) {
        registers[i] = anything();
    }
    if (call < 15 && below(20) != 0) {
        arguments(call, registers);
        address = call_entry[call];
    }
    enter(address, registers);
}
