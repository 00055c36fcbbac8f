/* Files and directories. */
#include "tests.h"

void file_read_write(void)
{
    char buffer[16];
    long fd = write_file("a", "hello, file");

    CHECK(fd >= 3);
    EXPECT(sys(SYS_lseek, fd, 7, 0), 7);
    EXPECT(sys(SYS_read, fd, buffer, sizeof buffer), 4);
    CHECK(same(buffer, "file", 4));
    EXPECT(sys(SYS_read, fd, buffer, sizeof buffer), 0);
    EXPECT(sys(SYS_pread64, fd, buffer, 5, 0, 0, 0), 5);
    CHECK(same(buffer, "hello", 5));
    EXPECT(sys(SYS_pwrite64, fd, "J", 1, 0, 0, 0), 1);
    EXPECT(sys(SYS_lseek, fd, 0, 1), 11);
    EXPECT(sys(SYS_close, fd), 0);
    EXPECT(sys(SYS_close, fd), -EBADF);
    CHECK(holds("a", "Jello, file"));
}

void file_open_flags(void)
{
    char byte;
    long fd;

    EXPECT(sys(SYS_open, "missing", O_RDONLY), -ENOENT);
    EXPECT(sys(SYS_open, "a/b", O_RDONLY), -ENOTDIR);
    EXPECT(sys(SYS_open, "a", O_RDONLY | O_DIRECTORY), -ENOTDIR);
    EXPECT(sys(SYS_open, ".", O_WRONLY), -EISDIR);
    EXPECT(sys(SYS_open, "a", O_WRONLY | O_CREAT | O_EXCL, 0644), -EEXIST);
    CHECK((fd = sys(SYS_open, "a", O_WRONLY | O_APPEND)) >= 0);
    EXPECT(sys(SYS_write, fd, "+", 1), 1);
    EXPECT(sys(SYS_read, fd, &byte, 1), -EBADF);
    EXPECT(sys(SYS_close, fd), 0);
    CHECK(holds("a", "Jello, file+"));
    CHECK((fd = sys(SYS_open, "a", O_RDONLY)) >= 0);
    EXPECT(sys(SYS_write, fd, "+", 1), -EBADF);
    EXPECT(sys(SYS_close, fd), 0);
    CHECK((fd = sys(SYS_open, "a", O_WRONLY | O_TRUNC)) >= 0);
    EXPECT(sys(SYS_close, fd), 0);
    CHECK(holds("a", ""));
    EXPECT(sys(SYS_access, "a", 4), 0);
    EXPECT(sys(SYS_access, "missing", 0), -ENOENT);
}

void file_seek(void)
{
    char buffer[8];
    uint64_t at = 0;
    long fd = write_file("a", "0123456789");

    EXPECT(sys(SYS_lseek, fd, -3, 2), 7);
    EXPECT(sys(SYS_lseek, fd, -8, 1), -EINVAL);
    EXPECT(sys(SYS_lseek, fd, 0, 9), -EINVAL);
    EXPECT(sys(SYS__llseek, fd, 1, 5, &at, 0), 0);
    CHECK(at == 0x100000005ull);
    EXPECT(sys(SYS__llseek, fd, 0, 5000, &at, 0), 0);
    EXPECT(sys(SYS_write, fd, "end", 3), 3);
    EXPECT(sys(SYS_pread64, fd, buffer, 4, 0, 4000, 0), 4);
    CHECK(same(buffer, "\0\0\0\0", 4));
    EXPECT(sys(SYS_ftruncate64, fd, 0, 4, 0), 0);
    EXPECT(sys(SYS_lseek, fd, 0, 2), 4);
    EXPECT(sys(SYS_close, fd), 0);
    CHECK(holds("a", "0123"));
}

void file_stat(void)
{
    struct stat64 what;
    uint32_t extended[64];
    long fd = write_file("a", "12345");

    EXPECT(sys(SYS_fstat64, fd, &what), 0);
    CHECK((what.mode & 0170000) == 0100000 && (what.mode & 0777) == 0644);
    CHECK(what.size == 5 && what.nlink == 1);
    EXPECT(sys(SYS_close, fd), 0);
    EXPECT(sys(SYS_stat64, ".", &what), 0);
    CHECK((what.mode & 0170000) == 0040000);
    EXPECT(sys(SYS_fstatat64, AT_FDCWD, "a", &what, 0), 0);
    CHECK(what.size == 5);
    EXPECT(sys(SYS_stat64, "missing", &what), -ENOENT);
    EXPECT(sys(SYS_fstat64, 77, &what), -EBADF);
    EXPECT(sys(SYS_stat64, "a", 16), -EFAULT);
    EXPECT(sys(SYS_statx, AT_FDCWD, "a", 0, 0x7FF, extended), 0);
    CHECK((extended[0] & 0x200) != 0 && extended[10] == 5);     /* size is known, and 5 */
    EXPECT(sys(SYS_statx, AT_FDCWD, "missing", 0, 0x7FF, extended), -ENOENT);
}

void file_descriptors(void)
{
    long fd = write_file("a", "abc");
    long copy = sys(SYS_dup, fd);

    CHECK(copy == fd + 1);
    EXPECT(sys(SYS_lseek, fd, 1, 0), 1);
    EXPECT(sys(SYS_lseek, copy, 0, 1), 1);
    EXPECT(sys(SYS_dup2, fd, 30), 30);
    EXPECT(sys(SYS_dup3, fd, 31, O_CLOEXEC), 31);
    EXPECT(sys(SYS_dup3, fd, fd, 0), -EINVAL);
    EXPECT(sys(SYS_fcntl64, 30, 1), 0);             /* F_GETFD */
    EXPECT(sys(SYS_fcntl64, 31, 1), 1);
    EXPECT(sys(SYS_fcntl64, 30, 2, 1), 0);          /* F_SETFD */
    EXPECT(sys(SYS_fcntl64, 30, 1), 1);
    EXPECT(sys(SYS_fcntl64, fd, 3) & 3, O_RDWR);    /* F_GETFL */
    EXPECT(sys(SYS_fcntl64, fd, 4, O_APPEND), 0);   /* F_SETFL */
    CHECK((sys(SYS_fcntl64, copy, 3) & O_APPEND) != 0);
    EXPECT(sys(SYS_fcntl64, fd, 0, 40), 40);        /* F_DUPFD */
    EXPECT(sys(SYS_close, fd), 0);
    EXPECT(sys(SYS_write, 40, "d", 1), 1);
    EXPECT(sys(SYS_close, 30), 0);
    EXPECT(sys(SYS_close, 31), 0);
    EXPECT(sys(SYS_close, 40), 0);
    EXPECT(sys(SYS_close, copy), 0);
    EXPECT(sys(SYS_dup, copy), -EBADF);
    CHECK(holds("a", "abcd"));
}

void file_vectors(void)
{
    char left[3], right[8];
    struct { const void *start; uint32_t bytes; } out[] = { { "one", 3 }, { "", 0 }, { "two", 3 } };
    struct { void *start; uint32_t bytes; } in[] = { { left, 3 }, { right, 8 } };
    long fd = write_file("a", "");

    EXPECT(sys(SYS_writev, fd, out, 3), 6);
    EXPECT(sys(SYS_lseek, fd, 1, 0), 1);
    EXPECT(sys(SYS_readv, fd, in, 2), 5);
    CHECK(same(left, "net", 3) && same(right, "wo", 2));
    EXPECT(sys(SYS_close, fd), 0);
}

void file_links(void)
{
    char buffer[16];
    long fd = write_file("old", "moved");

    EXPECT(sys(SYS_rename, "old", "new"), 0);
    EXPECT(sys(SYS_rename, "old", "new"), -ENOENT);
    CHECK(holds("new", "moved"));
    EXPECT(sys(SYS_symlink, "new", "arrow"), 0);
    EXPECT(sys(SYS_readlink, "arrow", buffer, sizeof buffer), 3);
    EXPECT(sys(SYS_readlink, "new", buffer, sizeof buffer), -EINVAL);
    CHECK(holds("arrow", "moved"));
    EXPECT(sys(SYS_unlink, "arrow"), 0);
    EXPECT(sys(SYS_unlinkat, AT_FDCWD, "new", 0), 0);
    EXPECT(sys(SYS_unlink, "new"), -ENOENT);
    EXPECT(sys(SYS_lseek, fd, 0, 0), 0);
    EXPECT(sys(SYS_read, fd, buffer, 8), 5);
    EXPECT(sys(SYS_close, fd), 0);
    EXPECT(sys(SYS_unlink, "."), -EISDIR);
}

void file_bad_pointers(void)
{
    long fd = write_file("a", "data");

    EXPECT(sys(SYS_write, fd, 16, 4), -EFAULT);
    EXPECT(sys(SYS_write, fd, 0xF0000000, 4), -EFAULT);
    EXPECT(sys(SYS_lseek, fd, 0, 0), 0);
    EXPECT(sys(SYS_read, fd, 16, 4), -EFAULT);
    EXPECT(sys(SYS_read, fd, file_bad_pointers, 4), -EFAULT);
    EXPECT(sys(SYS_open, 16, O_RDONLY), -EFAULT);
    EXPECT(sys(SYS_read, fd, 0, 0), 0);
    EXPECT(sys(SYS_close, fd), 0);
    EXPECT(sys(SYS_unlink, "a"), 0);
}

void directory_list(void)
{
    static const char *names[] = { ".", "..", "one", "two" };
    unsigned char buffer[1024];
    int seen = 0;
    long fd, got;

    EXPECT(sys(SYS_mkdir, "d", 0755), 0);
    EXPECT(sys(SYS_mkdir, "d", 0755), -EEXIST);
    EXPECT(sys(SYS_mkdir, "missing/d", 0755), -ENOENT);
    EXPECT(sys(SYS_close, write_file("d/one", "")), 0);
    EXPECT(sys(SYS_mkdirat, AT_FDCWD, "d/two", 0755), 0);
    CHECK((fd = sys(SYS_open, "d", O_RDONLY | O_DIRECTORY)) >= 0);
    while ((got = sys(SYS_getdents64, fd, buffer, sizeof buffer)) > 0) {
        for (long at = 0; at < got; at += buffer[at + 16] | buffer[at + 17] << 8) {
            for (int i = 0; i < 4; i++) {
                if (same(buffer + at + 19, names[i], length_of(names[i]) + 1)) {
                    seen += 1 << 4 * i;
                }
            }
        }
    }
    EXPECT(got, 0);
    EXPECT(seen, 0x1111);
    EXPECT(sys(SYS_close, fd), 0);
    EXPECT(sys(SYS_rmdir, "d"), -ENOTEMPTY);
    EXPECT(sys(SYS_unlink, "d/one"), 0);
    EXPECT(sys(SYS_unlinkat, AT_FDCWD, "d/two", AT_REMOVEDIR), 0);
    EXPECT(sys(SYS_rmdir, "d"), 0);
    EXPECT(sys(SYS_rmdir, "d"), -ENOENT);
}

void directory_current(void)
{
    char before[128], now[128];
    long there = sys(SYS_open, ".", O_RDONLY | O_DIRECTORY);
    long length = sys(SYS_getcwd, before, sizeof before);

    CHECK(there >= 0 && length > 1 && before[length - 1] == 0);
    EXPECT(sys(SYS_mkdir, "d", 0755), 0);
    EXPECT(sys(SYS_chdir, "d"), 0);
    EXPECT(sys(SYS_getcwd, now, sizeof now), length + 2);
    CHECK(same(now, before, (unsigned) length - 1) && same(now + length - 1, "/d", 3));
    EXPECT(sys(SYS_getcwd, now, 2), -ERANGE);
    EXPECT(sys(SYS_chdir, ".."), 0);
    EXPECT(sys(SYS_chdir, "missing"), -ENOENT);
    EXPECT(sys(SYS_chdir, "/"), 0);
    EXPECT(sys(SYS_fchdir, there), 0);
    EXPECT(sys(SYS_getcwd, now, sizeof now), length);
    EXPECT(sys(SYS_rmdir, "d"), 0);
    EXPECT(sys(SYS_close, there), 0);
}

void device_files(void)
{
    char buffer[32] = "x";
    long fd = sys(SYS_open, "/dev/null", O_RDWR);

    CHECK(fd >= 0);
    EXPECT(sys(SYS_write, fd, "gone", 4), 4);
    EXPECT(sys(SYS_read, fd, buffer, 4), 0);
    EXPECT(sys(SYS_ioctl, fd, 0x5401, buffer), -ENOTTY);    /* TCGETS */
    EXPECT(sys(SYS_close, fd), 0);
    CHECK((fd = sys(SYS_open, "/dev/zero", O_RDONLY)) >= 0);
    EXPECT(sys(SYS_read, fd, buffer, 4), 4);
    CHECK(buffer[0] == 0);
    EXPECT(sys(SYS_close, fd), 0);
    EXPECT(sys(SYS_ioctl, 77, 0x5401, buffer), -EBADF);
}
