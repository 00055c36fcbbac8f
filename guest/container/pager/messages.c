/* The six words of each kind of fault (ABI 8.1 to 8.4). */
#include "parts.h"

#define STATUS_SECTION 0x5u
#define STATUS_PAGE 0x7u
#define STATUS_PERMISSION 0xFu
#define STATUS_ALIGNMENT 0x1u
#define PREFETCH 0x100u
#define READ_ONLY 0xAAEu
#define KERNEL_ONLY 0x55Eu

static struct ids child;

static int write_word(void *argument)
{
    store_to((word) argument);
    return 4;
}

static int jump(void *argument)
{
    jump_to((word) argument);
    return 5;
}

static int execute_undefined(void *unused)
{
    (void) unused;
    return (int) undefined();
}

static int load_unaligned(void *argument)
{
    return (int) load_exclusive((word) argument);
}

static void fault_is(const char *what, word tag, word pc, word status, word address, word entry)
{
    struct fault fault;
    word wanted[6] = { tag, child.tid, pc, status, address, entry };

    expect(what, fault_receive(L4_ANY, &fault), 0);
    expect_all("... its six words", (word *) &fault, wanted, 6);
}

/* abi: fault.section, fault.page */
static void first_touch(void)
{
    word frame = frames(1), far = (word) image_start + 0x200010, near = room(1) + 0x20;

    spawn(touch, (void *) far, &child);
    fault_is("no table", FAULT_PAGE, (word) load_place, STATUS_SECTION, far, 0);
    expect("map it", l4_map(frame, far & -PAGE, 1, MAP_RW, child.tid), 0);
    *(volatile word *) far = 0x1234;
    fault_answer(child.tid, 0);
    expect("the word was read", thread_wait(&child), 0x1234);
    l4_unmap(far & -PAGE, 1, self());
    spawn(touch, (void *) near, &child);
    fault_is("no page", FAULT_PAGE, (word) load_place, STATUS_PAGE, near, 0);
    expect("map it", l4_map(frame, near & -PAGE, 1, MAP_RW, child.tid), 0);
    *(volatile word *) near = 0x4321;
    fault_answer(child.tid, 0);
    expect("the word was read", thread_wait(&child), 0x4321);
    /* abi: fault.permission, fault.entry-word */
    expect("map it to read", l4_map(frame, near & -PAGE, 1, MAP_RO, self()), 0);
    spawn(write_word, (void *) near, &child);
    fault_is("write to a page to read", FAULT_PAGE, (word) store_place, STATUS_PERMISSION, near, frame | READ_ONLY);
    expect("map it to write", l4_map(frame, near & -PAGE, 1, MAP_RW, child.tid), 0);
    fault_answer(child.tid, 0);
    expect("the thread went on", thread_wait(&child), 4);
    expect("the word was written", *(volatile word *) near, near);
    spawn(write_word, image_start, &child);
    fault_is("write to the program", FAULT_PAGE, (word) store_place, STATUS_PERMISSION, (word) image_start,
            (word) image_physical | READ_ONLY);
    expect("refused", fault_answer(child.tid, -1), 0);
    expect("end of it", thread_destroy(&child), 0);
}

/* abi: fault.kernel-address, note.1.10 */
static void elsewhere(void)
{
    struct fault fault;
    word target = room(1), frame = frames(1);

    spawn(touch, (void *) 0xF0008000, &child);
    fault_is("kernel address", FAULT_PAGE, (word) load_place, STATUS_PERMISSION, 0xF0008000, 0x8000 | KERNEL_ONLY);
    expect("refused", fault_answer(child.tid, -1), 0);
    expect("end of it", thread_destroy(&child), 0);
    spawn(touch, 0, &child);
    fault_is("address 0", FAULT_PAGE, (word) load_place, STATUS_SECTION, 0, 0);
    expect("refused", fault_answer(child.tid, -1), 0);
    expect("end of it", thread_destroy(&child), 0);
    /* abi: fault.prefetch */
    spawn(jump, (void *) target, &child);
    expect("jump to no page", fault_receive(L4_ANY, &fault), 0);
    expect("... from the child", fault.sender, child.tid);
    expect("... its pc", fault.pc, target);
    expect("... its status says prefetch", fault.status & PREFETCH, PREFETCH);
    expect("... its address", fault.address, target);
    expect("... its entry", fault.entry, 0);
    expect("map it to write", l4_map(frame, target, 1, MAP_RW, self()), 0);
    *(volatile word *) target = 0xE12FFF1E;
    l4_cache_control(target, target + PAGE, CLEAN_DCACHE);
    expect("map it to run", l4_map(frame, target, 1, MAP_RX, self()), 0);
    fault_answer(child.tid, 0);
    expect("it ran", thread_wait(&child), 5);
}

/* abi: fault.undefined, note.1.11 */
static void instructions(void)
{
    word after = (word) undefined_place + 4;

    spawn(execute_undefined, 0, &child);
    fault_is("undefined instruction", FAULT_UNDEFINED, after, 0, after, (physical_of(undefined_place) & -PAGE) | READ_ONLY);
    expect("reply", fault_answer(child.tid, 0), 0);
    expect("it is skipped", thread_wait(&child), 1);
    /* abi: note.1.5 */
    spawn(load_unaligned, image_start + 2, &child);
    fault_is("exclusive load that is not aligned", FAULT_PAGE, (word) exclusive_place, STATUS_ALIGNMENT, (word) image_start + 2,
            (word) image_physical | READ_ONLY);
    expect("refused", fault_answer(child.tid, -1), 0);
    expect("end of it", thread_destroy(&child), 0);
}

/* A buffer of a call: without pc and status. */

/* abi: fault.page-in, getid.null-faults, getid.EFAULT */
static int getid_nowhere(void *argument)
{
    return l4_getid(argument) & 0xFFFF;
}

static void page_in(void)
{
    word at = room(1), frame = frames(1);

    spawn(getid_nowhere, (void *) (at + 0x40), &child);
    fault_is("page for a call", FAULT_PAGE, 0, 0, at, 0);
    expect("map it", l4_map(frame, at, 1, MAP_RW, child.tid), 0);
    fault_answer(child.tid, 0);
    expect("the call's result", thread_wait(&child), 0);
    expect("the ids are there", *(volatile word *) (at + 0x40), child.tid);
    spawn(getid_nowhere, 0, &child);
    fault_is("page 0 for a call", FAULT_PAGE, 0, 0, 0, 0);
    expect("refused", fault_answer(child.tid, (word) -EFAULT), 0);
    expect("the call's result", thread_wait(&child), -EFAULT & 0xFFFF);
}

void messages(void)
{
    first_touch();
    elsewhere();
    instructions();
    page_in();
}
