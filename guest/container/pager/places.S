        .syntax unified
        .arm
        .text

.macro  place name, label
        .global \name, \label
        .type   \name, %function
\name:
\label:
.endm

        place   load_from, load_place
        ldr     r0, [r0]
        bx      lr

        place   store_to, store_place
        str     r0, [r0]
        bx      lr

        .global jump_to
        .type   jump_to, %function
jump_to:
        bx      r0

@ ldrex r0, [r0]: the one load that must be aligned on every engine.
        place   load_exclusive, exclusive_place
        .inst   0xE1900F9F
        bx      lr

@ Skipped, not retried: 1 comes out if both halves of that are so.
        .global undefined, undefined_place
        .type   undefined, %function
undefined:
        mov     r0, #1
undefined_place:
        .inst   0xE7F000F0
        bx      lr

        .section .note.GNU-stack, "", %progbits
