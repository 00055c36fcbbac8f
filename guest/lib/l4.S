@ Stubs of the kernel's calls. ARM state throughout: entry words are ARM addresses and the kernel returns to lr.

        .syntax unified
        .arm
        .text

        .equ    KIP, 0xFF000000
        .equ    KIP_IPC, 0x24
        .equ    KIP_UTCB, 0x54

@ A call whose arguments are in place: branch through the KIP, and the kernel returns to our caller.
.macro plain name, offset
        .global \name
        .type   \name, %function
\name:
        mov     r12, #KIP
        ldr     r12, [r12, #\offset]
        bx      r12
        .size   \name, . - \name
.endm

        plain   l4_getid, 0x3C
        plain   l4_thread_switch, 0x34
        plain   l4_thread_control, 0x18
        plain   l4_time, 0x10
        plain   l4_exchange_registers, 0x30
        plain   l4_unmap, 0x2C
        plain   l4_capability_control, 0x28
        plain   l4_cache_control, 0x44
        plain   l4_mutex_control, 0x40

@ int l4_map(phys, virt, pages, flags, tid): the fifth argument comes from the stack and travels in r4.
        .global l4_map
        .type   l4_map, %function
l4_map:
        push    {r4, lr}
        ldr     r4, [sp, #8]
        mov     r12, #KIP
        ldr     r12, [r12, #0x20]
        blx     r12
        pop     {r4, pc}
        .size   l4_map, . - l4_map

@ int l4_ipc(to, from, flags): MR0-MR5 from and to words 0-5 of the UTCB. The UTCB's address is read again after the
@ call: the child of a fork has another one.
        .global l4_ipc
        .type   l4_ipc, %function
l4_ipc:
        push    {r4-r9, r10, lr}
        mov     r9, #KIP
        ldr     r12, [r9, #KIP_UTCB]
        ldm     r12, {r3-r8}
        ldr     r12, [r9, #KIP_IPC]
        blx     r12
        ldr     r12, [r9, #KIP_UTCB]
        stm     r12, {r3-r8}
        pop     {r4-r9, r10, pc}
        .size   l4_ipc, . - l4_ipc

@ int zb_clone(server, tag, child stack, flags): the result of the parent is the child's tid. The child comes out of
@ the same call with MR0 = 0 on its own stack, pops function and argument, which the parent laid there, and never
@ returns from here. (The classic library reads them from below the stack pointer, where a signal's frame would hit.)
        .global zb_clone
        .type   zb_clone, %function
zb_clone:
        push    {r4-r9, r10, lr}
        mov     r5, r2                  @ MR2
        mov     r6, r3                  @ MR3
        mov     r3, r1                  @ MR0
        mov     r1, r0
        mov     r2, #0                  @ short
        mov     r12, #KIP
        ldr     r12, [r12, #KIP_IPC]
        blx     r12
        cmp     r0, #0
        blt     1f                      @ the IPC itself failed
        mov     r0, r3
        cmp     r0, #0
        beq     2f
1:      pop     {r4-r9, r10, pc}
2:      pop     {r1, r2}                @ function, argument
        mov     r0, r2
        mov     fp, #0
        blx     r1
        mov     r0, #0
        bl      zb_exit_thread
        udf     #0
        .size   zb_clone, . - zb_clone

@ Where a signal handler returns to, with sp at the frame the server pushed. It may change no register but those the
@ call needs: the server puts all of them back from the frame.
        .global zb_restorer
        .type   zb_restorer, %function
zb_restorer:
        ldr     r0, =zb_posix
        ldr     r0, [r0]
        mov     r1, r0
        mov     r2, #0
        mov     r3, #85                 @ ZB_SIGRETURN
        mov     r12, #KIP
        ldr     r12, [r12, #KIP_IPC]
        blx     r12
        udf     #0                      @ there is no reply
        .size   zb_restorer, . - zb_restorer
        .ltorg

        .section .note.GNU-stack, "", %progbits
