/*
 * The kernel's calls, from C. Error results are negative: -1 to -4095.
 *
 * All code that enters the kernel is ARM state and goes through the entry words of the kernel interface page, never
 * to addresses it assumes.
 */
#ifndef ZB_L4_H
#define ZB_L4_H

#include <stdint.h>

typedef uint32_t l4_word;
typedef int32_t l4_id;

#define L4_NILTHREAD ((l4_id) 0xFFFFFFFF)
#define L4_ANYTHREAD ((l4_id) 0xFFFFFFFE)

#define L4_KIP 0xFF000000u
#define L4_KIP_WORD(offset) (*(volatile const l4_word *) (L4_KIP + (offset)))
#define L4_KIP_TIME 0x10
#define L4_KIP_THREAD_CONTROL 0x18
#define L4_KIP_MAP 0x20
#define L4_KIP_IPC 0x24
#define L4_KIP_CAPABILITY_CONTROL 0x28
#define L4_KIP_UNMAP 0x2C
#define L4_KIP_EXCHANGE_REGISTERS 0x30
#define L4_KIP_THREAD_SWITCH 0x34
#define L4_KIP_GETID 0x3C
#define L4_KIP_MUTEX_CONTROL 0x40
#define L4_KIP_CACHE_CONTROL 0x44
#define L4_KIP_UTCB 0x54

/* Types of IPC, and how an extended one says where its buffer is. */
#define L4_SHORT 0u
#define L4_FULL 1u
#define L4_EXTENDED(mr, bytes) (2u | (mr) << 4 | (bytes) << 16)

/* Numbers of the classic system beyond the POSIX ones. */
#define L4_EACTIVE 132
#define L4_ENOIPC 133
#define L4_ENOCAP 134
#define L4_ENOUTCB 135
#define L4_ENOMAP 136

struct l4_ids {
    l4_id tid, spid, tgid;
};

struct l4_time {
    int32_t seconds, microseconds;
};

/* The user-level thread control block. Its address changes in the child of a fork: never keep it across an IPC. */
struct l4_utcb {
    l4_word mr[6];              /* shadow of r3 to r8, used by l4_ipc alone */
    l4_word saved_tag, saved_sender;
    uint8_t notify[8];
    l4_word mr6[54];            /* MR6 to MR59; travel in full IPC */
};

_Static_assert(sizeof(struct l4_utcb) == 256, "the kernel's UTCB has 256 bytes");

/* Memory that other spaces or the kernel may write, so the pointer is read afresh every time. */
static inline struct l4_utcb *l4_utcb(void)
{
    return (struct l4_utcb *) L4_KIP_WORD(L4_KIP_UTCB);
}

/* MR0 to MR5 of one message. */
struct l4_message {
    l4_word mr0, mr1, mr2, mr3, mr4, mr5;
};

/*
 * ipc with the message in registers from end to end: no store when the compiler keeps *m in registers. Nothing passes
 * through the UTCB, so a signal handler that makes calls of its own cannot disturb it.
 */
static inline __attribute__((always_inline)) int l4_exchange(l4_id to, l4_id from, l4_word flags, struct l4_message *m)
{
    register l4_word r0 __asm__("r0") = (l4_word) to;
    register l4_word r1 __asm__("r1") = (l4_word) from;
    register l4_word r2 __asm__("r2") = flags;
    register l4_word r3 __asm__("r3") = m->mr0;
    register l4_word r4 __asm__("r4") = m->mr1;
    register l4_word r5 __asm__("r5") = m->mr2;
    register l4_word r6 __asm__("r6") = m->mr3;
    register l4_word r7 __asm__("r7") = m->mr4;
    register l4_word r8 __asm__("r8") = m->mr5;
    register l4_word r12 __asm__("r12") = L4_KIP_WORD(L4_KIP_IPC);

    __asm__ volatile("blx r12"
                     : "+r"(r0), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r7), "+r"(r8)
                     : "r"(r1), "r"(r2), "r"(r12)
                     : "lr", "cc", "memory");
    m->mr0 = r3;
    m->mr1 = r4;
    m->mr2 = r5;
    m->mr3 = r6;
    m->mr4 = r7;
    m->mr5 = r8;
    return (int) r0;
}

/* ipc in its classic form: MR0 to MR5 are words 0 to 5 of the UTCB, before and after. */
int l4_ipc(l4_id to, l4_id from, l4_word flags);

int l4_getid(struct l4_ids *ids);
int l4_thread_switch(l4_id to);
int l4_thread_control(l4_word flags, struct l4_ids *ids);
int l4_time(struct l4_time *now, int set);
int l4_exchange_registers(void *record, l4_id tid);
int l4_map(l4_word phys, l4_word virt, l4_word pages, l4_word flags, l4_id tid);
int l4_unmap(l4_word virt, l4_word pages, l4_id tid);
int l4_capability_control(l4_word request, l4_word flags, void *buffer);
int l4_cache_control(void *start, void *end, l4_word flags);

/* op: 1 << 28 lock, 2 << 28 | contenders unlock. */
int l4_mutex_control(void *address, l4_word op);

#endif
