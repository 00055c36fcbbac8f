/* Waiting for several descriptors; the bits are Linux's. */
#ifndef ZB_POLL_H
#define ZB_POLL_H

#define POLLIN 0x001
#define POLLOUT 0x004
#define POLLERR 0x008
#define POLLHUP 0x010
#define POLLNVAL 0x020

typedef unsigned nfds_t;

struct pollfd {
    int fd;
    short events, revents;
};

/* Milliseconds: -1 waits for ever. */
int poll(struct pollfd *records, nfds_t number, int milliseconds);

#endif
