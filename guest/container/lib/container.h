/* The kernel as a container program sees it, and the small library beneath all programs here. "ABI 5.1" names a section. */
#ifndef CONTAINER_H
#define CONTAINER_H

typedef unsigned int word;
typedef unsigned char byte;

enum {
    EPERM = 1, ESRCH = 3, EINTR = 4, E2BIG = 7, EAGAIN = 11, ENOMEM = 12, EFAULT = 14, EBUSY = 16, EEXIST = 17, EINVAL = 22,
    ENOSYS = 38, EACTIVE = 132, ENOIPC = 133, ENOCAP = 134, ENOUTCB = 135, ENOMAP = 136, ENOIRQ = 137,
};

#define PAGE 4096u
#define KIP 0xFF000000u
#define CALL_PAGE 0xFFFFF000u

/* Words of the interface page by offset (ABI 2). */
static inline word kip_word(word offset)
{
    return *(volatile word *) (KIP + offset);
}

/* ---- the kernel's calls (ABI 5) ---- */

#define L4_NIL 0xFFFFFFFFu
#define L4_ANY 0xFFFFFFFEu

#define IPC_SHORT 0u
#define IPC_FULL 1u
#define IPC_EXTENDED(index, bytes) (2u | (word) (index) << 4 | (word) (bytes) << 16)

struct ids { word tid, spid, tgid; };

#define THREAD_CREATE 0x00000000u
#define THREAD_RUN 0x10000000u
#define THREAD_SUSPEND 0x20000000u
#define THREAD_DESTROY 0x30000000u
#define THREAD_RECYCLE 0x40000000u
#define THREAD_WAIT 0x50000000u
#define TC_SHARE_CAPS 0x00100000u
#define TC_SHARE_UTCB 0x00200000u
#define TC_SHARE_GROUP 0x00400000u
#define TC_SHARE_SPACE 0x01000000u
#define TC_COPY_SPACE 0x02000000u
#define TC_NEW_SPACE 0x04000000u
#define TC_NOSTART 0x00010000u

struct registers {
    word r[13], sp, lr, pc;
    word valid, flags, pager, utcb;
};

#define EXREGS_PAGER 1u
/* A write sets the pager only with these: old programs leave garbage in the flags. */
#define EXREGS_CONFIRM 0x5A420000u
#define EXREGS_UTCB 2u
#define EXREGS_READ 4u
#define VALID_SP 0x2000u
#define VALID_LR 0x4000u
#define VALID_PC 0x8000u

#define MAP_RW 1u
#define MAP_RO 2u
#define MAP_IO 4u
#define MAP_RWX 6u
#define MAP_RX 8u

#define MUTEX_LOCK 0x10000000u
#define MUTEX_UNLOCK 0x20000000u

#define IRQ_REGISTER 0u
#define IRQ_RELEASE 1u
#define IRQ_WAIT 2u

enum { CAP_NCAPS, CAP_READ, CAP_SHARE, CAP_GRANT, CAP_REPLICATE, CAP_SPLIT, CAP_DEDUCE, CAP_DESTROY };

#define INVALIDATE_ICACHE 0x10u
#define INVALIDATE_DCACHE 0x20u
#define CLEAN_DCACHE 0x30u
#define CLEAN_INVALIDATE_DCACHE 0x40u
#define INVALIDATE_TLB 0x50u

struct time { word seconds, microseconds; };

int l4_ipc(word to, word from, word flags);
int l4_thread_switch(word to);
int l4_thread_control(word flags, struct ids *ids);
int l4_exchange_registers(struct registers *record, word tid);
int l4_schedule(word a, word b, word c);
int l4_unmap(word virtual, word pages, word tid);
int l4_irq_control(word request, word slot, word irq);
int l4_ipc_control(word a, word b, word c);
int l4_map(word physical, word virtual, word pages, word flags, word tid);
int l4_getid(struct ids *ids);
int l4_capability_control(word request, word flags, void *buffer);
int l4_container_control(word a, word b, word c);
int l4_time(struct time *time, word set);
int l4_mutex_control(volatile void *address, word op);
int l4_cache_control(word start, word end, word flags);
void enter(word address, word *registers);
word swap(volatile word *address, word value);
word swap_byte(volatile byte *address, word value);

extern word call_entry[15];
void calls_init(void);

/* The running thread's UTCB, asked anew each time; message register n of it (ABI 4.1). */
static inline volatile word *utcb(void)
{
    return (volatile word *) kip_word(0x54);
}

static inline volatile word *mr(int n)
{
    return utcb() + (n < 6 ? n : n + 4);
}

/* ---- the image (container.ld) ---- */

extern char image_start[], image_physical[], data_start[], image_end[], slot_number[];

/* Where an address of the image lies in RAM. */
static inline word physical_of(const volatile void *address)
{
    return (word) address - (word) image_start + (word) image_physical;
}

/* ---- console ---- */

void print(const char *format, ...) __attribute__((format(printf, 1, 2)));
char console_read(void);
void *memset(void *to, int value, word bytes);
void *memcpy(void *to, const void *from, word bytes);

/* ---- threads (ABI 13.1): 10 of them, stacks of 4 KB, UTCBs of 256 bytes ---- */

#define THREADS 10
#define UTCB_BYTES 256u

void threads_init(void);
int thread_create(int (*function)(void *), void *argument, word flags, struct ids *ids);
int thread_wait(struct ids *ids);
int thread_destroy(struct ids *ids);
void thread_exit(int code) __attribute__((noreturn));
word self(void);
void container_exit(void) __attribute__((noreturn));

/* ---- mutexes (ABI 5.10) ---- */

struct mutex { volatile word lock; };

#define MUTEX_UNLOCKED { (word) -1 }
int mutex_lock(struct mutex *mutex);
int mutex_unlock(struct mutex *mutex);

/* ---- capabilities (ABI 9) ---- */

struct capability {
    word next, previous, capid, owner, resid, type, access, start, end, size, used;
};

#define CAP_THREAD_CONTROL 0x0001u
#define CAP_EXREGS 0x0002u
#define CAP_PHYSICAL 0x0004u
#define CAP_VIRTUAL 0x0008u
#define CAP_IPC 0x0010u
#define CAP_IRQ 0x0020u
#define CAP_UMUTEX 0x0040u
#define CAP_CAP 0x0100u
#define POOL_THREAD 0x00100080u
#define POOL_SPACE 0x00200080u
#define POOL_MUTEX 0x00400080u
#define POOL_MAP 0x00800080u
#define POOL_CAP 0x01000080u

#define CAPABILITIES 64
extern struct capability capabilities[CAPABILITIES];
int capabilities_read(void);
struct capability *capability_find(word type);
struct capability *capability_covering(word type, word frame);
word pool_used(word type);

/* ---- memory and faults ---- */

word frames(word pages);
word room(word pages);

struct fault { word tag, sender, pc, status, address, entry; };

#define FAULT_PAGE 0u
#define FAULT_UNDEFINED 1u
int fault_receive(word from, struct fault *fault);
int fault_answer(word to, word result);

/* ---- checks: one line each ---- */

void expect(const char *what, word got, word wanted);
void expect_all(const char *what, const word *got, const word *wanted, int words);
void finish(const char *program) __attribute__((noreturn));

#endif
