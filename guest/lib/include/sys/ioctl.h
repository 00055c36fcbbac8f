/* Device controls; numbers are Linux's. */
#ifndef ZB_SYS_IOCTL_H
#define ZB_SYS_IOCTL_H

/* Bytes that can be read at once, into an int. */
#define FIONREAD 0x541B

int ioctl(int fd, unsigned long request, ...);

#endif
