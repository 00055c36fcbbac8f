/* What the kernel tells: interface page (ABI 2), getid (5.8), time (5.9), and the way into a call (3). */
#include "container.h"

static void kip(void)
{
    static const word entries[] = {
        0xFFFFF02C, 0xFFFFF030, 0xFFFFF018, 0xFFFFF008, 0xFFFFF01C, 0xFFFFF020, 0xFFFFF000, 0xFFFFF028, 0xFFFFF014,
        0xFFFFF00C, 0xFFFFF004, 0xFFFFF010, 0xFFFFF024, 0xFFFFF034, 0xFFFFF038,
    };
    const char *date = (const char *) KIP + 0x64, *hour = (const char *) KIP + 0x70;

    /* abi: kip.magic, kip.version, kip.entries */
    expect("kip: magic", kip_word(0), 0x4B98344C);
    expect("kip: API version", kip_word(4), 0xBB010000);
    expect("kip: API flags", kip_word(8), 0);
    expect_all("kip: entries", call_entry, entries, 15);
    expect("kip: architecture calls", kip_word(0x48) | kip_word(0x4C) | kip_word(0x50), 0);
    expect("kip: kernel version", kip_word(0x58), 0);
    expect("kip: kernel sub-version", kip_word(0x5C), 2);
    expect("kip: kernel magic", kip_word(0x60), 0x0BBB);
    /* abi: kip.date */
    expect("kip: date like Nov 22 2026", date[3] == ' ' && date[6] == ' ' && date[7] == '2' && date[11] == 0, 1);
    expect("kip: time like 10:44:59", hour[2] == ':' && hour[5] == ':' && hour[8] == 0, 1);
}

static struct ids seen;
static word seen_utcb;

static int child(void *argument)
{
    l4_getid(&seen);
    seen_utcb = (word) utcb();
    return (int) argument;
}

static void getid(void)
{
    struct ids ids, kid;
    word own = (word) utcb();

    /* abi: getid.ids, thread.first-ids */
    expect("getid", l4_getid(&ids), 0);
    expect("tid, spid and tgid of the first pager are 1", ids.tid == 1 && ids.spid == 1 && ids.tgid == 1, 1);
    thread_create(child, (void *) 5, TC_SHARE_SPACE, &kid);
    expect("exit code of a child", thread_wait(&kid), 5);
    expect("its tid is the next", seen.tid, 2);
    expect("its space is ours", seen.spid, 1);
    expect("its group is its own", seen.tgid, 2);
    expect("it saw its own UTCB word", seen_utcb != own && seen_utcb % UTCB_BYTES == 0, 1);
    expect("we see ours", (word) utcb(), own);
}

static void time(void)
{
    struct time first, second;
    int forward = 1;

    /* abi: time.get */
    expect("time", l4_time(&first, 0), 0);
    for (int i = 0; i < 1000; i++) {
        l4_time(&second, 0);
        forward &= second.seconds > first.seconds
                || (second.seconds == first.seconds && second.microseconds >= first.microseconds);
        first = second;
    }
    expect("it never goes back", forward, 1);
    expect("microseconds are below a million", first.microseconds < 1000000, 1);
}

static void stubs(void)
{
    /* abi: schedule.result, container_control.result, ipc_control.ENOSYS */
    expect("schedule", l4_schedule(0, 0, 0), 0);
    expect("container_control", l4_container_control(0, 0, 0), 0);
    expect("ipc_control", l4_ipc_control(0, 0, 0), -ENOSYS);
    /* abi: thread_switch.result */
    expect("thread_switch", l4_thread_switch(0), 0);
    expect("thread_switch to anybody", l4_thread_switch(0x1234), 0);
}

/* A call from a place of the program's own. */
void elsewhere(void);
__asm__(".text\n.arm\nelsewhere:\n swi 0x14\n mov r0, #1\n bx lr\n");

/* abi: boot.registers-kept, boot.elsewhere-ENOSYS */
static void entry(void)
{
    static const word places[] = { 0xFFFFF010, 0xFFFFF02C };
    word registers[14], wanted[12];

    for (word place = 0; place < 2; place++) {
        for (word i = 0; i < 12; i++) {
            registers[i] = wanted[i] = 0x01010101 * i;
        }
        registers[0] = 0;
        wanted[0] = 0;
        enter(places[place], registers);
        expect_all("a call keeps every other register", registers, wanted, 12);
        expect("r12 is the entry still", registers[12], places[place]);
        expect("flags and mode are as before", registers[13] & 0xF00000FF, 0x60000010);
    }
    /* A call from elsewhere goes nowhere, and returns to lr, not behind the instruction. */
    memset(registers, 0, sizeof registers);
    enter((word) elsewhere, registers);
    expect("a software interrupt elsewhere", registers[0], -ENOSYS);
}

int main(void)
{
    threads_init();
    kip();
    getid();
    time();
    stubs();
    entry();
    finish("info");
}
