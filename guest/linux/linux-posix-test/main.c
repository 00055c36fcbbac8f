/*
 * The Linux personality, call by call, with every result checked. Prints one line a test; exit status 0 when all are well.
 * On a real ARM Linux it gives the same page.
 *
 *   linux-posix-test            all tests
 *   linux-posix-test child      (used by the exec test)
 */
#include "tests.h"

const uint32_t *initial_stack;

long write_file(const char *name, const char *text)
{
    long fd = sys(SYS_openat, AT_FDCWD, name, O_RDWR | O_CREAT | O_TRUNC, 0644);

    if (fd >= 0 && sys(SYS_write, fd, text, length_of(text)) != (long) length_of(text)) {
        return -1;
    }
    return fd;
}

int holds(const char *name, const char *text)
{
    char buffer[256];
    long fd = sys(SYS_openat, AT_FDCWD, name, O_RDONLY, 0);
    long got = sys(SYS_read, fd, buffer, sizeof buffer);

    sys(SYS_close, fd);
    return got == (long) length_of(text) && same(buffer, text, (unsigned) got);
}

static const char *own_directory(void)
{
    static char name[64];
    unsigned at = sizeof "/tmp/linux-posix-test." - 1;

    if (name[0] != 0) {
        return name;
    }
    for (unsigned i = 0; i < at; i++) {
        name[i] = "/tmp/linux-posix-test."[i];
    }
    if (sys(SYS_access, "/tmp", 0) != 0) {
        sys(SYS_mkdir, "/tmp", 0777);
    }
    for (long pid = sys(SYS_getpid); pid != 0; pid /= 10) {
        name[at++] = (char) ('0' + pid % 10);
    }
    return name;
}

static void make_directory(void)
{
    EXPECT(sys(SYS_mkdir, own_directory(), 0755), 0);
    EXPECT(sys(SYS_chdir, own_directory()), 0);
}

static void remove_directory(void)
{
    EXPECT(sys(SYS_chdir, "/"), 0);
    EXPECT(sys(SYS_rmdir, own_directory()), 0);
}

void start_c(const uint32_t *stack)
{
    static const struct {
        const char *name;
        void (*body)(void);
    } all[] = {
        { "auxiliary-vector", auxiliary_vector }, { "identity", identity }, { "unknown-call", unknown_call },
        { "make-directory", make_directory }, { "file-read-write", file_read_write },
        { "file-open-flags", file_open_flags }, { "file-seek", file_seek }, { "file-stat", file_stat },
        { "file-descriptors", file_descriptors }, { "file-vectors", file_vectors }, { "file-links", file_links },
        { "file-bad-pointers", file_bad_pointers }, { "directory-list", directory_list },
        { "directory-current", directory_current }, { "device-files", device_files }, { "memory-brk", memory_brk },
        { "memory-map", memory_map }, { "memory-map-file", memory_map_file }, { "memory-remap", memory_remap },
        { "memory-code", memory_code }, { "process-fork", process_fork }, { "process-exec", process_exec },
        { "process-vfork", process_vfork }, { "process-wait", process_wait }, { "thread-futex", thread_futex },
        { "thread-local", thread_local }, { "pipe-bulk", pipe_bulk }, { "pipe-broken", pipe_broken },
        { "pipe-poll", pipe_poll }, { "signal-handler", signal_handler }, { "signal-mask", signal_mask },
        { "signal-interrupt", signal_interrupt }, { "signal-fault", signal_fault }, { "signal-stack", signal_stack },
        { "signal-timer", signal_timer }, { "signal-preempt", signal_preempt }, { "clock-calls", clock_calls },
        { "misc-calls", misc_calls }, { "kuser-page", kuser_page }, { "remove-directory", remove_directory },
    };

    initial_stack = stack;
    if (stack[0] > 1 && same((const char *) stack[2], "child", 6)) {
        exec_child();
    }
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        test(all[i].name, all[i].body);
    }
    leave(test_sum("linux-posix-test"));
}
