#ifndef PARTS_H
#define PARTS_H

void creation(void);
void lives(void);
void ends(void);

#endif
