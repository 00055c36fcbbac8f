/*
 * A pager in the way of the classic POSIX container: boots from the descriptor behind its image (ABI 12.10), starts the
 * first program, and serves faults and calls (ABI 12.2, 12.7, 12.8) until no task is left.
 */
#include "parts.h"

enum { FAULT, UNDEFINED, SYNC_FULL = 4, SYNC = 5, MMAP = 9, MUNMAP = 10, EXECVE = 20, FORK = 22, CLONE = 26, EXIT = 27 };

#define NO_REPLY 1
#define MAP_SHARED 1u
#define MAP_GROWSDOWN 0x100u

struct boot_image {
    char name[16];
    word start, end;
};

struct boot_descriptor {
    word bytes;
    int number;
    struct boot_image images[];
};

static int starts_with(const char *text, const char *beginning)
{
    while (*beginning != '\0' && *text == *beginning) {
        text++, beginning++;
    }
    return *beginning == '\0';
}

/* abi: posix.boot-descriptor */
/* Starts the program, with everything behind all images free. */
static int boot(void)
{
    const struct boot_descriptor *descriptor = (const struct boot_descriptor *) image_end;
    word end = 0, start = 0;

    for (int i = 0; i < descriptor->number; i++) {
        const struct boot_image *image = descriptor->images + i;

        print("pager: image %s\n", image->name);
        end = image->end > end ? image->end : end;
        start = starts_with(image->name, "test0") ? image->start : start;
    }
    memory_init((end + PAGE - 1) & ~(PAGE - 1));
    program = at_physical(start);
    return task_first("/test0");
}

/* ABI 12.8: from the entry of the page follows what the access wanted. */
static int fault(struct task *task)
{
    word status = *mr(3), address = status & 0x100 ? *mr(2) : *mr(4), entry = *mr(5);
    int present = (entry & 3) == 2 && (entry & 0xFF0) >= 0xAA0;
    int result = page_in(task, address, present);

    if (result != 0) {
        print("pager: a task touches what is not its own and ends\n");
        *mr(0) = (word) result;
        l4_ipc(task->tid, L4_NIL, IPC_SHORT);
        task_end(task);
        return NO_REPLY;
    }
    *mr(0) = 0;
    return 0;
}

static int map(struct task *task)
{
    word record[6], start;
    struct area *area;
    int result = copy_in(task, record, *mr(2), sizeof record);

    if (result != 0) {
        return result;
    }
    start = area_room(task->space, (record[1] + PAGE - 1) & ~(PAGE - 1));
    area = record[1] == 0 || start == 0 ? 0 : area_add(task->space, start, record[1], record[2] & 2, record[3] & MAP_SHARED);
    return area == 0 ? -EINVAL : (int) (record[3] & MAP_GROWSDOWN ? area->end : area->start);
}

static int unmap(struct task *task)
{
    struct area *area = area_at(task->space, *mr(2));

    if (area == 0 || area == task->space->areas || *mr(2) != area->start) {
        return -EINVAL;
    }
    area_remove(task, area);
    return 0;
}

/* What the task is answered; MR0 of a full answer is 0. */
static int serve(struct task *task, word tag)
{
    switch (tag) {
    case FAULT: return fault(task);
    case UNDEFINED: return 0;
    case SYNC_FULL:
        for (int i = 2; i < 60; i++) {
            *mr(i) = 0;
        }
        return 0;
    case SYNC: return NO_REPLY;
    case MMAP: return map(task);
    case MUNMAP: return unmap(task);
    case EXECVE: {
        int result = task_execute(task, *mr(3), *mr(4));

        return result == 0 ? NO_REPLY : result;
    }
    case FORK: return task_fork(task);
    case CLONE: return task_clone(task, *mr(2), *mr(3));
    case EXIT:
        task_end(task);
        return NO_REPLY;
    default: return -ENOSYS;
    }
}

int main(void)
{
    int living = 1, result;

    threads_init();
    print("pager: started with thread id %d, %d capabilities\n", self(), capabilities_read());
    result = boot();
    if (result != 0) {
        print("pager: the first program cannot start (%d)\n", result);
        container_exit();
    }
    while (living > 0) {
        struct task *task;
        word sender, tag;

        if (l4_ipc(L4_NIL, L4_ANY, IPC_SHORT) < 0) {
            continue;
        }
        sender = *mr(1);
        tag = *mr(0) & 0xFFF;
        task = task_of(sender);
        result = task == 0 ? -ESRCH : serve(task, tag);
        living = tasks_living();
        if (result != NO_REPLY) {
            *mr(0) = (word) result;
            l4_ipc(sender, L4_NIL, tag == SYNC_FULL ? IPC_FULL : IPC_SHORT);
        }
    }
    print("pager: no task is left\n");
    container_exit();
}
