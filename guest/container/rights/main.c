/*
 * Making rights less (ABI 9.8), with a manifest that lets it: capability control with every right, memory that is changeable
 * and replicable.
 */
#include "container.h"

#define GENERIC 0x70000000u
#define SEND 1u
#define SHORT 4u

enum { SPLIT_SIZE = 1, SPLIT_ACCESS, SPLIT_RANGE };

static word seed = 2463534242u;

static int request(word number, word flags, struct capability *record)
{
    return l4_capability_control(number, flags, record);
}

/* The capability of that number as it is now. */
static struct capability now(word capid)
{
    struct capability none;

    capabilities_read();
    for (int i = 0; i < CAPABILITIES; i++) {
        if (capabilities[i].capid == capid) {
            return capabilities[i];
        }
    }
    memset(&none, 0, sizeof none);
    return none;
}

static struct capability first(word type)
{
    capabilities_read();
    return *capability_find(type);
}

/* abi: capability.split-size, capability.split-access, capability.split-range, note.5.3 */
static void splitting(void)
{
    struct capability whole = first(POOL_SPACE), part = whole;
    word frame;

    part.size = 10;
    expect("split ten units off a pool", request(CAP_SPLIT, SPLIT_SIZE, &part) > 0, 1);
    expect("the part has ten", now(part.capid).size, 10);
    expect("the rest has the others", now(whole.capid).size, whole.size - 10);
    part = whole;
    part.size = whole.size;
    expect("split a pool whole", request(CAP_SPLIT, SPLIT_SIZE, &part), -EPERM);
    whole = first(CAP_IPC);
    part = whole;
    part.access = 16;
    expect("split a right off", request(CAP_SPLIT, SPLIT_ACCESS, &part) > 0, 1);
    expect("the part has it", now(part.capid).access, 16);
    expect("the rest has the others", now(whole.capid).access, whole.access & ~16u);
    part = now(whole.capid);
    part.access = 16;
    expect("split off what is not there", request(CAP_SPLIT, SPLIT_ACCESS, &part) < 0, 1);
    whole = first(CAP_PHYSICAL);
    part = whole;
    part.start = whole.end - 16;
    expect("split sixteen frames off", request(CAP_SPLIT, SPLIT_RANGE, &part) > 0, 1);
    expect("the part has them", now(part.capid).end - now(part.capid).start, 16);
    expect("the rest ends before them", now(whole.capid).end, whole.end - 16);
    frame = part.start * PAGE;
    expect("a frame of the part can be mapped", l4_map(frame, room(1), 1, MAP_RW, self()), 0);
    expect("frames of both cannot", l4_map(frame - PAGE, room(2), 2, MAP_RW, self()), -ENOCAP);
    part = whole;
    part.start = whole.start + 1;
    part.end = whole.start + 2;
    expect("split from the middle", request(CAP_SPLIT, SPLIT_RANGE, &part) < 0, 1);
}

/* abi: capability.deduce */
static void deducing(void)
{
    struct capability c = first(CAP_UMUTEX), wanted = c;

    expect("deduce to the same", request(CAP_DEDUCE, 0, &wanted), -EINVAL);
    wanted.access = c.access | 0x100;
    expect("deduce to more rights", request(CAP_DEDUCE, 0, &wanted), -EINVAL);
    wanted.access = GENERIC;
    expect("deduce to no right", request(CAP_DEDUCE, 0, &wanted), -EINVAL);
    wanted = c;
    wanted.type = 0x00010000 | CAP_UMUTEX;
    wanted.resid = 0x777;
    expect("deduce to nobody", request(CAP_DEDUCE, 0, &wanted), -EINVAL);
    wanted.resid = self();
    expect("deduce to one thread", request(CAP_DEDUCE, 0, &wanted), 0);
    wanted = c;
    expect("and back", request(CAP_DEDUCE, 0, &wanted), -EINVAL);
    c = first(POOL_MUTEX);
    wanted = c;
    wanted.size = c.size + 1;
    expect("deduce a pool to more", request(CAP_DEDUCE, 0, &wanted), -EPERM);
    wanted.size = c.size - 1;
    expect("deduce a pool to less", request(CAP_DEDUCE, 0, &wanted), 0);
    c = first(CAP_VIRTUAL);
    wanted = c;
    wanted.end = c.end + 1;
    expect("deduce a range to more", request(CAP_DEDUCE, 0, &wanted), -EPERM);
    wanted.end = c.end - 1;
    expect("deduce a range to less", request(CAP_DEDUCE, 0, &wanted), 0);
    expect("its last page is lost", l4_map(frames(1), wanted.end * PAGE, 1, MAP_RW, self()), -ENOCAP);
}

static int child(void *unused)
{
    (void) unused;
    return 0;
}

/* abi: capability.destroy, capability.grant-immutable */
static void giving_up(void)
{
    struct capability c = first(CAP_EXREGS), copy = c;
    struct ids ids;

    expect("replicate", request(CAP_REPLICATE, 0, &copy) > 0, 1);
    expect("destroy the copy", request(CAP_DESTROY, 0, &copy), 0);
    expect("it is gone", request(CAP_DESTROY, 0, &copy), -EEXIST);
    copy = c;
    expect("replicate", request(CAP_REPLICATE, 0, &copy) > 0, 1);
    thread_create(child, 0, TC_SHARE_SPACE | TC_NOSTART, &ids);
    copy.owner = ids.tid;
    expect("grant it for good", request(CAP_GRANT, 1 | 4, &copy), 0);
    expect("its owner is the other", now(copy.capid).owner, ids.tid);
    expect("it cannot be changed", now(copy.capid).access & GENERIC, 0);
    expect("it is not ours to destroy", request(CAP_DESTROY, 0, &copy), -ENOCAP);
    c = first(POOL_THREAD);
    expect("destroy a pool in use", request(CAP_DESTROY, 0, &c), -EPERM);
    thread_wait(&ids);
}

static word next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

static struct capability before[CAPABILITIES];
static int number_before;

/* What a capability allows stood, in one piece, in one that there was at the beginning. */
static int inside(const struct capability *c)
{
    int pool = (c->type & 0xFFFF) == 0x80;

    for (int i = 0; i < number_before; i++) {
        const struct capability *b = before + i;

        if ((b->type & 0xFFFF) == (c->type & 0xFFFF) && (c->access & ~b->access) == 0 && (pool ? b->type == c->type :
                c->start >= b->start && c->end <= b->end)) {
            return 1;
        }
    }
    return 0;
}

static word units(word type)
{
    word sum = 0;

    for (int i = 0; i < CAPABILITIES; i++) {
        sum += capabilities[i].type == type ? capabilities[i].size : 0;
    }
    return sum;
}

/* abi: capability.never-widens */
static void random_requests(void)
{
    static const word pools[] = { POOL_THREAD, POOL_SPACE, POOL_MUTEX, POOL_MAP };
    word had[4], more = 0, widened = 0;
    int left;

    number_before = capabilities_read();
    memcpy(before, capabilities, sizeof before);
    for (int i = 0; i < 4; i++) {
        had[i] = units(pools[i]);
    }
    for (int i = 0; i < 5000; i++) {
        struct capability c = capabilities[next_random() % CAPABILITIES];
        word action = next_random() % 64;

        for (word changes = next_random() % 4; changes > 0; changes--) {
            word *field = (word *) &c + 3 + next_random() % 7;

            *field = next_random() % 4 == 0 ? next_random() : *field - 1 + next_random() % 3;
        }
        /* Seldom gives up, so that there is something to work on. */
        request(action == 0 ? CAP_DESTROY : CAP_SHARE + action % 5, next_random() % 6, &c);
        if (i % 50 == 0) {
            capabilities_read();
        }
    }
    memset(capabilities, 0, sizeof capabilities);
    left = capabilities_read();
    for (int i = 0; i < left; i++) {
        widened += !inside(capabilities + i);
    }
    expect("five thousand random requests widen nothing", widened, 0);
    for (int i = 0; i < 4; i++) {
        more += units(pools[i]) > had[i];
    }
    expect("nor make units", more, 0);
}

int main(void)
{
    threads_init();
    splitting();
    deducing();
    giving_up();
    random_requests();
    finish("rights");
}
