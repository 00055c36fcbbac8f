/* Pipes and waiting for them. */
#include "tests.h"

#define TOTAL 300000

void pipe_bulk(void)
{
    unsigned char buffer[1000];
    int ends[2], status = -1;
    long got, received = 0, pid;

    EXPECT(sys(SYS_pipe2, ends, 0), 0);
    pid = fork_now();
    if (pid == 0) {
        sys(SYS_close, ends[0]);
        for (int sent = 0; sent < TOTAL; sent += (int) sizeof buffer) {
            for (unsigned i = 0; i < sizeof buffer; i++) {
                buffer[i] = (unsigned char) ((sent + (int) i) * 7);
            }
            if (sys(SYS_write, ends[1], buffer, sizeof buffer) != (long) sizeof buffer) {
                leave(1);
            }
        }
        leave(0);
    }
    EXPECT(sys(SYS_close, ends[1]), 0);
    while ((got = sys(SYS_read, ends[0], buffer, 777)) > 0) {
        for (long i = 0; i < got; i++) {
            CHECK(buffer[i] == (unsigned char) ((received + i) * 7));
        }
        received += got;
    }
    EXPECT(got, 0);
    EXPECT(received, TOTAL);
    EXPECT(sys(SYS_close, ends[0]), 0);
    EXPECT(sys(SYS_wait4, pid, &status, 0, 0), pid);
    EXPECT(status, 0);
}

static int broken[2];

static void write_broken(void)
{
    sys(SYS_write, broken[1], "x", 1);
}

void pipe_broken(void)
{
    EXPECT(sys(SYS_pipe2, broken, O_NONBLOCK), 0);
    EXPECT(sys(SYS_read, broken[0], broken, 1), -EAGAIN);
    EXPECT(sys(SYS_lseek, broken[0], 0, 0), -ESPIPE);
    EXPECT(sys(SYS_close, broken[0]), 0);
    EXPECT(in_child(write_broken), SIGPIPE);
    EXPECT(catch_signal(SIGPIPE, (void *) 1, 0), 0);
    EXPECT(sys(SYS_write, broken[1], "x", 1), -EPIPE);
    EXPECT(catch_signal(SIGPIPE, 0, 0), 0);
    EXPECT(sys(SYS_close, broken[1]), 0);
}

void pipe_poll(void)
{
    struct { int fd; int16_t wanted, got; } set[2];
    struct timespec32 soon = { 0, 1000000 };
    uint32_t bits[32];
    int ends[2];

    EXPECT(sys(SYS_pipe2, ends, 0), 0);
    set[0].fd = ends[0];
    set[1].fd = ends[1];
    set[0].wanted = 1;      /* POLLIN */
    set[1].wanted = 4;      /* POLLOUT */
    EXPECT(sys(SYS_poll, set, 2, -1), 1);
    CHECK(set[0].got == 0 && set[1].got == 4);
    EXPECT(sys(SYS_poll, set, 1, 1), 0);
    EXPECT(sys(SYS_write, ends[1], "x", 1), 1);
    EXPECT(sys(SYS_poll, set, 2, 1000), 2);
    CHECK(set[0].got == 1);
    clear(bits, sizeof bits);
    bits[0] = 1u << ends[0];
    EXPECT(sys(SYS_pselect6, ends[0] + 1, bits, 0, 0, &soon, 0), 1);
    EXPECT(bits[0], 1u << ends[0]);
    EXPECT(sys(SYS_read, ends[0], bits, 1), 1);
    clear(bits, sizeof bits);
    bits[0] = 1u << ends[0];
    EXPECT(sys(SYS_pselect6, ends[0] + 1, bits, 0, 0, &soon, 0), 0);
    EXPECT(bits[0], 0);
    EXPECT(sys(SYS_close, ends[1]), 0);
    EXPECT(sys(SYS_poll, set, 1, 1000), 1);
    CHECK((set[0].got & 0x10) != 0);    /* POLLHUP */
    EXPECT(sys(SYS_close, ends[0]), 0);
}
