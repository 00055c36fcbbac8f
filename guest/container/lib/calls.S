@ Stubs of the kernel's calls (ABI 3.5): through the entry words of the interface page, which calls_init copied to call_entry.
@ ARMv5: a word loaded into pc keeps ARM state, and the kernel returns to lr.

        .syntax unified
        .arm
        .text

        .equ    UTCB_WORD, 0xFF000054

.macro  entry number
        ldr     r12, =call_entry
        ldr     r12, [r12, #4 * \number]
.endm

.macro  plain name, number
        .global \name
        .type   \name, %function
\name:
        entry   \number
        bx      r12
        .ltorg
        .size   \name, . - \name
.endm

@ The numbers are the order of the words from 0x0C of the interface page (ABI 2).
        plain   l4_container_control, 0
        plain   l4_time, 1
        plain   l4_irq_control, 2
        plain   l4_thread_control, 3
        plain   l4_ipc_control, 4
        plain   l4_capability_control, 7
        plain   l4_unmap, 8
        plain   l4_exchange_registers, 9
        plain   l4_thread_switch, 10
        plain   l4_schedule, 11
        plain   l4_getid, 12
        plain   l4_mutex_control, 13
        plain   l4_cache_control, 14

@ int l4_map(phys, virt, pages, flags, tid): the fifth argument travels in r4.
        .global l4_map
        .type   l4_map, %function
l4_map:
        push    {r4, lr}
        ldr     r4, [sp, #8]
        entry   5
        mov     lr, pc
        bx      r12
        pop     {r4, pc}
        .ltorg
        .size   l4_map, . - l4_map

@ int l4_ipc(to, from, flags): r3-r8 from and to words 0-5 of the UTCB.
        .global l4_ipc
        .type   l4_ipc, %function
l4_ipc:
        push    {r4-r8, lr}
        ldr     r12, =UTCB_WORD
        ldr     r12, [r12]
        ldm     r12, {r3-r8}
        entry   6
        mov     lr, pc
        bx      r12
        ldr     r12, =UTCB_WORD
        ldr     r12, [r12]
        stm     r12, {r3-r8}
        pop     {r4-r8, pc}
        .ltorg
        .size   l4_ipc, . - l4_ipc

@ void enter(address, registers[14]): branches there with r0-r11 as in the array, lr behind the branch, and stores r0-r12
@ and CPSR after it. The way to make a call with every register known.
        .global enter
        .type   enter, %function
enter:
        push    {r1, r4-r11, lr}
        mov     r12, r0
        mov     lr, r1
        ldm     lr, {r0-r11}
        cmp     r12, r12                @ flags that the caller can recognise: Z and C
        mov     lr, pc
        bx      r12
        ldr     lr, [sp]
        stm     lr, {r0-r12}
        mrs     r0, cpsr
        str     r0, [lr, #52]
        pop     {r1, r4-r11, pc}
        .size   enter, . - enter

@ Where a thread of the library begins (ABI 3.5): argument at sp - 4, function at sp - 8; what it returns is its exit code.
        .global thread_begin
        .type   thread_begin, %function
thread_begin:
        ldr     r0, [sp, #-4]
        ldr     r1, [sp, #-8]
        mov     lr, pc
        bx      r1
        b       thread_exit
        .size   thread_begin, . - thread_begin

@ word swap(word *address, word value): the one atomic instruction of ARMv5.
        .global swap
        .type   swap, %function
swap:
        swp     r2, r1, [r0]
        mov     r0, r2
        bx      lr
        .size   swap, . - swap

@ word swap_byte(unsigned char *address, word value)
        .global swap_byte
        .type   swap_byte, %function
swap_byte:
        swpb    r2, r1, [r0]
        mov     r0, r2
        bx      lr
        .size   swap_byte, . - swap_byte

        .section .note.GNU-stack, "", %progbits
