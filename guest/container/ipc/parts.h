#ifndef PARTS_H
#define PARTS_H

#include "container.h"

/* One ipc call that another thread makes: with which registers, and what came of it. */
struct call {
    word to, from, flags;
    word in[6], out[6];
    int result;
    struct ids ids;
};

void begin(struct call *call);          /* a new thread makes the call */
int ended(struct call *call);           /* waits for that thread; the call's result */
void let_others_run(void);
int here(word to, word from, word flags, const word *in, word *out);

void refusals(void);
void payloads(void);
void buffers(void);
void partners(void);

#endif
