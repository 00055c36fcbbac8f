/*
 * Every way to go wrong, one per argument. Each must end in the right signal or error for this program, and for nobody
 * else. What should happen stands in the table below; "crash" alone prints it.
 */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zb/native.h>

/* Hidden from the optimizer, which knows that none of this may happen. */
static volatile uintptr_t nowhere = 0, far_away = 0x60000000, kernel_address = 0xF0008000, kip = L4_KIP;

static void null_read(void) { (void) *(volatile int *) nowhere; }
static void null_write(void) { *(volatile int *) nowhere = 1; }
static void unmapped_read(void) { (void) *(volatile int *) far_away; }
static void kernel_read(void) { (void) *(volatile int *) kernel_address; }
static void kip_write(void) { *(volatile int *) kip = 1; }

static const char constant[] = "read only";

static void text_write(void)
{
    volatile uintptr_t text = (uintptr_t) null_read;
    *(volatile int *) text = 0;
}

static void rodata_write(void)
{
    volatile uintptr_t data = (uintptr_t) constant;
    *(volatile char *) data = 'R';
}

static void jump(uintptr_t address) { ((void (*)(void)) address)(); }
static void jump_null(void) { jump(nowhere); }
static void jump_nowhere(void) { jump(far_away); }
static void jump_kernel(void) { jump(kernel_address); }

static void jump_data(void)
{
    static volatile uint32_t code[] = { 0xE12FFF1E };  /* bx lr, in a page that may not be executed */
    jump((uintptr_t) code);
}

/* Between two entries of the system call page there is none. */
static void jump_syscall_page(void) { jump(0xFFFFF100); }

static void undefined(void) { __asm__ volatile("udf #0"); }
static void undefined_thumb(void)
{
    static const uint16_t code[] __attribute__((section(".text.thumb_udf"), aligned(4))) = { 0xDE00, 0x4770 };
    jump((uintptr_t) code | 1);
}

static void coprocessor(void) { __asm__ volatile("mcr p15, 0, r0, c1, c0, 0"); }
static void breakpoint(void) { __asm__ volatile("bkpt #0"); }
static void direct_svc(void) { __asm__ volatile("mov r7, #4096\n svc #0" ::: "r0", "r7", "lr"); }

static void unaligned(void)
{
    volatile uintptr_t odd = (uintptr_t) &far_away + 1;
    __asm__ volatile("ldm %0, {r2, r3}" ::"r"(odd) : "r2", "r3");
}

static unsigned recurse(unsigned depth);
static unsigned (*volatile recurse_hidden)(unsigned) = recurse;

static unsigned recurse(unsigned depth)
{
    volatile char frame[512];
    frame[depth % 512] = (char) depth;
    return recurse_hidden(depth + 1) + (unsigned) frame[depth % 512];
}

static void recursion(void) { exit((int) recurse(nowhere)); }
static void bad_stack(void) { __asm__ volatile("mov sp, #0x10\n push {r0}"); }
static void abort_now(void) { abort(); }
static void kill_self(void) { kill(getpid(), SIGKILL); }
static void double_free(void)
{
    char *volatile block = malloc(10);
    char *volatile again = block;
    free(block);
    free(again);
}

static void endless_loop(void) { for (;;) { __asm__ volatile(""); } }

/* Every process forks until the server says no; the first to hear it tells the others through shared memory. */
static void fork_bomb(void)
{
    volatile int *full = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int first = getpid();
    int error = 0;

    while (!*full) {
        if (fork() < 0) {
            error = errno;
            *full = error;
        }
    }
    error = *full;
    while (wait(NULL) > 0) {
    }
    if (getpid() == first) {
        printf("fork bomb: refused with %s\n", error == EAGAIN ? "EAGAIN" : error == ENOMEM ? "ENOMEM" : "another error");
        exit(error == EAGAIN || error == ENOMEM ? 0 : 1);
    }
    _exit(0);
}

/* Touches memory until there is none: mmap may refuse, or the server may end us with SIGKILL or SIGBUS; all are right. */
static void exhaust_memory(void)
{
    for (unsigned mebibytes = 0;; mebibytes++) {
        volatile char *area = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

        if (area == MAP_FAILED) {
            printf("memory exhausted: %s\n", errno == ENOMEM ? "ENOMEM" : "another error");
            exit(errno == ENOMEM ? 0 : 1);
        }
        for (int i = 0; i < 1 << 20; i += 4096) {
            area[i] = (char) mebibytes;
        }
    }
}

static void exhaust_heap(void)
{
    char *block;

    while ((block = malloc(100000)) != NULL) {
        block[0] = block[99999] = 1;
    }
    printf("heap exhausted: %s\n", errno == ENOMEM ? "ENOMEM" : "another error");
    exit(errno == ENOMEM ? 0 : 1);
}

static void exhaust_descriptors(void)
{
    int ends[2];

    while (pipe(ends) == 0) {
    }
    printf("descriptors exhausted: %s\n", errno == EMFILE ? "EMFILE" : "another error");
    exit(errno == EMFILE ? 0 : 1);
}

static const struct {
    const char *name, *outcome;
    void (*body)(void);
} ways[] = {
    { "null-read", "SIGSEGV", null_read }, { "null-write", "SIGSEGV", null_write },
    { "unmapped-read", "SIGSEGV", unmapped_read }, { "kernel-read", "SIGSEGV", kernel_read },
    { "kip-write", "SIGSEGV", kip_write }, { "text-write", "SIGSEGV", text_write },
    { "rodata-write", "SIGSEGV", rodata_write }, { "jump-null", "SIGSEGV", jump_null },
    { "jump-nowhere", "SIGSEGV", jump_nowhere }, { "jump-kernel", "SIGSEGV", jump_kernel },
    { "jump-data", "SIGSEGV", jump_data }, { "jump-syscall-page", "SIGSEGV or SIGILL", jump_syscall_page },
    { "undefined", "SIGILL", undefined }, { "undefined-thumb", "SIGILL", undefined_thumb },
    { "coprocessor", "SIGILL", coprocessor }, { "breakpoint", "SIGTRAP", breakpoint },
    { "direct-svc", "exit 0", direct_svc }, { "unaligned", "SIGBUS, or exit 0 where the CPU allows it", unaligned },
    { "recursion", "SIGSEGV", recursion }, { "bad-stack", "SIGSEGV", bad_stack }, { "abort", "SIGABRT", abort_now },
    { "kill-self", "SIGKILL", kill_self }, { "double-free", "SIGABRT", double_free },
    { "fork-bomb", "EAGAIN, exit 0", fork_bomb }, { "exhaust-memory", "ENOMEM and exit 0, or SIGKILL", exhaust_memory },
    { "exhaust-heap", "ENOMEM, exit 0", exhaust_heap }, { "exhaust-descriptors", "EMFILE, exit 0", exhaust_descriptors },
    { "loop", "runs until it is killed", endless_loop },
};

int main(int argc, char **argv)
{
    for (unsigned i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (argc > 1 && strcmp(argv[1], ways[i].name) == 0) {
            ways[i].body();
            return 0;
        }
        if (argc == 1) {
            printf("%-20s %s\n", ways[i].name, ways[i].outcome);
        }
    }
    return argc == 1 ? 0 : 2;
}
