/* map and unmap (ABI 5.6, 5.7), with the list of ABI 13.3. */
#include "container.h"

static struct capability ram, range;
static word tid;

static int map(word physical, word virtual, word pages, word flags)
{
    return l4_map(physical, virtual, pages, flags, tid);
}

/* abi: map.range-ENOCAP, map.flags-EINVAL, map.zero-EINVAL */
static void beyond(void)
{
    word physical_end = ram.end * PAGE, virtual_end = range.end * PAGE;
    word p = physical_end - 5 * PAGE, v = virtual_end - 5 * PAGE;

    expect("fifth pages from the ends", map(p, v, 1, MAP_RW), 0);
    expect("once more", map(p, v, 1, MAP_RW), 0);
    expect("the virtual end", map(p, virtual_end, 1, MAP_RW), -ENOCAP);
    expect("the physical end", map(physical_end, v, 1, MAP_RW), -ENOCAP);
    expect("both ends", map(physical_end, virtual_end, 1, MAP_RW), -ENOCAP);
    expect("six pages", map(p, v, 6, MAP_RW), -ENOCAP);
    expect("0xffffffff pages", map(p, v, 0xFFFFFFFF, MAP_RW), -ENOCAP);
    expect("no flags", map(p, v, 1, 0), -EINVAL);
    expect("no flags, virtual end", map(p, virtual_end, 1, 0), -EINVAL);
    expect("no flags, physical end", map(physical_end, v, 1, 0), -EINVAL);
    expect("no flags, both ends", map(physical_end, virtual_end, 1, 0), -EINVAL);
    expect("physical 0xffffffff", map(0xFFFFFFFF, v, 1, MAP_RW) != 0, 1);
    expect("virtual 0xfffff000, two pages", map(p, CALL_PAGE, 2, MAP_RW), -ENOCAP);
    expect("the kernel", map(p, 0xF0000000, 1, MAP_RW), -ENOCAP);
    expect("the vectors", map(p, 0xFFFF0000, 1, MAP_RW), -ENOCAP);
    expect("the interface page", map(p, KIP, 1, MAP_RW), -ENOCAP);
    expect("the call page", map(p, CALL_PAGE, 1, MAP_RW), -ENOCAP);
    expect("the frame below the own", map(ram.start * PAGE - PAGE, v, 1, MAP_RW), -ENOCAP);
    expect("the page below the own", map(p, range.start * PAGE - PAGE, 1, MAP_RW), -ENOCAP);
    expect("no pages", map(p, v, 0, MAP_RW), -EINVAL);
    expect("physical 0", map(0, v, 1, MAP_RW), -EINVAL);
    expect("virtual 0", map(p, 0, 1, MAP_RW), -EINVAL);
    /* abi: note.4.1 */
    expect("physical not aligned", map(p + 4, v, 1, MAP_RW), -EINVAL);
    expect("virtual not aligned", map(p, v + 4, 1, MAP_RW), -EINVAL);
    /* abi: map.no-thread-ESRCH */
    expect("into nobody's space", l4_map(p, v, 1, MAP_RW, 0x777), -ESRCH);
    expect("... before all else", l4_map(0, 0, 0, 0, 0xFFFFFFFF), -ESRCH);
}

/* abi: unmap.ENOMAP, unmap.range-ENOCAP, unmap.zero-EINVAL, unmap.no-thread-ESRCH */
static void removal(void)
{
    word v = range.end * PAGE - 5 * PAGE;

    expect("unmap it", l4_unmap(v, 1, tid), 0);
    expect("again", l4_unmap(v, 1, tid), -ENOMAP);
    expect("unmap the kernel", l4_unmap(0xF0000000, 1, tid), -ENOCAP);
    expect("unmap the vectors", l4_unmap(0xFFFF0000, 1, tid), -ENOCAP);
    expect("unmap the call page", l4_unmap(CALL_PAGE, 1, tid), -ENOCAP);
    expect("unmap 0xffffffff pages", l4_unmap(v, 0xFFFFFFFF, tid), -ENOCAP);
    expect("unmap no pages", l4_unmap(v, 0, tid), -EINVAL);
    expect("unmap virtual 0", l4_unmap(0, 1, tid), -EINVAL);
    expect("unmap nobody's", l4_unmap(v, 1, 0xFFFFFFFF), -ESRCH);
}

/* abi: map.flags */
static void flags(void)
{
    static const word good[] = { MAP_RW, MAP_RO, MAP_IO, MAP_RWX, MAP_RX };
    static const word bad[] = { 0, 3, 5, 7, 9, 10, 11, 16, 0x80000000, 0xFFFFFFFF };
    word p = frames(1), v = room(1), failed = 0;

    for (word i = 0; i < sizeof good / sizeof *good; i++) {
        failed += map(p, v, 1, good[i]) != 0;
        (void) *(volatile word *) v;
    }
    expect("every flag that a user may give", failed, 0);
    for (word i = 0; i < sizeof bad / sizeof *bad; i++) {
        failed += map(p, v, 1, bad[i]) != -EINVAL;
    }
    expect("every other flag", failed, 0);
    expect("unmap", l4_unmap(v, 1, tid), 0);
}

/* abi: map.replace, note.4.3, note.4.2 */
static void contents(void)
{
    word p = frames(3), v = room(3), w = room(1);
    volatile word *at = (volatile word *) v;

    expect("three pages", map(p, v, 3, MAP_RW), 0);
    for (word i = 0; i < 3; i++) {
        at[i * 1024 + 7] = 100 + i;
    }
    expect("the middle one elsewhere", map(p + PAGE, w, 1, MAP_RO), 0);
    expect("it shows the same frame", ((volatile word *) w)[7], 101);
    at[1024 + 7] = 55;
    expect("and what is written later", ((volatile word *) w)[7], 55);
    expect("another frame in its place", map(p + 2 * PAGE, w, 1, MAP_RW), 0);
    expect("it shows that one", ((volatile word *) w)[7], 102);
    expect("unmap the middle of three", l4_unmap(v + PAGE, 1, tid), 0);
    expect("unmap all three", l4_unmap(v, 3, tid), -ENOMAP);
    expect("all are gone", l4_unmap(v, 1, tid) == -ENOMAP && l4_unmap(v + 2 * PAGE, 1, tid) == -ENOMAP, 1);
    expect("unmap the copy", l4_unmap(w, 1, tid), 0);
    /* abi: note.4.4 */
    expect("tables in use are those of the image", pool_used(POOL_MAP), 1);
    expect("a mapping far away", map(p, range.end * PAGE - 0x100000, 1, MAP_RW), 0);
    expect("costs a table", pool_used(POOL_MAP), 2);
    expect("unmap it", l4_unmap(range.end * PAGE - 0x100000, 1, tid), 0);
    expect("the table comes back", pool_used(POOL_MAP), 1);
}

static void many(void)
{
    word p = frames(1024), v = room(1024), wrong = 0;

    expect("1,024 pages", map(p, v, 1024, MAP_RW), 0);
    for (word i = 0; i < 1024; i++) {
        ((volatile word *) (v + i * PAGE))[i] = i;
    }
    for (word i = 0; i < 1024; i++) {
        wrong += ((volatile word *) (v + i * PAGE))[i] != i;
    }
    expect("each is another", wrong, 0);
    expect("unmap them", l4_unmap(v, 1024, tid), 0);
    expect("the last is gone", l4_unmap(v + 1023 * PAGE, 1, tid), -ENOMAP);
}

int main(void)
{
    threads_init();
    tid = self();
    capabilities_read();
    ram = *capability_covering(CAP_PHYSICAL, (word) image_physical / PAGE);
    range = *capability_covering(CAP_VIRTUAL, (word) image_start / PAGE);
    beyond();
    removal();
    flags();
    contents();
    many();
    finish("memory");
}
