/* Pagers of pagers: first pages second, second pages third, third touches memory (ABI 7.6). */
#include "parts.h"

static struct ids first, second, third;
static word first_page, second_page, third_page;
static word order[3], number;
static volatile word served;

static void serve_one(void)
{
    struct fault fault;

    if (fault_receive(L4_ANY, &fault) == 0) {
        order[number++ % 3] = fault.address;
        l4_map(frames(1), fault.address, 1, MAP_RW, fault.sender);
        fault_answer(fault.sender, 0);
    }
}

static int third_begin(void *unused)
{
    (void) unused;
    load_from(third_page);
    return 3;
}

/* Touches a page of its own before it serves its child: that is its pager's work. */
static int second_begin(void *unused)
{
    (void) unused;
    spawn(third_begin, 0, &third);
    load_from(second_page);
    serve_one();
    return 2 + thread_wait(&third);
}

static int first_begin(void *unused)
{
    (void) unused;
    spawn(second_begin, 0, &second);
    load_from(first_page);
    serve_one();
    return 1 + thread_wait(&second);
}

static void three_deep(void)
{
    word wanted[3];

    first_page = wanted[0] = room(1);
    second_page = wanted[1] = room(1);
    third_page = wanted[2] = room(1);
    spawn(first_begin, 0, &first);
    serve_one();
    expect("three deep, each served by its pager", thread_wait(&first), 6);
    expect_all("... from above", order, wanted, 3);
}

/* Takes its child's fault and never answers. */
static int deaf_begin(void *unused)
{
    struct fault fault;

    (void) unused;
    spawn(third_begin, 0, &third);
    fault_receive(L4_ANY, &fault);
    served = 1;
    l4_ipc(L4_NIL, L4_ANY, IPC_FULL);
    return 0;
}

/* A pager that goes leaves nobody unreachable. */

/* abi: note.2.13, thread.pager-ends */
static void death(void)
{
    word used = pool_used(POOL_THREAD);
    struct fault fault;

    third_page = room(1);
    served = 0;
    spawn(deaf_begin, 0, &second);
    let_others_run();
    expect("a pager has its child's fault", served, 1);
    expect("end of that pager", thread_destroy(&second), 0);
    let_others_run();
    expect("its child's fault comes to us now", fault_receive(L4_ANY, &fault), 0);
    expect("... from it", fault.sender, third.tid);
    l4_map(frames(1), third_page, 1, MAP_RW, third.tid);
    fault_answer(third.tid, 0);
    expect("it goes on to its end", thread_wait(&third), 3);
    expect("all units are back", pool_used(POOL_THREAD), used);
}

void hierarchy(void)
{
    three_deep();
    death();
}
