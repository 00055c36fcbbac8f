/*
 * The POSIX server and the pager, seen from a native program: files, directories, mmap, fork, exec, pipes, wait, signals,
 * threads. Prints one line a test; exit status 0 when all are well.
 *
 *   posix-test            all tests
 *   posix-test child ...  (used by the exec tests)
 */
#include <fcntl.h>
#include <sys/stat.h>
#include "tests.h"

char directory[64];

const char *in_directory(const char *name)
{
    static char names[2][128];
    static int turn;

    turn ^= 1;
    snprintf(names[turn], sizeof names[turn], "%s/%s", directory, name);
    return names[turn];
}

int write_file(const char *name, const char *text)
{
    int fd = open(in_directory(name), O_RDWR | O_CREAT | O_TRUNC, 0644);
    int length = (int) strlen(text);

    if (fd >= 0 && write(fd, text, (size_t) length) != length) {
        close(fd);
        return -1;
    }
    return fd;
}

int holds(const char *name, const char *text)
{
    char buffer[256];
    int fd = open(in_directory(name), O_RDONLY);
    int got = fd < 0 ? -1 : read(fd, buffer, sizeof buffer);

    close(fd);
    return got == (int) strlen(text) && memcmp(buffer, text, (size_t) got) == 0;
}

static void make_directory(void)
{
    struct stat what;

    snprintf(directory, sizeof directory, "%s/posix-test.%d", stat("/tmp", &what) == 0 ? "/tmp" : "", (int) getpid());
    CHECK(mkdir(directory, 0755) == 0);
}

static void remove_directory(void)
{
    static const char *names[] = { "a", "seek", "stat", "dup", "bad", "relative", "map", "offset", "script" };

    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK(unlink(in_directory(names[i])) == 0);
    }
    CHECK(rmdir(directory) == 0);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*body)(void);
    } all[] = {
        { "make-directory", make_directory }, { "file-write-read", file_write_read },
        { "file-open-flags", file_open_flags }, { "file-access-modes", file_access_modes },
        { "file-seek", file_seek }, { "file-stat", file_stat }, { "file-duplicate", file_duplicate },
        { "file-unlink-rename", file_unlink_rename }, { "file-link", file_link }, { "file-owner", file_owner },
        { "time-set", time_set }, { "file-bad-pointers", file_bad_pointers },
        { "directory-make-list", directory_make_list }, { "directory-current", directory_current },
        { "mmap-anonymous", mmap_anonymous }, { "mmap-file", mmap_file }, { "mmap-protect", mmap_protect },
        { "mmap-shared-fork", mmap_shared_fork }, { "shm-by-key", shm_by_key }, { "heap-blocks", heap_blocks },
        { "fork-copies", fork_copies }, { "fork-many", fork_many }, { "fork-identities", fork_identities },
        { "fork-shares-offset", fork_shares_offset }, { "exec-program", exec_program },
        { "wait-options", wait_options }, { "pipe-bulk", pipe_bulk }, { "pipe-poll", pipe_poll },
        { "pipe-broken", pipe_broken },
        { "signal-handler", signal_handler }, { "signal-blocked", signal_blocked },
        { "signal-interrupts", signal_interrupts }, { "signal-preempts", signal_preempts },
        { "signal-fault", signal_fault }, { "signal-kills", signal_kills }, { "thread-clone", thread_clone },
        { "kernel-calls", kernel_calls }, { "remove-directory", remove_directory },
    };

    if (argc > 1 && strcmp(argv[1], "child") == 0) {
        return exec_child(argc, argv);
    }
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        test(all[i].name, all[i].body);
    }
    return test_sum("posix-test");
}
