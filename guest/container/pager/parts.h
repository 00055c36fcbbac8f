#ifndef PARTS_H
#define PARTS_H

#include "container.h"

/* Single instructions at known places: what they do to the address, and where they are. */
word load_from(word address);
void store_to(word address);
void jump_to(word address);
word load_exclusive(word address);
word undefined(void);
extern char load_place[], store_place[], undefined_place[], exclusive_place[];

int touch(void *argument);              /* a thread that reads a word; its code */
void let_others_run(void);
void spawn(int (*function)(void *), void *argument, struct ids *ids);

void messages(void);
void answers(void);
void hierarchy(void);
void spaces(void);

#endif
