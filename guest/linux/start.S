@ What a Linux program without a C library needs in assembly: its entry, the ends of signal handlers, threads.

        .syntax unified
        .thumb
        .section .text.start, "ax"
        .global _start
        .type   _start, %function
        .thumb_func
_start:                                 @ hands the initial stack to start_c
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

        .global restorer
        .type   restorer, %function
        .thumb_func
restorer:                               @ end of a handler without SA_SIGINFO
        movs    r7, #119
        svc     #0
        .size   restorer, . - restorer

        .global restorer_siginfo
        .type   restorer_siginfo, %function
        .thumb_func
restorer_siginfo:
        movs    r7, #173
        svc     #0
        .size   restorer_siginfo, . - restorer_siginfo

@ long start_thread(flags, stack_top, body, argument | parent_tid, tls, child_tid)
@ clone(flags, stack, parent_tid, tls, child_tid); body and argument wait for the child on its own stack.
        .global start_thread
        .type   start_thread, %function
        .thumb_func
start_thread:
        push    {r4, r5, r7, lr}
        sub     r1, r1, #8
        str     r2, [r1]
        str     r3, [r1, #4]
        ldr     r2, [sp, #16]
        ldr     r3, [sp, #20]
        ldr     r4, [sp, #24]
        movs    r7, #120
        svc     #0
        cbz     r0, 1f
        pop     {r4, r5, r7, pc}
1:      pop     {r1, r2}
        mov     r0, r2
        blx     r1
        movs    r0, #0
        movs    r7, #1
        svc     #0
        udf     #0
        .size   start_thread, . - start_thread

        .section .note.GNU-stack, "", %progbits
