/* cache_control (ABI 5.12), and code that the program writes itself. */
#include "container.h"

static void operations(word start, word end)
{
    expect("invalidate the instruction cache", l4_cache_control(start, end, INVALIDATE_ICACHE), 0);
    expect("invalidate the data cache", l4_cache_control(start, end, INVALIDATE_DCACHE), 0);
    expect("clean the data cache", l4_cache_control(start, end, CLEAN_DCACHE), 0);
    expect("clean and invalidate the data cache", l4_cache_control(start, end, CLEAN_INVALIDATE_DCACHE), 0);
    expect("invalidate the TLB", l4_cache_control(start, end, INVALIDATE_TLB), 0);
}

/* abi: cache.bad-flags-ENOCAP, cache.range-ENOCAP */
static void refusals(word start, word end)
{
    expect("no operation", l4_cache_control(start, end, 0), -ENOCAP);
    expect("two operations in one word", l4_cache_control(start, end, 0x70), -ENOCAP);
    expect("a number between", l4_cache_control(start, end, 0x11), -ENOCAP);
    expect("below the own range", l4_cache_control(start - PAGE, end, CLEAN_DCACHE), -ENOCAP);
    expect("beyond it", l4_cache_control(start, start + 0x10001000, CLEAN_DCACHE), -ENOCAP);
    expect("kernel addresses", l4_cache_control(0xF0000000, 0xF0001000, CLEAN_DCACHE), -ENOCAP);
}

/* mov r0, #value; bx lr */
static void write_function(volatile word *at, word value)
{
    at[0] = 0xE3A00000 | value;
    at[1] = 0xE12FFF1E;
}

/* The same frame, written through one mapping and run through another. */
static void own_code(void)
{
    word frame = frames(1), writable = room(1), executable = room(1), tid = self();
    int (*function)(void) = (int (*)(void)) executable;

    expect("map to write", l4_map(frame, writable, 1, MAP_RW, tid), 0);
    write_function((volatile word *) writable, 42);
    l4_cache_control(writable, writable + PAGE, CLEAN_DCACHE);
    expect("map to run", l4_map(frame, executable, 1, MAP_RX, tid), 0);
    l4_cache_control(executable, executable + PAGE, INVALIDATE_ICACHE);
    expect("it runs", function(), 42);
    write_function((volatile word *) writable, 43);
    l4_cache_control(writable, writable + PAGE, CLEAN_DCACHE);
    l4_cache_control(executable, executable + PAGE, INVALIDATE_ICACHE);
    expect("changed, it runs anew", function(), 43);
    expect("a mapping for both", l4_map(frame, writable, 1, MAP_RWX, tid), 0);
    write_function((volatile word *) writable, 44);
    l4_cache_control(writable, writable + PAGE, CLEAN_DCACHE);
    l4_cache_control(writable, writable + PAGE, INVALIDATE_ICACHE);
    function = (int (*)(void)) writable;
    expect("written and run in one place", function(), 44);
}

int main(void)
{
    struct capability *range;

    threads_init();
    capabilities_read();
    range = capability_covering(CAP_VIRTUAL, (word) image_start / PAGE);
    /* abi: cache.operations */
    operations(range->start * PAGE, (word) image_end);
    operations(range->start * PAGE, range->end * PAGE);
    refusals(range->start * PAGE, range->end * PAGE);
    own_code();
    finish("cache");
}
