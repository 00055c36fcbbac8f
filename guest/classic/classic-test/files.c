/* Files and directories: ABI 12.2 to 12.5. */
#include "tests.h"

#define NOWHERE ((void *) 0x7E000000u)
#define BUFFER_BYTES 2048

/* A file with these contents, open with its cursor at the end. */
static int made(const char *path, const char *text, int bytes)
{
    int fd = open(path, O_CREAT | O_TRUNC, 0644);

    return fd < 0 || write(fd, text, bytes) == bytes ? fd : -1;
}

/* abi: posix.open-creat, posix.write, posix.lseek, posix.read, posix.close, posix.close-EBADF */
int mini_io(void)
{
    char buffer[16];
    int fd = open("/mini", O_CREAT, 0);

    CHECK(fd >= 0 && fd < 32);
    CHECK(write(fd, "small file", 10) == 10);
    CHECK(lseek(fd, 0, SEEK_SET) == 0);
    CHECK(read(fd, buffer, sizeof buffer) == 10 && bytes_equal(buffer, "small file", 10));
    CHECK(close(fd) == 0);
    CHECK(close(fd) == -EBADF && close(-1) == -EBADF && close(32) == -EBADF);
    CHECK(read(fd, buffer, 1) == -EBADF && write(fd, buffer, 1) == -EBADF);
    CHECK(open("/mini", 0, 0) == fd);
    CHECK(close(fd) == 0);
    return 0;
}

struct record {
    word number, offset;
    unsigned short length;
    byte type;
    char name[];
};

/* The number of records, and in *where the place of a name among them, -1 for nowhere. */
static int listed(const char *buffer, int bytes, const char *name, int *where)
{
    int records = 0;

    *where = -1;
    for (int at = 0; at < bytes; records++) {
        const struct record *record = (const struct record *) (buffer + at);

        if ((int) record->offset != at || record->length < 12 || record->number == 0) {
            return -1;
        }
        if (text_equal(record->name, name)) {
            *where = records;
        }
        at += record->length;
    }
    return records;
}

/* abi: posix.mkdir, posix.mkdir-EEXIST, posix.mkdir-ENOENT, posix.mkdir-ENOTDIR, posix.chdir, posix.chdir-ENOENT,
   posix.chdir-ENOTDIR, posix.readdir, posix.readdir-error, note.8.6, note.8.12, note.8.14 */
int directories(void)
{
    static word buffer[BUFFER_BYTES / 4];
    char *bytes = (char *) buffer;
    int fd, got, where;

    CHECK(mkdir("/place", 0) == 0 && mkdir("/place/inner", 0755) == 0);
    CHECK(mkdir("/place", 0) == -EEXIST && mkdir("/mini", 0) == -EEXIST);
    CHECK(mkdir("/missing/inner", 0) == -ENOENT && mkdir("/mini/inner", 0) == -ENOTDIR);
    CHECK(chdir("/missing") == -ENOENT && chdir("/mini") == -ENOTDIR);
    CHECK(chdir("place") == 0);
    fd = made("file", "x", 1);
    CHECK(fd >= 0 && close(fd) == 0);
    CHECK((fd = open("../place/./file", 0, 0)) >= 0 && close(fd) == 0);
    fd = open(".", 0, 0);
    CHECK(fd >= 0);
    for (int again = 0; again < 2; again++) {
        memset(buffer, 0xEE, sizeof buffer);
        got = readdir(fd, bytes, sizeof buffer);
        CHECK(got > 0);
        CHECK(listed(bytes, got, ".", &where) == 4 && where == 0);
        CHECK(listed(bytes, got, "..", &where) == 4 && where == 1);
        CHECK(listed(bytes, got, "file", &where) == 4 && where >= 2);
        CHECK(listed(bytes, got, "inner", &where) == 4 && where >= 2);
    }
    CHECK(close(fd) == 0);
    CHECK(readdir(fd, bytes, sizeof buffer) == -EBADF && readdir(31, bytes, sizeof buffer) == -EBADF);
    fd = open("file", 0, 0);
    CHECK(readdir(fd, bytes, sizeof buffer) == -ENOTDIR);
    CHECK(close(fd) == 0 && chdir("/") == 0);
    return 0;
}

/* abi: posix.open-ENOENT, posix.open-ENOTDIR, posix.open-excl, posix.open-trunc, posix.open-append, posix.open-shared-length,
   posix.open-cursor, posix.read-end, posix.lseek-END, posix.lseek-EINVAL, posix.read-EINVAL, posix.read-EFAULT,
   posix.write-EINVAL, posix.fsync, posix.fsync-bad, note.8.3, note.8.7 */
int file_io(void)
{
    char buffer[64];
    int one, other;

    CHECK(open("/missing", 0, 0) == -ENOENT && open("/mini/x", O_CREAT, 0) == -ENOTDIR && open("/missing/x", O_CREAT, 0) == -ENOENT);
    one = made("/shared", "0123456789", 10);
    other = open("/shared", 0, 0);
    CHECK(one >= 0 && other >= 0 && one != other);
    CHECK(read(other, buffer, 4) == 4 && bytes_equal(buffer, "0123", 4));
    CHECK(write(one, "abc", 3) == 3);
    CHECK(read(other, buffer, 64) == 9 && bytes_equal(buffer, "456789abc", 9));
    CHECK(read(other, buffer, 64) == 0);
    CHECK(lseek(other, -3, SEEK_END) == 10 && lseek(other, 1, SEEK_CUR) == 11);
    CHECK(lseek(other, -1, SEEK_SET) == -EINVAL && lseek(other, -20, SEEK_CUR) == -EINVAL && lseek(other, 0, 3) == -EINVAL);
    CHECK(lseek(99, 0, SEEK_SET) == -EBADF);
    CHECK(read(other, buffer, 64) == 2 && bytes_equal(buffer, "bc", 2));
    CHECK(lseek(other, 5000, SEEK_SET) == 5000 && read(other, buffer, 1) == 0);
    CHECK(write(other, "end", 3) == 3 && lseek(one, 0, SEEK_END) == 5003);
    CHECK(lseek(one, 4096, SEEK_SET) == 4096 && read(one, buffer, 4) == 4 && bytes_equal(buffer, "\0\0\0\0", 4));
    CHECK(read(one, buffer, -1) == -EINVAL && write(one, buffer, -1) == -EINVAL);
    CHECK(read(one, NOWHERE, 8) == -EFAULT && write(one, NOWHERE, 8) == -EINVAL);
    CHECK(read(one, (void *) main, 8) == -EFAULT);
    CHECK(fsync(one) == 0 && fsync(33) < 0 && fsync(31) == -EBADF);
    CHECK(close(other) == 0);
    CHECK(open("/shared", O_CREAT | O_EXCL, 0) == -EEXIST);
    CHECK((other = open("/shared", O_APPEND, 0)) >= 0 && write(other, "+", 1) == 1 && close(other) == 0);
    CHECK(lseek(one, 0, SEEK_END) == 5004);
    CHECK((other = open("/shared", O_CREAT | O_TRUNC, 0)) >= 0 && close(other) == 0);
    CHECK(lseek(one, 0, SEEK_END) == 0 && close(one) == 0);
    return 0;
}

/* abi: posix.stat, posix.stat-ENOENT, posix.fstat, posix.fstat-EBADF, posix.stat-record */
int file_status(void)
{
    struct status status, same;
    int fd = made("/status", "12345", 5);

    CHECK(sizeof status == 64 && fd >= 0);
    CHECK(fstat(fd, &status) == 0 && stat("/status", &same) == 0);
    CHECK(status.mode >> 12 == 8 && status.size == 5 && status.size_high == 0 && status.links == 1 && status.block == 4096);
    CHECK(bytes_equal(&status, &same, sizeof status));
    CHECK(stat("/place", &same) == 0 && same.mode >> 12 == 4 && same.number != status.number);
    CHECK(stat("/missing", &same) == -ENOENT && stat("/status", NOWHERE) == -EFAULT);
    CHECK(close(fd) == 0 && fstat(fd, &status) == -EBADF);
    return 0;
}

#define FILES 300
#define BLOCKS 300

/* abi: posix.readdir-2048, note.8.13, note.8.14 */
int many_files(void)
{
    static word buffer[BUFFER_BYTES / 4];
    char name[] = "/many/0000";
    int fd, got, where;

    CHECK(mkdir("/many", 0755) == 0);
    for (int i = 0; i < FILES; i++) {
        name[7] = (char) ('0' + i / 100);
        name[8] = (char) ('0' + i / 10 % 10);
        name[9] = (char) ('0' + i % 10);
        CHECK((fd = open(name, O_CREAT, 0)) >= 0 && close(fd) == 0);
    }
    CHECK((fd = open("/many", 0, 0)) >= 0);
    got = readdir(fd, buffer, BUFFER_BYTES);
    CHECK(got > BUFFER_BYTES - 64 && got <= BUFFER_BYTES && listed((char *) buffer, got, "0000", &where) > 90 && where == 2);
    CHECK((got = readdir(fd, buffer, 100)) > 0 && got <= 100 && listed((char *) buffer, got, "..", &where) > 2 && close(fd) == 0);
    fd = open("/big", O_CREAT, 0);
    CHECK(fd >= 0);
    for (int i = 0; i < BLOCKS; i++) {
        buffer[0] = (word) i;
        CHECK(write(fd, buffer, BUFFER_BYTES) == BUFFER_BYTES && write(fd, buffer, BUFFER_BYTES) == BUFFER_BYTES);
    }
    for (int i = BLOCKS - 1; i >= 0; i -= 13) {
        CHECK(lseek(fd, i * 2 * BUFFER_BYTES, SEEK_SET) >= 0 && read(fd, buffer, 8) == 8 && buffer[0] == (word) i);
    }
    CHECK(close(fd) == 0);
    return 0;
}

/* What is refused costs nothing: the next descriptor and the next address are what they would have been. */
/* abi: note.8.9 */
int refusals(void)
{
    char *arguments[] = { "/missing", 0 };
    int fd = open("/mini", 0, 0), area = mmap(0, PAGE, PROT_READ, MAP_PRIVATE, fd, 0);

    CHECK(fd >= 0 && !failed(area) && munmap((word) area, PAGE) == 0 && close(fd) == 0);
    for (int i = 0; i < 100; i++) {
        CHECK(open("/missing/x", O_CREAT, 0) == -ENOENT && open("/mini", O_CREAT | O_EXCL, 0) == -EEXIST);
        CHECK(execve("/missing", arguments, arguments + 1) == -ENOENT && execve("/mini", arguments, arguments + 1) == -ENOEXEC);
        CHECK(mmap(0, 9 * PAGE, PROT_READ, MAP_PRIVATE, 0, 1) < 0);
    }
    CHECK(open("/mini", 0, 0) == fd && mmap(0, PAGE, PROT_READ, MAP_PRIVATE, fd, 0) == area);
    CHECK(munmap((word) area, PAGE) == 0 && close(fd) == 0);
    return 0;
}
