/* Pipes. */
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include "tests.h"

void pipe_bulk(void)
{
    enum { TOTAL = 300000 };
    unsigned char buffer[1000];
    int ends[2], got, status, received = 0;
    pid_t pid;

    CHECK(pipe(ends) == 0);
    pid = fork();
    if (pid == 0) {
        close(ends[0]);
        for (int sent = 0; sent < TOTAL; sent += (int) sizeof buffer) {
            for (unsigned i = 0; i < sizeof buffer; i++) {
                buffer[i] = (unsigned char) ((sent + (int) i) * 7);
            }
            if (write(ends[1], buffer, sizeof buffer) != (int) sizeof buffer) {
                _exit(1);
            }
        }
        _exit(0);
    }
    CHECK(close(ends[1]) == 0);
    while ((got = read(ends[0], buffer, 777)) > 0) {
        for (int i = 0; i < got; i++) {
            CHECK(buffer[i] == (unsigned char) ((received + i) * 7));
        }
        received += got;
    }
    CHECK(got == 0 && received == TOTAL);
    CHECK(close(ends[0]) == 0);
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
}

/* abi: posix.poll, posix.ioctl */
void pipe_poll(void)
{
    struct pollfd both[2];
    int ends[2], other[2], waiting = -1, status;
    pid_t pid;

    CHECK(pipe(ends) == 0 && pipe(other) == 0);
    both[0] = (struct pollfd) { ends[0], POLLIN, 0 };
    both[1] = (struct pollfd) { other[0], POLLIN, 0 };
    CHECK(poll(both, 2, 0) == 0 && both[0].revents == 0 && both[1].revents == 0);
    CHECK(poll(both, 2, 5) == 0);
    pid = fork();
    if (pid == 0) {
        _exit(write(other[1], "abc", 3) != 3);
    }
    CHECK(poll(both, 2, -1) == 1 && both[0].revents == 0 && both[1].revents == POLLIN);
    CHECK(ioctl(other[0], FIONREAD, &waiting) == 0 && waiting == 3);
    CHECK_ERROR(ioctl(99, FIONREAD, &waiting), EBADF);
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
    CHECK(close(ends[1]) == 0 && poll(both, 2, -1) == 2 && (both[0].revents & POLLHUP) != 0);
    CHECK(close(ends[0]) == 0 && poll(both, 1, -1) == 1 && both[0].revents == POLLNVAL);
    CHECK(close(other[0]) == 0 && close(other[1]) == 0);
}

static int broken_pipe[2];

static void write_broken(void)
{
    CHECK(write(broken_pipe[1], "x", 1) == -1);
}

void pipe_broken(void)
{
    int status;

    CHECK(pipe(broken_pipe) == 0 && close(broken_pipe[0]) == 0);
    status = in_child(write_broken);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);
    CHECK(signal(SIGPIPE, SIG_IGN) == SIG_DFL);
    CHECK_ERROR(write(broken_pipe[1], "x", 1), EPIPE);
    CHECK(signal(SIGPIPE, SIG_DFL) == SIG_IGN);
    CHECK(close(broken_pipe[1]) == 0);
}
