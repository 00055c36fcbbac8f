/* Frames, spaces, and what is in them. All RAM of the container is mapped here one to one. */
#include "parts.h"

#define WINDOW 0xA4000000u

static word ram_start, ram_end, first_frame;
static byte references[0xD00];
static struct space spaces[SPACES];

byte *at_physical(word physical)
{
    return (byte *) (WINDOW + physical - ram_start);
}

/* first_free: RAM from there on is nobody's. */
void memory_init(word first_free)
{
    struct capability *ram = capability_covering(CAP_PHYSICAL, (word) image_physical / PAGE);

    ram_start = ram->start * PAGE;
    ram_end = ram->end * PAGE;
    first_frame = first_free;
    if (l4_map(ram_start, WINDOW, (ram_end - ram_start) / PAGE, MAP_RW, self()) != 0) {
        print("pager: the RAM cannot be mapped\n");
        container_exit();
    }
}

static byte *references_of(word frame)
{
    return references + (frame - ram_start) / PAGE;
}

/* A frame of zeros, 0 when there is none. */
static word frame_new(void)
{
    for (word frame = first_frame; frame < ram_end; frame += PAGE) {
        if (*references_of(frame) == 0) {
            *references_of(frame) = 1;
            memset(at_physical(frame), 0, PAGE);
            return frame;
        }
    }
    return 0;
}

struct space *space_new(void)
{
    for (int i = 0; i < SPACES; i++) {
        if (spaces[i].users == 0) {
            struct space *space = spaces + i;

            memset(space, 0, sizeof *space);
            space->users = 1;
            /* One page of UTCBs each, at an address that no other space has. */
            area_add(space, UTCB_START + (word) i * PAGE, PAGE, 1, 1);
            return space;
        }
    }
    return 0;
}

/* Everything but the UTCBs goes; the kernel has unmapped it or is about to. */
void space_clear(struct space *space)
{
    for (int i = 0; i < space->pages_used; i++) {
        (*references_of(space->pages[i].frame))--;
    }
    space->pages_used = 0;
    space->areas_used = 1;
}

struct area *area_add(struct space *space, word start, word bytes, word writable, word shared)
{
    struct area *area = space->areas + space->areas_used;

    if (space->areas_used == AREAS) {
        return 0;
    }
    space->areas_used++;
    memset(area, 0, sizeof *area);
    area->start = start & ~(PAGE - 1);
    area->end = (start + bytes + PAGE - 1) & ~(PAGE - 1);
    area->writable = writable;
    area->shared = shared;
    return area;
}

struct area *area_at(struct space *space, word address)
{
    for (int i = 0; i < space->areas_used; i++) {
        if (address >= space->areas[i].start && address < space->areas[i].end) {
            return space->areas + i;
        }
    }
    return 0;
}

/* The lowest room in the task area, 0 for none (ABI 12.9: behind one of the areas). */
word area_room(const struct space *space, word bytes)
{
    for (int i = 0; i < space->areas_used; i++) {
        word start = space->areas[i].end;
        int free = start > TASK_START && start + bytes <= TASK_END - STACK_BYTES;

        for (int j = 0; j < space->areas_used; j++) {
            free &= space->areas[j].end <= start || space->areas[j].start >= start + bytes;
        }
        if (free) {
            return start;
        }
    }
    return 0;
}

static struct page *page_at(struct space *space, word virtual)
{
    for (int i = 0; i < space->pages_used; i++) {
        if (space->pages[i].virtual == virtual) {
            return space->pages + i;
        }
    }
    return 0;
}

/* That parts were never touched is no error (the kernel's -ENOMAP). */
void area_remove(struct task *task, struct area *area)
{
    struct space *space = task->space;

    l4_unmap(area->start, (area->end - area->start) / PAGE, task->tid);
    for (int i = 0; i < space->pages_used; i++) {
        struct page *page = space->pages + i;

        if (page->virtual >= area->start && page->virtual < area->end) {
            (*references_of(page->frame))--;
            *page = space->pages[--space->pages_used];
            i--;
        }
    }
    *area = space->areas[--space->areas_used];
}

/* The contents of a page that was never touched. */
static word fresh(const struct area *area, word virtual)
{
    word frame = frame_new();

    for (word i = 0; frame != 0 && i < PAGE; i++) {
        word from = virtual + i - area->image_start;

        if (area->image != 0 && virtual + i >= area->image_start && from < area->image_bytes) {
            at_physical(frame)[i] = area->image[from];
        }
    }
    return frame;
}

/* Makes a page present with the right that is wanted; -EFAULT where the task has no business, -ENOMEM. */
int page_in(struct task *task, word address, int write)
{
    struct area *area = area_at(task->space, address);
    word virtual = address & ~(PAGE - 1);
    struct page *page = page_at(task->space, virtual);
    int own;

    if (area == 0 || (write && !area->writable)) {
        return -EFAULT;
    }
    if (page == 0) {
        word frame = task->space->pages_used == PAGES ? 0 : fresh(area, virtual);

        if (frame == 0) {
            return -ENOMEM;
        }
        page = task->space->pages + task->space->pages_used++;
        *page = (struct page) { virtual, frame };
    }
    own = area->shared || *references_of(page->frame) == 1;
    if (write && !own) {
        word copy = frame_new();

        if (copy == 0) {
            return -ENOMEM;
        }
        memcpy(at_physical(copy), at_physical(page->frame), PAGE);
        (*references_of(page->frame))--;
        page->frame = copy;
        own = 1;
    }
    return l4_map(page->frame, virtual, 1, area->writable && own ? MAP_RW : MAP_RX, task->tid);
}

static int copy(struct task *task, word address, byte *here, word bytes, int out)
{
    for (word i = 0; i < bytes; i++) {
        word virtual = (address + i) & ~(PAGE - 1);
        byte *there;

        if (i == 0 || virtual == address + i) {
            int result = page_in(task, virtual, out);

            if (result != 0) {
                return result;
            }
        }
        there = at_physical(page_at(task->space, virtual)->frame) + ((address + i) & (PAGE - 1));
        *(out ? there : here + i) = *(out ? here + i : there);
    }
    return 0;
}

int copy_out(struct task *task, word to, const void *from, word bytes)
{
    return copy(task, to, (byte *) from, bytes, 1);
}

int copy_in(struct task *task, void *to, word from, word bytes)
{
    return copy(task, from, to, bytes, 0);
}

/* The child has the parent's areas and pages, each kept by both until one writes it: so it must not be written unseen. */
void fork_pages(struct task *parent, struct space *child)
{
    struct space *from = parent->space;

    for (int i = 1; i < from->areas_used; i++) {
        child->areas[child->areas_used++] = from->areas[i];
    }
    for (int i = 0; i < from->pages_used; i++) {
        struct page *page = from->pages + i;
        struct area *area = area_at(from, page->virtual);

        if (area == from->areas) {
            continue;
        }
        child->pages[child->pages_used++] = *page;
        (*references_of(page->frame))++;
        if (!area->shared) {
            l4_map(page->frame, page->virtual, 1, MAP_RX, parent->tid);
        }
    }
}
