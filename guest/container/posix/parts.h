/* A pager in the way of the classic POSIX container (ABI 12): memory and tasks, no files. */
#ifndef PARTS_H
#define PARTS_H

#include "container.h"

#define TASK_START 0x40000000u
#define TASK_END 0x80000000u
#define STACK_BYTES 0x8000u
#define UTCB_START 0xF8100000u

#define AREAS 16
#define PAGES 256
#define SPACES 16
#define TASKS 32

/* A range of a space. Where the image has bytes for it they come from there, else it is zero. */
struct area {
    word start, end, writable, shared;
    const byte *image;
    word image_start, image_bytes;
};

struct page {
    word virtual, frame;
};

struct space {
    word spid, users, slots;
    int areas_used, pages_used;
    struct area areas[AREAS];
    struct page pages[PAGES];
};

struct task {
    word tid;
    struct space *space;
    word utcb;
};

/* ---- memory.c ---- */

void memory_init(word first_free);
byte *at_physical(word physical);
struct space *space_new(void);
void space_clear(struct space *space);
struct area *area_add(struct space *space, word start, word bytes, word writable, word shared);
struct area *area_at(struct space *space, word address);
word area_room(const struct space *space, word bytes);
void area_remove(struct task *task, struct area *area);
int page_in(struct task *task, word address, int write);
int copy_out(struct task *task, word to, const void *from, word bytes);
int copy_in(struct task *task, void *to, word from, word bytes);
void fork_pages(struct task *parent, struct space *child);

/* ---- tasks.c ---- */

extern const byte *program;

struct task *task_of(word tid);
int tasks_living(void);
int task_first(const char *name);
int task_fork(struct task *parent);
int task_clone(struct task *parent, word stack, word flags);
int task_execute(struct task *task, word arguments, word variables);
void task_end(struct task *task);

#endif
