package org.zerobench.api.kernel;

/**
 * A page fault as its pager sees it.
 *
 * @param address  fault address
 * @param pc       address of the instruction; 0 when the kernel asks for a page on behalf of a system call
 * @param write    true when a store faulted
 * @param execute  true for an instruction fetch
 * @param status   short-descriptor fault status (5, 7 translation; 13, 15 permission; 1 alignment; …); 0 for a page-in
 * @param entry    page table entry of the address in abi form, 0 if none
 */
public record Fault(int address, int pc, boolean write, boolean execute, int status, int entry) {}
