/* Capabilities (ABI 9): those of a stock manifest, and capability_control (5.13, 9.8). */
#include "container.h"

static struct ids own;

static int request(word number, word flags, struct capability *record)
{
    return l4_capability_control(number, flags, record);
}

/* type, access, start, end, size, used; searched by type, for the order is nobody's business (ABI 9.7). */
static void stock(void)
{
    static const struct { const char *what; word want[6]; } list[] = {
        { "thread control", { 0x00040001, 0x7000003F, 0, 0, 0, 0 } },
        { "space pool", { 0x00200080, 0x30000000, 0, 0, 64, 1 } },
        { "mutex pool", { 0x00400080, 0x30000000, 0, 0, 100, 0 } },
        { "map pool", { 0x00800080, 0x30000000, 0, 0, 800, 1 } },
        { "interrupts", { 0x00040020, 0x70000180, 0, 0x3F, 0, 0 } },
        { "ipc", { 0x00040010, 0x7000001F, 0, 0, 0, 0 } },
        { "exchange of registers", { 0x00040002, 0x7000001F, 0, 0, 0, 0 } },
        { "capability pool", { 0x01000080, 0x30000000, 0, 0, 32, 0 } },
        { "capability control", { 0x00040100, 0x7000000F, 0, 0, 0, 0 } },
        { "physical memory", { 0x00040004, 0x0000007F, 0x100, 0xE00, 0xD00, 0 } },
        { "virtual memory", { 0x00040008, 0x000001FF, 0xA0000, 0xB0000, 0x10000, 0 } },
        { "mutexes", { 0x00040040, 0x70000003, 0, 0, 0, 0 } },
        { "thread pool", { 0x00100080, 0x30000000, 0, 0, 64, 1 } },
    };
    int number = -1, numbers_differ = 1;

    /* abi: capability.ncaps, capability.read, boot.capabilities, note.5.2, note.5.13 */
    expect("number of them", l4_capability_control(CAP_NCAPS, 0, &number), 0);
    expect("thirteen", (word) number, 13);
    expect("read them", capabilities_read(), 13);
    for (int i = 0; i < 13; i++) {
        struct capability *c = capability_find(list[i].want[0]);
        int pool = (list[i].want[0] & 0xFFFF) == 0x80;

        if (c == 0) {
            expect(list[i].what, 0, 1);
            continue;
        }
        expect_all(list[i].what, (word[]) { c->type, c->access, c->start, c->end, c->size, c->used }, list[i].want, 6);
        expect("... its owner and target", c->owner == own.tid && c->resid == (pool ? 0xFFFFFFFF : 0), 1);
    }
    for (int i = 0; i < number; i++) {
        for (int k = 0; k < i; k++) {
            numbers_differ &= capabilities[i].capid != capabilities[k].capid;
        }
    }
    expect("each has a number of its own", (word) numbers_differ, 1);
}

static void refusals(void)
{
    struct capability none, *c;

    memset(&none, 0, sizeof none);
    none.capid = 0x7777;
    /* abi: capability.unknown-request-EINVAL, capability.unknown-EEXIST */
    expect("unknown request", request(8, 0, &none), -EINVAL);
    expect("request -1", request(0xFFFFFFFF, 0, &none), -EINVAL);
    expect("share an unknown one", request(CAP_SHARE, 1, &none), -EEXIST);
    expect("grant an unknown one", request(CAP_GRANT, 1, &none), -EEXIST);
    expect("replicate an unknown one", request(CAP_REPLICATE, 0, &none), -EEXIST);
    expect("share without a kind", request(CAP_SHARE, 0, &none), -EINVAL);
    /* What the stock right does not allow. */
    /* abi: capability.ENOCAP */
    c = capability_find(CAP_IPC);
    expect("split", request(CAP_SPLIT, 2, c), -ENOCAP);
    expect("deduce", request(CAP_DEDUCE, 0, c), -ENOCAP);
    expect("destroy", request(CAP_DESTROY, 0, c), -ENOCAP);
    /* abi: capability.share-all-space */
    expect("share all with the space, no buffer", request(CAP_SHARE, 3, 0), 0);
    expect("nothing has moved", capabilities_read(), 13);
}

/* Every bit of access of one record stands in some record of its type that was there before. */
static int inside(const struct capability *c, const struct capability *before, int number)
{
    for (int i = 0; i < number; i++) {
        const struct capability *b = before + i;

        if (b->type == c->type && b->resid == c->resid && (c->access & ~b->access) == 0 && c->start >= b->start
                && c->end <= b->end && c->size <= b->size) {
            return 1;
        }
    }
    return 0;
}

static word seed = 12345;

static word next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

/* abi: capability.replicate, note.5.5 */
static void copies(void)
{
    struct capability copy, original = *capability_find(CAP_UMUTEX);

    copy = original;
    expect("replicate the right to mutexes", request(CAP_REPLICATE, 0, &copy) > 0, 1);
    expect("it has another number", copy.capid != original.capid, 1);
    expect("and the same rights", copy.access, original.access);
    expect("one more", capabilities_read(), 14);
    expect("it costs a unit", capability_find(POOL_CAP)->used, 1);
    copy = *capability_find(POOL_THREAD);
    expect("replicate a pool", request(CAP_REPLICATE, 0, &copy), -EPERM);
    copy = *capability_find(CAP_PHYSICAL);
    expect("replicate memory", request(CAP_REPLICATE, 0, &copy), -EPERM);
    /* abi: capability.grant */
    copy = *capability_find(POOL_THREAD);
    copy.owner = own.tid;
    expect("grant what is in use", request(CAP_GRANT, 1, &copy), -EPERM);
    copy.owner = 0x777;
    copy.capid = original.capid;
    expect("grant to nobody", request(CAP_GRANT, 1, &copy), -ESRCH);
}

/* abi: capability.never-widens */
static void random_requests(void)
{
    static struct capability before[CAPABILITIES];
    int number = capabilities_read(), now, widened = 0;

    memcpy(before, capabilities, sizeof before);
    for (int i = 0; i < 2000; i++) {
        struct capability c = before[next_random() % (word) number];

        for (word changes = next_random() % 4; changes > 0; changes--) {
            ((word *) &c)[3 + next_random() % 8] = next_random() % 3 == 0 ? next_random() : 0xFFFFFFFF;
        }
        request(CAP_REPLICATE + next_random() % 4, next_random() % 4, &c);
    }
    now = capabilities_read();
    for (int i = 0; i < now; i++) {
        widened += !inside(capabilities + i, before, number);
    }
    expect("two thousand random requests widen nothing", (word) widened, 0);
}

static volatile word task_result, task_said;
static byte task_stack[1024] __attribute__((aligned(8)));

/* In a copy of the space, which has no capabilities but the container's. */
static void task_begin(void)
{
    for (;;) {
        task_result = (word) l4_ipc(own.tid, L4_NIL, IPC_SHORT);
        task_said++;
        while (task_said % 2 != 0) {
            l4_thread_switch(L4_NIL);
        }
    }
}

static void answer_is(const char *what, int wanted)
{
    while (task_said % 2 == 0) {
        l4_thread_switch(L4_NIL);
    }
    expect(what, task_result, (word) wanted);
}

/* abi: capability.share-single, capability.container-list */
static void sharing(void)
{
    struct registers record;
    struct ids ids = own;
    struct capability c;

    l4_thread_control(THREAD_CREATE | TC_COPY_SPACE, &ids);
    memset(&record, 0, sizeof record);
    record.sp = (word) (task_stack + sizeof task_stack);
    record.pc = (word) task_begin;
    record.utcb = (word) utcb();
    record.flags = EXREGS_UTCB;
    record.valid = VALID_SP | VALID_PC;
    expect("a task in a space of its own", l4_exchange_registers(&record, ids.tid), 0);
    l4_thread_control(THREAD_RUN, &ids);
    answer_is("it may not send", -ENOCAP);
    capabilities_read();
    c = *capability_find(CAP_IPC);
    expect("share the right with the container", request(CAP_SHARE, 1, &c), 0);
    expect("we still see it", capabilities_read() > 0 && capability_find(CAP_IPC) != 0, 1);
    task_said++;
    expect("its message", l4_ipc(L4_NIL, ids.tid, IPC_SHORT), 0);
    answer_is("it may send now", 0);
    expect("end of it", l4_thread_control(THREAD_DESTROY, &ids), 0);
}

int main(void)
{
    l4_getid(&own);
    stock();
    threads_init();
    refusals();
    copies();
    sharing();
    random_requests();
    finish("capability");
}
