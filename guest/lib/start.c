/* From the initial stack to main, and out again. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <zb/native.h>

#define AT_EXECFN 31

l4_id zb_pager, zb_heap, zb_posix;
const char *zb_executable;
char **environ;

typedef void (*initializer)(void);
extern initializer __preinit_array_start[], __preinit_array_end[];
extern initializer __init_array_start[], __init_array_end[];

int main(int argc, char **argv, char **envp);

/* The startup of a process owns its main stack; nothing here may call a server before the ids are known. */
static void read_auxv(const uint32_t *pair)
{
    for (; pair[0] != 0; pair += 2) {
        switch (pair[0]) {
        case AT_ZB_PAGER: zb_pager = (l4_id) pair[1]; break;
        case AT_ZB_HEAP: zb_heap = (l4_id) pair[1]; break;
        case AT_ZB_POSIX: zb_posix = (l4_id) pair[1]; break;
        case AT_EXECFN: zb_executable = (const char *) pair[1]; break;
        default: break;
        }
    }
}

static void run(initializer *first, initializer *end)
{
    for (; first < end; first++) {
        (*first)();
    }
}

/* Called by _start with the stack pointer that the loader set. */
void zb_start(uint32_t *stack)
{
    int argc = (int) stack[0];
    char **argv = (char **) (stack + 1);
    char **envp = argv + argc + 1;
    char **last = envp;

    while (*last != NULL) {
        last++;
    }
    read_auxv((const uint32_t *) (last + 1));
    if (zb_executable == NULL) {
        zb_executable = argc > 0 ? argv[0] : "";
    }
    environ = envp;
    run(__preinit_array_start, __preinit_array_end);
    run(__init_array_start, __init_array_end);
    exit(main(argc, argv, envp));
}
