@ The first instruction of a task (ABI 10.5): sp points at argc, argv, 0, environment, 0. And the two things of the library
@ that C cannot say.

        .syntax unified
        .arm

        .section .text.start, "ax", %progbits
        .global _start
        .type   _start, %function
_start:
        orr     r2, r2, r3              @ what the registers held: they are said to be 0
        orr     r2, r2, r4
        orr     r2, r2, r5
        orr     r2, r2, r6
        orr     r2, r2, r7
        orr     r2, r2, r8
        orr     r2, r2, r9
        orr     r2, r2, r10
        orr     r2, r2, r11
        orr     r2, r2, r12
        orr     r2, r2, lr
        orr     r2, r2, r0
        orr     r2, r2, r1
        ldr     r0, [sp], #4            @ argc
        mov     r1, sp                  @ argv
        bic     sp, sp, #7
        bl      task_begin              @ does not return
        .size   _start, . - _start

@ int clone_ipc(to, from, flags): like l4_ipc, but who comes back with MR_RETURN 0 is the child, on a stack with the function
@ at sp - 8 and its argument at sp - 4 (ABI 3.5). The child idles when the function returns.
        .section .text.clone_ipc, "ax", %progbits
        .global clone_ipc
        .type   clone_ipc, %function
clone_ipc:
        push    {r4-r8, lr}
        ldr     r12, =0xFF000054
        ldr     r12, [r12]
        ldm     r12, {r3-r8}
        ldr     r12, =call_entry
        ldr     r12, [r12, #24]
        mov     lr, pc
        bx      r12
        cmp     r0, #0
        cmpge   r3, #0
        beq     1f
        ldr     r12, =0xFF000054
        ldr     r12, [r12]
        stm     r12, {r3-r8}
        pop     {r4-r8, pc}
1:      ldr     r0, [sp, #-4]
        ldr     r1, [sp, #-8]
        mov     lr, pc
        bx      r1
2:      b       2b
        .ltorg
        .size   clone_ipc, . - clone_ipc

@ word beyond_undefined(word value): what is left of its argument behind an undefined instruction.
        .section .text.beyond_undefined, "ax", %progbits
        .global beyond_undefined
        .type   beyond_undefined, %function
beyond_undefined:
        udf     #0
        add     r0, r0, #1
        bx      lr
        .size   beyond_undefined, . - beyond_undefined

@ int misplaced_call(void): a system call instruction outside the call page returns to lr.
        .section .text.misplaced_call, "ax", %progbits
        .global misplaced_call
        .type   misplaced_call, %function
misplaced_call:
        svc     0x14
        mov     r0, #1
        bx      lr
        .size   misplaced_call, . - misplaced_call

        .section .note.GNU-stack, "", %progbits
