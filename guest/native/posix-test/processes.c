/* fork, exec, wait. */
#include <fcntl.h>
#include <zb/native.h>
#include "tests.h"

static volatile int private_word;

static void spoil_private(void)
{
    CHECK(private_word == 5);
    private_word = 6;
    CHECK(private_word == 6);
}

void fork_copies(void)
{
    private_word = 5;
    CHECK(in_child(spoil_private) == 0);
    CHECK(private_word == 5);
}

static void exit_seven(void)
{
    _exit(7);
}

void fork_many(void)
{
    int status, sum = 0;

    CHECK(WEXITSTATUS(in_child(exit_seven)) == 7);
    for (int i = 1; i <= 20; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            _exit(i);
        }
        CHECK(pid > 0);
    }
    for (int i = 1; i <= 20; i++) {
        CHECK(wait(&status) > 0 && WIFEXITED(status));
        sum += WEXITSTATUS(status);
    }
    CHECK(sum == 210);
    CHECK_ERROR(wait(&status), ECHILD);
}

static pid_t parent;

static void look_at_parent(void)
{
    CHECK(getppid() == parent && getpid() != parent);
}

void fork_identities(void)
{
    parent = getpid();
    CHECK(parent > 0);
    CHECK(in_child(look_at_parent) == 0);
}

void fork_shares_offset(void)
{
    int fd = write_file("offset", "");
    pid_t pid = fork();

    if (pid == 0) {
        _exit(write(fd, "child ", 6) == 6 ? 0 : 1);
    }
    CHECK(waitpid(pid, NULL, 0) == pid);
    CHECK(write(fd, "parent", 6) == 6 && close(fd) == 0);
    CHECK(holds("offset", "child parent"));
}

static void exec_self(void)
{
    char *argv[] = { "argv-zero", "child", "two words", "", NULL };
    char *envp[] = { "COLOUR=green", NULL };

    CHECK(dup2(open(in_directory("a"), O_RDONLY | O_CREAT, 0644), 9) == 9);
    CHECK(open(in_directory("a"), O_RDONLY | O_CLOEXEC) == 4);
    execve(zb_executable, argv, envp);
    CHECK(0);
}

void exec_program(void)
{
    char *argv[] = { "x", NULL };
    char *volatile nowhere = (char *) 0x10;

    CHECK(WEXITSTATUS(in_child(exec_self)) == 55);
    CHECK_ERROR(execve(in_directory("missing"), argv, argv + 1), ENOENT);
    CHECK(close(write_file("script", "not a program")) == 0);
    CHECK(execve(in_directory("script"), argv, argv + 1) == -1);
    CHECK_ERROR(execve(nowhere, argv, argv + 1), EFAULT);
}

/* What exec_self became: its exit status says whether everything came through. */
int exec_child(int argc, char **argv)
{
    char byte;

    if (argc != 4 || strcmp(argv[0], "argv-zero") != 0 || strcmp(argv[2], "two words") != 0 || argv[3][0] != 0) {
        return 1;
    }
    if (getenv("COLOUR") == NULL || strcmp(getenv("COLOUR"), "green") != 0) {
        return 2;
    }
    if (read(9, &byte, 1) != 0 || read(4, &byte, 1) != -1) {
        return 3;
    }
    return 55;
}

void wait_options(void)
{
    int ends[2], status;
    char byte;
    pid_t pid;

    CHECK(pipe(ends) == 0);
    pid = fork();
    if (pid == 0) {
        close(ends[1]);
        _exit(read(ends[0], &byte, 1) == 0 ? 3 : 4);
    }
    CHECK(waitpid(pid, &status, WNOHANG) == 0);
    CHECK(close(ends[0]) == 0 && close(ends[1]) == 0);
    CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 3);
    CHECK_ERROR(waitpid(pid, &status, 0), ECHILD);
}
