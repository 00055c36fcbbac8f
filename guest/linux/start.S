@ Entry of a Linux program without a C library: hands the initial stack to start_c.

        .syntax unified
        .thumb
        .section .text.start, "ax"
        .global _start
        .type   _start, %function
        .thumb_func
_start:
        mov     r0, sp
        mov     r1, sp
        bic     r1, r1, #7
        mov     sp, r1
        movs    r1, #0
        mov     fp, r1
        mov     lr, r1
        bl      start_c
        udf     #0
        .size   _start, . - _start
        .section .note.GNU-stack, "", %progbits
