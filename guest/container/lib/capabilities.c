/* The own capabilities, and memory that they give. */
#include "container.h"

struct capability capabilities[CAPABILITIES];
static int number;
static word frames_taken, rooms_taken;

/* Reads all; the number of them, or a negated error. */
int capabilities_read(void)
{
    int result = l4_capability_control(CAP_NCAPS, 0, &number);

    if (result == 0) {
        result = number <= CAPABILITIES ? l4_capability_control(CAP_READ, 0, capabilities) : -E2BIG;
    }
    return result < 0 ? result : number;
}

/* A pool is searched by both halves of its type word, everything else by the lower; 0 when there is none. */
struct capability *capability_find(word type)
{
    for (int i = 0; i < number; i++) {
        if (capabilities[i].type == type || (capabilities[i].type & 0xFFFF) == type) {
            return capabilities + i;
        }
    }
    return 0;
}

struct capability *capability_covering(word type, word frame)
{
    for (int i = 0; i < number; i++) {
        struct capability *c = capabilities + i;

        if ((c->type & 0xFFFF) == type && c->start <= frame && frame < c->end) {
            return c;
        }
    }
    return 0;
}

/* Units of a pool that are in use now. */
word pool_used(word type)
{
    capabilities_read();
    return capability_find(type)->used;
}

/* So many frames of RAM that nobody else uses, from the end of the image's region; their address. */
word frames(word pages)
{
    struct capability *c;

    capabilities_read();
    c = capability_covering(CAP_PHYSICAL, (word) image_physical / PAGE);
    frames_taken += pages;
    return (c->end - frames_taken) * PAGE;
}

/* So many virtual pages where nothing is mapped, behind the image; each time others, with an empty page between. */
word room(word pages)
{
    word at = (word) image_end + (rooms_taken + 1) * PAGE;

    rooms_taken += pages + 1;
    return at;
}
