/* What a program finds when it starts, and who it is. */
#include "tests.h"

static const uint32_t *auxv(void)
{
    const uint32_t *word = initial_stack + 1 + initial_stack[0] + 1;

    while (*word != 0) {
        word++;
    }
    return word + 1;
}

static uint32_t find(uint32_t type)
{
    for (const uint32_t *pair = auxv(); pair[0] != 0; pair += 2) {
        if (pair[0] == type) {
            return pair[1];
        }
    }
    return 0xFFFFFFFF;
}

void auxiliary_vector(void)
{
    const uint32_t *header;

    CHECK(((uint32_t) initial_stack & 7) == 0);
    CHECK(initial_stack[0] >= 1 && initial_stack[1 + initial_stack[0]] == 0);
    EXPECT(find(6), PAGE);                          /* AT_PAGESZ */
    CHECK(find(4) == 32 && find(5) >= 2);           /* AT_PHENT, AT_PHNUM */
    header = (const uint32_t *) find(3);            /* AT_PHDR */
    CHECK(header != (const uint32_t *) 0xFFFFFFFF);
    CHECK((find(9) & 1) == 1);                      /* AT_ENTRY is Thumb */
    EXPECT(find(17), 100);                          /* AT_CLKTCK */
    CHECK((find(16) & 0x56) == 0x56);               /* AT_HWCAP: half, thumb, fastmult, vfp */
    CHECK(find(25) != 0xFFFFFFFF);                  /* AT_RANDOM: 16 bytes */
    CHECK(find(31) != 0xFFFFFFFF);                  /* AT_EXECFN */
    CHECK(find(15) != 0xFFFFFFFF && *(const char *) find(15) == 'v');  /* AT_PLATFORM */
    EXPECT(find(23), 0);                            /* AT_SECURE */
}

void identity(void)
{
    char names[6][65];
    long pid = sys(SYS_getpid);

    CHECK(pid > 0 && sys(SYS_gettid) == pid);
    CHECK(sys(SYS_getppid) >= 0);
    CHECK(sys(SYS_getuid32) >= 0);
    CHECK(sys(SYS_getpgrp) >= 0);
    EXPECT(sys(SYS_uname, names), 0);
    CHECK(same(names[0], "Linux", 6));
    CHECK(names[4][0] == 'a' && names[4][1] == 'r' && names[4][2] == 'm');
    EXPECT(sys(SYS_uname, 16), -EFAULT);
    EXPECT(sys(SYS_set_tid_address, &pid), pid);
}

void unknown_call(void)
{
    EXPECT(sys(1999), -ENOSYS);
    EXPECT(sys(0x0F00FF), -ENOSYS);
}
