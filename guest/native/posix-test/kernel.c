/* Threads, and the kernel's own calls. */
#include <sys/time.h>
#include <zb/native.h>
#include "tests.h"

static volatile int arrived;
static struct l4_ids thread_ids;

static void thread_body(void *argument)
{
    l4_getid(&thread_ids);
    arrived = *(int *) argument + (int) sizeof(struct l4_utcb);
}

void thread_clone(void)
{
    struct l4_ids own;
    int argument = 1000;
    int tid;
    char *stack = malloc(8192);

    CHECK(stack != NULL && l4_getid(&own) == 0);
    arrived = 0;
    CHECK((tid = zb_thread(thread_body, &argument, stack + 8192)) > 0);
    for (int i = 0; arrived == 0 && i < 1000000; i++) {
        l4_thread_switch(L4_NILTHREAD);
    }
    CHECK(arrived == 1256);
    CHECK(thread_ids.tid == tid && thread_ids.tid != own.tid);
    CHECK(thread_ids.spid == own.spid);
    usleep(1000);
    free(stack);
}

/* The kernel must return to Thumb code as well: bit 0 of the link register says so. */
__attribute__((target("thumb"), noinline)) static int thumb_getpid(void)
{
    return zb_call(ZB_GETPID, 0, 0, 0, 0);
}

void kernel_calls(void)
{
    uint32_t before = zb_microseconds();
    struct timeval now;

    CHECK(thumb_getpid() == getpid());
    CHECK(l4_utcb() != NULL && ((unsigned) l4_utcb() & 255) == 0);
    l4_utcb()->mr[0] = ZB_GETPID;
    CHECK(l4_ipc(zb_posix, zb_posix, L4_SHORT) >= 0);
    CHECK((pid_t) l4_utcb()->mr[0] == getpid());
    CHECK(l4_ipc(zb_posix, L4_ANYTHREAD, 0) < 0);
    CHECK(l4_ipc(0x00FFFFF0, L4_NILTHREAD, 0) == -ESRCH);
    CHECK(l4_ipc(L4_NILTHREAD, L4_NILTHREAD, 0) == -EINVAL);
    CHECK(zb_call(4000, 0, 0, 0, 0) == -38);
    CHECK(usleep(3000) == 0);
    CHECK(zb_microseconds() - before >= 3000);
    CHECK(gettimeofday(&now, NULL) == 0);
}
