/* Files, directories, pipes: the names that newlib expects of a system (with _) and those it leaves out. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zb/native.h>
#include "translate.h"

#define DIRECTORY_BYTES 2048

/* The record of STAT and FSTAT: docs/native-protocol.md, section 5. */
struct stat_record {
    uint64_t inode;
    uint32_t mode, links;
    uint16_t uid, gid;
    uint32_t zero;
    uint64_t size;
    uint32_t block_size, zero2;
    uint64_t accessed, modified, changed;
};

_Static_assert(sizeof(struct stat_record) == 64, "the protocol's record has 64 bytes");

static void fill(struct stat *out, const struct stat_record *in)
{
    memset(out, 0, sizeof *out);
    out->st_ino = (ino_t) in->inode;
    out->st_mode = in->mode;
    out->st_nlink = (nlink_t) in->links;
    out->st_uid = in->uid;
    out->st_gid = in->gid;
    out->st_size = (off_t) in->size;
    out->st_blksize = (blksize_t) in->block_size;
    out->st_blocks = (blkcnt_t) ((in->size + 511) / 512);
    out->st_atime = (time_t) in->accessed;
    out->st_mtime = (time_t) in->modified;
    out->st_ctime = (time_t) in->changed;
}

int _open(const char *path, int flags, ...)
{
    va_list rest;
    l4_word mode;

    va_start(rest, flags);
    mode = (flags & O_CREAT) ? va_arg(rest, l4_word) : 0;
    va_end(rest);
    return zb_result(zb_call_path(ZB_OPEN, path, (l4_word) zb_open_flags_to_linux(flags), mode));
}

int _close(int fd)
{
    return zb_result(zb_call(ZB_CLOSE, (l4_word) fd, 0, 0, 0));
}

int _read(int fd, void *buffer, size_t count)
{
    return zb_result(zb_call(ZB_READ, (l4_word) fd, (l4_word) buffer, count, 0));
}

int _write(int fd, const void *buffer, size_t count)
{
    return zb_result(zb_call(ZB_WRITE, (l4_word) fd, (l4_word) buffer, count, 0));
}

off_t _lseek(int fd, off_t offset, int whence)
{
    return zb_result(zb_call(ZB_LSEEK, (l4_word) fd, (l4_word) offset, (l4_word) whence, 0));
}

int _fstat(int fd, struct stat *out)
{
    struct stat_record record;
    int result = zb_call(ZB_FSTAT, (l4_word) fd, (l4_word) &record, 0, 0);

    if (result < 0) {
        return zb_result(result);
    }
    fill(out, &record);
    return 0;
}

int _stat(const char *path, struct stat *out)
{
    struct stat_record record;
    int result = zb_call_path(ZB_STAT, path, (l4_word) &record, 0);

    if (result < 0) {
        return zb_result(result);
    }
    fill(out, &record);
    return 0;
}

int _isatty(int fd)
{
    struct stat what;

    if (_fstat(fd, &what) < 0) {
        return 0;
    }
    if (!S_ISCHR(what.st_mode)) {
        errno = ENOTTY;
        return 0;
    }
    return 1;
}

int _unlink(const char *path)
{
    return zb_result(zb_call_path(ZB_UNLINK, path, 0, 0));
}

int _link(const char *from, const char *to)
{
    return zb_result(zb_call_paths(ZB_LINK, from, to));
}

/* rename() of newlib would be link and unlink: this one is atomic. */
int rename(const char *from, const char *to)
{
    return zb_result(zb_call_paths(ZB_RENAME, from, to));
}

int mkdir(const char *path, mode_t mode)
{
    return zb_result(zb_call_path(ZB_MKDIR, path, mode, 0));
}

int rmdir(const char *path)
{
    return zb_result(zb_call_path(ZB_RMDIR, path, 0, 0));
}

int chdir(const char *path)
{
    return zb_result(zb_call_path(ZB_CHDIR, path, 0, 0));
}

char *getcwd(char *buffer, size_t bytes)
{
    int result = zb_call(ZB_GETCWD, (l4_word) buffer, bytes, 0, 0);

    return zb_result(result) < 0 ? NULL : buffer;
}

int fsync(int fd)
{
    return zb_result(zb_call(ZB_FSYNC, (l4_word) fd, 0, 0, 0));
}

int dup(int fd)
{
    return zb_result(zb_call(ZB_DUP, (l4_word) fd, 0, 0, 0));
}

int dup2(int from, int to)
{
    return zb_result(zb_call(ZB_DUP2, (l4_word) from, (l4_word) to, 0, 0));
}

int pipe(int ends[2])
{
    struct l4_message m = { ZB_PIPE, 0, 0, 0, 0, 0 };
    int result = zb_exchange(zb_posix, L4_SHORT, &m);

    if (result < 0) {
        return zb_result(result);
    }
    ends[0] = (int) m.mr2;
    ends[1] = (int) m.mr3;
    return 0;
}

/* One listing is one extended message: it is read whole when the directory is opened, and served from memory. */
struct zb_directory {
    int fd;
    int bytes, next;
    struct dirent entry;
    unsigned char listing[DIRECTORY_BYTES];
};

static int read_listing(DIR *directory)
{
    struct l4_message ask = { ZB_READDIR, 0, (l4_word) directory->fd, DIRECTORY_BYTES, 0, 0 };
    struct l4_message answer = { 0, 0, (l4_word) directory->listing, 0, 0, 0 };
    int failed = l4_exchange(zb_posix, L4_NILTHREAD, L4_SHORT, &ask);

    if (failed >= 0) {
        failed = l4_exchange(L4_NILTHREAD, zb_posix, L4_EXTENDED(2u, DIRECTORY_BYTES), &answer);
    }
    if (failed >= 0) {
        failed = (int) answer.mr0;
    }
    directory->next = 0;
    directory->bytes = failed > 0 ? failed : 0;
    return failed < 0 ? failed : 0;
}

DIR *opendir(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY);
    DIR *directory;
    int failed;

    if (fd < 0) {
        return NULL;
    }
    directory = malloc(sizeof *directory);
    if (directory == NULL) {
        close(fd);
        errno = ENOMEM;
        return NULL;
    }
    directory->fd = fd;
    failed = read_listing(directory);
    if (failed < 0) {
        closedir(directory);
        zb_result(failed);
        return NULL;
    }
    return directory;
}

struct dirent *readdir(DIR *directory)
{
    const unsigned char *record = directory->listing + directory->next;
    unsigned length;

    if (directory->next + 12 > directory->bytes) {
        return NULL;
    }
    length = record[8] | (unsigned) record[9] << 8;
    if (length < 12 || directory->next + (int) length > directory->bytes) {
        return NULL;
    }
    directory->next += (int) length;
    memcpy(&directory->entry.d_ino, record, sizeof directory->entry.d_ino);
    directory->entry.d_type = record[10];
    memset(directory->entry.d_name, 0, sizeof directory->entry.d_name);
    memcpy(directory->entry.d_name, record + 11, length - 11 < 255 ? length - 11 : 255);
    return &directory->entry;
}

void rewinddir(DIR *directory)
{
    read_listing(directory);
}

int closedir(DIR *directory)
{
    int result = close(directory->fd);

    free(directory);
    return result;
}
