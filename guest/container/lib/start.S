@ The first instruction of a container: the kernel gives no stack (sp = 0), no arguments and no UTCB (ABI 10.4).

        .syntax unified
        .arm

        .section .start, "ax", %progbits
        .global _start
_start:
        ldr     sp, =boot_stack_end
        bl      calls_init
        bl      main
1:      b       1b                      @ a main that returns leaves its pager looping (ABI 13)
        .ltorg

        .section .note.GNU-stack, "", %progbits
