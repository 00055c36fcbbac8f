#ifndef PARTS_H
#define PARTS_H

#include "container.h"

#define ARENA_PAGES 16u
#define TIMED 0x2000u                   /* ipc with a time-out of r9 milliseconds: 0 does not wait */

word next_random(void);
word below(word limit);                 /* a random number from 0 up to it */
extern word seed, arena, arena_frames, supervisor;
extern word calls;                      /* how many random calls there were */

void random_call(void);

#endif
