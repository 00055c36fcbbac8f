/* Files and directories. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include "tests.h"

void file_write_read(void)
{
    char buffer[16];
    int fd = write_file("a", "hello, file");

    CHECK(fd >= 3);
    CHECK(lseek(fd, 7, SEEK_SET) == 7);
    CHECK(read(fd, buffer, sizeof buffer) == 4);
    CHECK(memcmp(buffer, "file", 4) == 0);
    CHECK(read(fd, buffer, sizeof buffer) == 0);
    CHECK(fsync(fd) == 0);
    CHECK(close(fd) == 0);
    CHECK(holds("a", "hello, file"));
}

void file_open_flags(void)
{
    int fd;

    CHECK_ERROR(open(in_directory("missing"), O_RDONLY), ENOENT);
    CHECK_ERROR(open(in_directory("a"), O_WRONLY | O_CREAT | O_EXCL, 0644), EEXIST);
    CHECK((fd = open(in_directory("a"), O_WRONLY | O_CREAT, 0644)) >= 0);
    CHECK(close(fd) == 0);
    CHECK(holds("a", "hello, file"));
    CHECK((fd = open(in_directory("a"), O_WRONLY | O_APPEND)) >= 0);
    CHECK(write(fd, "+", 1) == 1);
    CHECK(close(fd) == 0);
    CHECK(holds("a", "hello, file+"));
    CHECK((fd = open(in_directory("a"), O_WRONLY | O_TRUNC)) >= 0);
    CHECK(close(fd) == 0);
    CHECK(holds("a", ""));
}

void file_access_modes(void)
{
    char byte = 'x';
    int fd;

    CHECK((fd = open(in_directory("a"), O_RDONLY)) >= 0);
    CHECK_ERROR(write(fd, &byte, 1), EBADF);
    CHECK(close(fd) == 0);
    CHECK((fd = open(in_directory("a"), O_WRONLY)) >= 0);
    CHECK_ERROR(read(fd, &byte, 1), EBADF);
    CHECK(close(fd) == 0);
    CHECK_ERROR(write(fd, &byte, 1), EBADF);
    CHECK_ERROR(close(fd), EBADF);
    CHECK_ERROR(open(directory, O_WRONLY), EISDIR);
}

void file_seek(void)
{
    char buffer[8];
    int fd = write_file("seek", "0123456789");

    CHECK(fd >= 0);
    CHECK(lseek(fd, -3, SEEK_END) == 7);
    CHECK(read(fd, buffer, 1) == 1 && buffer[0] == '7');
    CHECK(lseek(fd, -2, SEEK_CUR) == 6);
    CHECK_ERROR(lseek(fd, -1, SEEK_SET), EINVAL);
    CHECK(lseek(fd, 0, SEEK_CUR) == 6);
    CHECK(lseek(fd, 5000, SEEK_SET) == 5000);
    CHECK(write(fd, "end", 3) == 3);
    CHECK(lseek(fd, 4000, SEEK_SET) == 4000);
    CHECK(read(fd, buffer, 4) == 4 && memcmp(buffer, "\0\0\0\0", 4) == 0);
    CHECK(lseek(fd, 0, SEEK_END) == 5003);
    CHECK(close(fd) == 0);
}

void file_stat(void)
{
    struct stat what;
    int fd = write_file("stat", "12345");

    CHECK(fstat(fd, &what) == 0);
    CHECK(S_ISREG(what.st_mode) && what.st_size == 5 && what.st_nlink == 1);
    CHECK(close(fd) == 0);
    CHECK(stat(in_directory("stat"), &what) == 0);
    CHECK(S_ISREG(what.st_mode) && what.st_size == 5);
    CHECK(stat(directory, &what) == 0);
    CHECK(S_ISDIR(what.st_mode));
    CHECK_ERROR(stat(in_directory("missing"), &what), ENOENT);
    CHECK_ERROR(stat(in_directory("stat/x"), &what), ENOTDIR);
}

void file_duplicate(void)
{
    int fd = write_file("dup", "abc");
    int copy = dup(fd);

    CHECK(copy >= 0 && copy != fd);
    CHECK(lseek(fd, 1, SEEK_SET) == 1);
    CHECK(lseek(copy, 0, SEEK_CUR) == 1);
    CHECK(dup2(fd, 20) == 20);
    CHECK(close(fd) == 0);
    CHECK(write(20, "X", 1) == 1);
    CHECK(close(20) == 0 && close(copy) == 0);
    CHECK(holds("dup", "aXc"));
    CHECK_ERROR(dup(fd), EBADF);
}

void file_unlink_rename(void)
{
    char buffer[8];
    int fd = write_file("old", "moved");

    CHECK(rename(in_directory("old"), in_directory("new")) == 0);
    CHECK(holds("new", "moved"));
    CHECK_ERROR(open(in_directory("old"), O_RDONLY), ENOENT);
    CHECK(unlink(in_directory("new")) == 0);
    CHECK_ERROR(unlink(in_directory("new")), ENOENT);
    CHECK(lseek(fd, 0, SEEK_SET) == 0);
    CHECK(read(fd, buffer, 8) == 5);
    CHECK(close(fd) == 0);
}

/* abi: posix.link */
void file_link(void)
{
    struct stat what;
    int fd = write_file("linked", "one file");

    CHECK(fd >= 0 && close(fd) == 0);
    CHECK(link(in_directory("linked"), in_directory("second")) == 0);
    CHECK(holds("second", "one file") && stat(in_directory("second"), &what) == 0 && what.st_nlink == 2);
    CHECK_ERROR(link(in_directory("linked"), in_directory("second")), EEXIST);
    CHECK_ERROR(link(in_directory("missing"), in_directory("third")), ENOENT);
    CHECK(unlink(in_directory("linked")) == 0 && holds("second", "one file") && unlink(in_directory("second")) == 0);
}

static void open_as_somebody(void)
{
    CHECK(setuid(1000) == 0);
    CHECK_ERROR(open(in_directory("owned"), O_RDONLY), EACCES);
    CHECK_ERROR(chmod(in_directory("owned"), 0644), EPERM);
    CHECK_ERROR(setuid(0), EPERM);
}

/* abi: posix.modes-owners */
void file_owner(void)
{
    struct stat what;
    mode_t mask = umask(077);
    int fd = open(in_directory("owned"), O_CREAT | O_WRONLY, 0666);

    CHECK(fd >= 0 && fstat(fd, &what) == 0 && (what.st_mode & 0777) == 0600);
    CHECK(umask(mask) == 077 && close(fd) == 0);
    CHECK(in_child(open_as_somebody) == 0);
    CHECK(chown(in_directory("owned"), 7, (gid_t) -1) == 0 && chmod(in_directory("owned"), 0604) == 0);
    CHECK(stat(in_directory("owned"), &what) == 0 && what.st_uid == 7 && what.st_gid == 0 && (what.st_mode & 0777) == 0604);
    CHECK(unlink(in_directory("owned")) == 0);
}

/* The clock is everybody's: it goes back to what it was. */
/* abi: posix.time-set */
void time_set(void)
{
    struct timeval then = { 1000000000, 0 }, now = { 0, 0 };
    struct stat what;

    CHECK(close(write_file("dated", "")) == 0 && stat(in_directory("dated"), &what) == 0);
    now.tv_sec = what.st_mtime;
    CHECK(unlink(in_directory("dated")) == 0 && settimeofday(&then, NULL) == 0);
    CHECK(close(write_file("dated", "")) == 0 && stat(in_directory("dated"), &what) == 0);
    CHECK(settimeofday(&now, NULL) == 0 && what.st_mtime >= 1000000000 && what.st_mtime < 1000000600);
    CHECK(unlink(in_directory("dated")) == 0);
}

void file_bad_pointers(void)
{
    char name[300];
    int fd = write_file("bad", "");

    CHECK(fd >= 0);
    CHECK_ERROR(write(fd, (void *) 0x10, 4), EFAULT);
    CHECK_ERROR(write(fd, (void *) 0xF0000000, 4), EFAULT);
    CHECK(write(fd, "data", 4) == 4 && lseek(fd, 0, SEEK_SET) == 0);
    CHECK_ERROR(read(fd, (void *) 0x10, 4), EFAULT);
    CHECK_ERROR(read(fd, (void *) file_bad_pointers, 4), EFAULT);
    CHECK(close(fd) == 0);
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;
    CHECK_ERROR(open(name, O_RDONLY), ENAMETOOLONG);
}

void directory_make_list(void)
{
    char *names[] = { ".", "..", "one", "two" };
    int seen[4] = { 0, 0, 0, 0 };
    int entries = 0;
    struct dirent *entry;
    DIR *list;

    CHECK(mkdir(in_directory("d"), 0755) == 0);
    CHECK_ERROR(mkdir(in_directory("d"), 0755), EEXIST);
    CHECK(close(write_file("d/one", "")) == 0);
    CHECK(close(write_file("d/two", "")) == 0);
    CHECK((list = opendir(in_directory("d"))) != NULL);
    while ((entry = readdir(list)) != NULL) {
        entries++;
        for (int i = 0; i < 4; i++) {
            seen[i] += strcmp(entry->d_name, names[i]) == 0;
        }
    }
    CHECK(closedir(list) == 0);
    CHECK(entries == 4 && seen[0] == 1 && seen[1] == 1 && seen[2] == 1 && seen[3] == 1);
    CHECK_ERROR(rmdir(in_directory("d")), ENOTEMPTY);
    CHECK(unlink(in_directory("d/one")) == 0 && unlink(in_directory("d/two")) == 0);
    CHECK(rmdir(in_directory("d")) == 0);
    CHECK_ERROR(rmdir(in_directory("d")), ENOENT);
}

void directory_current(void)
{
    char before[128], now[128];
    int fd;

    CHECK(getcwd(before, sizeof before) == before);
    CHECK(chdir(directory) == 0);
    CHECK(getcwd(now, sizeof now) == now && strcmp(now, directory) == 0);
    CHECK((fd = open("relative", O_CREAT | O_WRONLY, 0644)) >= 0 && close(fd) == 0);
    CHECK(holds("relative", ""));
    CHECK_ERROR(getcwd(now, 2) == NULL ? -1 : 0, ERANGE);
    CHECK_ERROR(chdir("missing"), ENOENT);
    CHECK_ERROR(chdir("relative"), ENOTDIR);
    CHECK(chdir(before) == 0);
}
