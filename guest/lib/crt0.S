@ First instruction of a native program. The stack holds argc, argv, envp and the auxiliary vector; zb_start reads them.

        .syntax unified
        .arm
        .section .text.start, "ax"
        .global _start
        .type   _start, %function
_start:
        mov     r0, sp
        bic     sp, sp, #7              @ AAPCS: 8-byte aligned at every public call
        mov     fp, #0                  @ an unwinder stops here
        mov     lr, #0
        bl      zb_start
        udf     #0                      @ zb_start does not return
        .size   _start, . - _start
