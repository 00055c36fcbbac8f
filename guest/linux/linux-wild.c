/*
 * System calls with bad arguments. First a bad pointer in every place of a call that takes one: each must answer EFAULT.
 * Then every call number with random arguments, seeded, in children that may end as they like; the parent must live on,
 * its memory untouched. A child that sleeps is ended and the next one goes on behind that call.
 *
 *   linux-wild [rounds [seed]]      so many times every call number, 2 when not named
 */
#include "raw.h"

#define LAST_CALL 460
#define PAGE 4096

enum { FILE_FD = 10, DIRECTORY_FD, PIPE_READ, PIPE_WRITE };

static char room[2 * PAGE] __attribute__((aligned(4096)));
static char name[] = "/tmp/linux-wild", long_name[PAGE];
static uint32_t random_state;

/* Where a pointer goes that is bad: read by the kernel, written by it, or a name. With ANYWAY, 0 means "none". */
enum { IN = 1, OUT = 2, ANYWAY = 4 };

struct place { short number, argument, kind; long arguments[6]; };

#define NAME ((long) name)
#define ROOM ((long) room)

static const struct place places[] = {
    { 3, 1, OUT, { FILE_FD, 0, 4 } }, { 4, 1, IN, { FILE_FD, 0, 4 } }, { 5, 0, IN, { 0 } }, { 10, 0, IN, { 0 } },
    { 9, 0, IN, { 0, NAME } }, { 9, 1, IN, { NAME, 0 } }, { 11, 0, IN, { 0 } }, { 12, 0, IN, { 0 } }, { 15, 0, IN, { 0, 0644 } },
    { 33, 0, IN, { 0 } }, { 38, 0, IN, { 0, NAME } }, { 38, 1, IN, { NAME, 0 } }, { 39, 0, IN, { 0 } }, { 40, 0, IN, { 0 } },
    { 42, 0, OUT, { 0 } }, { 77, 1, OUT, { 0 } }, { 83, 0, IN, { 0, NAME } }, { 83, 1, IN, { NAME, 0 } },
    { 85, 0, IN, { 0, ROOM, 100 } }, { 92, 0, IN, { 0 } }, { 116, 0, OUT, { 0 } }, { 122, 0, OUT, { 0 } },
    { 140, 3, OUT, { FILE_FD, 0, 0, 0, 0 } }, { 145, 1, IN, { FILE_FD, 0, 1 } }, { 146, 1, IN, { FILE_FD, 0, 1 } },
    { 162, 0, IN, { 0 } }, { 168, 0, IN, { 0, 1, 0 } }, { 172, 1, OUT, { 16 } }, { 174, 1, IN | ANYWAY, { 10, 0, 0, 8 } },
    { 174, 2, OUT | ANYWAY, { 10, 0, 0, 8 } }, { 175, 1, IN | ANYWAY, { 0, 0, 0, 8 } }, { 175, 2, OUT | ANYWAY, { 0, 0, 0, 8 } },
    { 176, 0, OUT, { 0, 8 } }, { 180, 1, OUT, { FILE_FD, 0, 4 } }, { 181, 1, IN, { FILE_FD, 0, 4 } }, { 183, 0, OUT, { 0, 100 } },
    { 186, 0, IN | ANYWAY, { 0 } }, { 186, 1, OUT | ANYWAY, { 0 } }, { 191, 1, OUT, { 0 } }, { 195, 0, IN, { 0, ROOM } },
    { 195, 1, OUT, { NAME } }, { 196, 1, OUT, { NAME } }, { 197, 1, OUT, { FILE_FD } }, { 217, 1, OUT, { DIRECTORY_FD, 0, 200 } },
    { 240, 0, IN, { 0 } }, { 242, 2, OUT, { 0, 128, 0 } }, { 263, 1, OUT, { 0 } }, { 265, 2, IN, { 0 } }, { 266, 0, IN, { 0, 88, ROOM } },
    { 266, 2, OUT, { NAME, 88, 0 } }, { 322, 1, IN, { AT_FDCWD } }, { 323, 1, IN, { AT_FDCWD } }, { 327, 1, IN, { AT_FDCWD, 0, ROOM } },
    { 327, 2, OUT, { AT_FDCWD, NAME } }, { 328, 1, IN, { AT_FDCWD } }, { 359, 0, OUT, { 0 } }, { 384, 0, OUT, { 0, 16 } },
    { 397, 4, OUT, { AT_FDCWD, NAME, 0, 0xFFF } }, { 403, 1, OUT, { 0 } }
};

/* Not mapped, or the kernel's; the last two are read only, the first of them up to the end of memory. */
static unsigned long bad_pointer(unsigned which)
{
    static const unsigned long pointers[] = { 0, 4, 0x60000000, 0xF0008000, 0xFF001004, 0xFFFFFFFC };

    return which < 6 ? pointers[which] : (unsigned long) room + PAGE;
}

static int refuses_bad_pointers(void)
{
    int wrong = 0;

    for (unsigned i = 0; i < sizeof places / sizeof *places; i++) {
        const struct place *p = &places[i];

        for (unsigned which = (p->kind & ANYWAY) ? 1 : 0; which < ((p->kind & OUT) ? 7 : 5); which++) {
            long a[6], got;

            for (int k = 0; k < 6; k++) {
                a[k] = p->arguments[k];
            }
            a[p->argument] = (long) bad_pointer(which);
            got = sys(p->number, a[0], a[1], a[2], a[3], a[4], a[5]);
            if (got != -EFAULT) {
                wrong++;
                say("call ");
                say_number(p->number);
                say(" with bad pointer ");
                say_number(which);
                say(" as argument ");
                say_number(p->argument);
                say(" gives ");
                say_number(got);
                say("\n");
            }
        }
    }
    return wrong;
}

static uint32_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

static long wild(void)
{
    static const long numbers[] = { 0, 1, -1, 2, 3, 7, 8, 16, 64, 100, 4096, 65536, 0x7FFFFFFF, (long) 0x80000000, AT_FDCWD, 0x10000 };

    switch (next_random() % 8) {
    case 0: return (long) bad_pointer(next_random() % 7);
    case 1: return (long) next_random();
    case 2: return ROOM + (long) (next_random() % PAGE);
    case 3: return ROOM + PAGE - (long) (next_random() % 16);   /* runs into the page that is read only */
    case 4: return next_random() % 2 ? NAME : (long) long_name;
    case 5: return next_random() % 16;                          /* a descriptor, or no */
    case 6: return FILE_FD + (long) (next_random() % 4);
    default: return numbers[next_random() % (sizeof numbers / sizeof *numbers)];
    }
}

/* Left out: what ends the caller or makes another, and what reaches other processes by their number. */
static int left_out(int number)
{
    static const short numbers[] = {
        1, 2, 37, 57, 88, 97, 120, 129, 178, 190, 238, 248, 268, 363, 369, 376, 377, 424, 435, 129
    };

    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i] == number) {
            return 1;
        }
    }
    return 0;
}

static void go_wild(volatile uint32_t *done, uint32_t end)
{
    int null = (int) sys(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR, 0);

    for (int fd = 0; fd < 3; fd++) {
        sys(SYS_dup2, null, fd);
    }
    while (*done < end) {
        uint32_t at = *done;
        int number = (int) (at % LAST_CALL);

        *done = at + 1;
        random_state = at * 2654435761u + random_state;
        random_state |= random_state == 0;
        if (!left_out(number)) {
            sys(number, wild(), wild(), wild(), wild(), wild(), wild());
        }
    }
    leave(0);
}

/* Waits for the child as long as it makes progress. */
static void watch(long child, volatile uint32_t *done)
{
    uint32_t mask[2] = { 1u << (SIGCHLD - 1), 0 };
    struct timespec32 patience = { 0, 30000000 };
    uint32_t before;

    do {
        before = *done;
        sys(177, mask, 0, &patience, 8);
        if (sys(SYS_wait4, child, 0, 1, 0) == child) {
            return;
        }
    } while (*done != before);
    sys(SYS_kill, child, SIGKILL);
    sys(SYS_wait4, child, 0, 0, 0);
}

static unsigned number_of(const char *text)
{
    unsigned n = 0;

    while (*text >= '0' && *text <= '9') {
        n = n * 10 + (unsigned) (*text++ - '0');
    }
    return n;
}

/* Called from start.S with the initial stack. */
void start_c(long *stack);
void start_c(long *stack)
{
    char **argv = (char **) (stack + 1);
    unsigned rounds = stack[0] > 1 ? number_of(argv[1]) : 2, seed = stack[0] > 2 ? number_of(argv[2]) : 1;
    uint32_t mask[2] = { 1u << (SIGCHLD - 1), 0 }, end = rounds * LAST_CALL;
    volatile uint32_t *done = (void *) sys(SYS_mmap2, 0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int ends[2], wrong, children = 0, harmed = 0;

    for (unsigned i = 0; i < sizeof long_name - 1; i++) {
        long_name[i] = 'x';
    }
    sys(SYS_mprotect, room + PAGE, PAGE, PROT_READ);
    sys(SYS_dup2, sys(SYS_openat, AT_FDCWD, name, O_RDWR | O_CREAT, 0644), FILE_FD);
    sys(SYS_dup2, sys(SYS_openat, AT_FDCWD, "/", O_DIRECTORY, 0), DIRECTORY_FD);
    sys(SYS_write, FILE_FD, room, 100);
    sys(SYS_lseek, FILE_FD, 0, 0);
    sys(SYS_pipe2, ends, O_NONBLOCK);
    sys(SYS_dup2, ends[0], PIPE_READ);
    sys(SYS_dup2, ends[1], PIPE_WRITE);
    wrong = refuses_bad_pointers();
    say("bad pointers: ");
    say(wrong == 0 ? "ok\n" : "FAILED\n");

    sys(SYS_rt_sigprocmask, 0, mask, 0, 8);
    while (*done < end) {
        long child = fork_now();

        if (child == 0) {
            random_state = seed;
            go_wild(done, end);
        }
        if (child < 0) {
            say("fork is refused\n");
            leave(1);
        }
        children++;
        watch(child, done);
    }
    for (unsigned i = 0; i < sizeof room; i++) {
        harmed += room[i] != 0;
    }
    say("wild calls: ");
    say_number((long) *done);
    say(harmed == 0 ? ", ok\n" : ", the parent's memory has changed: FAILED\n");
    leave(wrong == 0 && harmed == 0 && children > 0 ? 0 : 1);
}
