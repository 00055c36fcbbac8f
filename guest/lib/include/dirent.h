/* Directories: newlib leaves them to the system. */
#ifndef ZB_DIRENT_H
#define ZB_DIRENT_H

#include <sys/types.h>

struct dirent {
    ino_t d_ino;
    unsigned char d_type;
    char d_name[256];
};

typedef struct zb_directory DIR;

DIR *opendir(const char *path);
struct dirent *readdir(DIR *directory);
void rewinddir(DIR *directory);
int closedir(DIR *directory);

#endif
