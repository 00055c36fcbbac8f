/* Tasks: ABI 12.6. */
#include "parts.h"

#define CLONE_VM 0x100u
#define CLONE_THREAD 0x10000u
#define STRINGS 4096

struct elf_header {
    byte ident[16];
    unsigned short type, machine;
    word version, entry, headers_at, sections_at, flags;
    unsigned short size, header_size, headers;
};

struct elf_segment {
    word type, offset, virtual, physical, file_bytes, memory_bytes, flags, align;
};

const byte *program;

static struct task tasks[TASKS];

struct task *task_of(word tid)
{
    for (int i = 0; i < TASKS; i++) {
        if (tasks[i].tid == tid && tid != 0) {
            return tasks + i;
        }
    }
    return 0;
}

int tasks_living(void)
{
    int number = 0;

    for (int i = 0; i < TASKS; i++) {
        number += tasks[i].tid != 0;
    }
    return number;
}

/* A record with a UTCB of its own; 0 when there are too many. */
static struct task *task_new(struct space *space)
{
    struct task *task = tasks;
    word slot = 0;

    while (task < tasks + TASKS && task->tid != 0) {
        task++;
    }
    while (space->slots & 1u << slot) {
        slot++;
    }
    if (task == tasks + TASKS || slot == PAGE / UTCB_BYTES) {
        return 0;
    }
    space->slots |= 1u << slot;
    task->space = space;
    task->utcb = space->areas[0].start + slot * UTCB_BYTES;
    return task;
}

static void append(char *text, int *at, const char *more)
{
    do {
        text[(*at)++] = *more;
    } while (*more++ != '\0' && *at < STRINGS);
}

/* Areas of the program and its stack, which begins with these strings; the stack pointer, or a negated error. */
static int load(struct task *task, const char *strings, int bytes, int arguments, int variables)
{
    const struct elf_header *header = (const struct elf_header *) program;
    word top = TASK_END - (((word) bytes + 7) & ~7u), sp = top - 4 * (word) (arguments + variables + 3), at = sp;
    int text = 0, zero = 0;

    for (int i = 0; i < header->headers; i++) {
        const struct elf_segment *s = (const struct elf_segment *) (program + header->headers_at) + i;
        struct area *area = s->type == 1 ? area_add(task->space, s->virtual, s->memory_bytes, s->flags & 2, 0) : 0;

        if (area != 0) {
            area->image = program + s->offset;
            area->image_start = s->virtual;
            area->image_bytes = s->file_bytes;
        }
    }
    area_add(task->space, TASK_END - STACK_BYTES, STACK_BYTES, 1, 0);
    if (copy_out(task, top, strings, (word) bytes) != 0 || copy_out(task, at, &arguments, 4) != 0) {
        return -ENOMEM;
    }
    at += 4;
    for (int i = 0; i < arguments + variables; i++) {
        word address = top + (word) text;

        if (i == arguments) {
            copy_out(task, at, &zero, 4);
            at += 4;
        }
        copy_out(task, at, &address, 4);
        at += 4;
        while (strings[text++] != '\0') {
        }
    }
    copy_out(task, at, &zero, 4);
    return (int) sp;
}

static int let_go(struct task *task, int sp)
{
    struct registers record;

    memset(&record, 0, sizeof record);
    record.sp = (word) sp;
    record.pc = ((const struct elf_header *) program)->entry;
    record.utcb = task->utcb;
    record.valid = 0xFFFF;
    record.flags = EXREGS_UTCB;
    if (l4_exchange_registers(&record, task->tid) != 0) {
        return -EINVAL;
    }
    return l4_thread_control(THREAD_RUN, &(struct ids) { task->tid, 0, 0 });
}

static void append_server(char *strings, int *bytes)
{
    char variable[] = "pagerid=00000000000";
    char *digit = variable + sizeof variable - 1;

    for (word number = self(); digit > variable + 8; number /= 10) {
        *--digit = (char) ('0' + number % 10);
    }
    append(strings, bytes, variable);
}

int task_first(const char *name)
{
    static char strings[STRINGS];
    struct space *space = space_new();
    struct task *task = task_new(space);
    struct ids ids = { 0, 0, 0 };
    int bytes = 0, result = l4_thread_control(THREAD_CREATE | TC_NEW_SPACE, &ids);

    if (result != 0) {
        return result;
    }
    task->tid = ids.tid;
    space->spid = ids.spid;
    append(strings, &bytes, name);
    append_server(strings, &bytes);
    result = load(task, strings, bytes, 1, 1);
    return result < 0 && result >= -4095 ? result : let_go(task, result);
}

/* Who comes out of the call with MR_RETURN 0 is the child. */
static int begin(struct task *child, word stack)
{
    struct registers record;

    memset(&record, 0, sizeof record);
    record.r[3] = 0;
    record.sp = stack;
    record.utcb = child->utcb;
    record.valid = 1u << 3 | (stack != 0 ? VALID_SP : 0);
    record.flags = EXREGS_UTCB;
    if (l4_exchange_registers(&record, child->tid) != 0) {
        return -EINVAL;
    }
    l4_thread_control(THREAD_RUN, &(struct ids) { child->tid, 0, 0 });
    return (int) child->tid;
}

int task_fork(struct task *parent)
{
    struct space *space = space_new();
    struct task *child = space == 0 ? 0 : task_new(space);
    struct ids ids = { parent->tid, parent->space->spid, 0 };
    int result;

    if (child == 0) {
        return -ENOMEM;
    }
    fork_pages(parent, space);
    result = l4_thread_control(THREAD_CREATE | TC_COPY_SPACE, &ids);
    if (result != 0) {
        space_clear(space);
        space->users = 0;
        return result;
    }
    child->tid = ids.tid;
    space->spid = ids.spid;
    l4_unmap(parent->space->areas[0].start, 1, child->tid);
    return begin(child, 0);
}

int task_clone(struct task *parent, word stack, word flags)
{
    struct task *child;
    struct ids ids = { parent->tid, parent->space->spid, 0 };
    int result;

    if (stack == 0 || (flags & CLONE_VM) == 0) {
        return -EINVAL;
    }
    child = task_new(parent->space);
    if (child == 0) {
        return -ENOMEM;
    }
    result = l4_thread_control(THREAD_CREATE | TC_SHARE_SPACE | ((flags & CLONE_THREAD) != 0 ? TC_SHARE_GROUP : 0), &ids);
    if (result != 0) {
        return result;
    }
    parent->space->users++;
    child->tid = ids.tid;
    return begin(child, stack);
}

/* The strings of an array of pointers, one after the other; their number. */
static int gather(struct task *task, word array, char *strings, int *bytes)
{
    for (int number = 0;; number++, array += 4) {
        word pointer;
        int result = copy_in(task, &pointer, array, 4);

        if (result != 0 || pointer == 0) {
            return result != 0 ? result : number;
        }
        do {
            result = *bytes < STRINGS ? copy_in(task, strings + *bytes, pointer++, 1) : -E2BIG;
            if (result != 0) {
                return result;
            }
        } while (strings[(*bytes)++] != '\0');
    }
}

/* There is one program only: whatever the path, it starts anew. */
int task_execute(struct task *task, word arguments, word variables)
{
    static char strings[STRINGS];
    int bytes = 0, argc = gather(task, arguments, strings, &bytes), envc, sp;

    if (argc < 0) {
        return argc;
    }
    envc = gather(task, variables, strings, &bytes);
    if (envc < 0 || bytes > STRINGS - 32) {
        return envc < 0 ? envc : -E2BIG;
    }
    append_server(strings, &bytes);
    for (struct task *other = tasks; other < tasks + TASKS; other++) {
        if (other != task && other->tid != 0 && other->space == task->space) {
            task_end(other);
        }
    }
    l4_thread_control(THREAD_RECYCLE, &(struct ids) { task->tid, 0, 0 });
    space_clear(task->space);
    sp = load(task, strings, bytes, argc, envc + 1);
    return sp < 0 && sp >= -4095 ? sp : let_go(task, sp);
}

void task_end(struct task *task)
{
    struct space *space = task->space;

    l4_thread_control(THREAD_DESTROY, &(struct ids) { task->tid, 0, 0 });
    space->slots &= ~(1u << (task->utcb - space->areas[0].start) / UTCB_BYTES);
    task->tid = 0;
    if (--space->users == 0) {
        space_clear(space);
    }
}
