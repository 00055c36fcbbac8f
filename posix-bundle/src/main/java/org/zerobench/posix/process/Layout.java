package org.zerobench.posix.process;

/**
 * Where things lie in a program's space.
 *
 * @param mapStart   lowest address that mmap chooses
 * @param mapEnd     end of the range that it chooses from, exclusive
 * @param stackTop   end of the stack
 * @param stackBytes size of the stack at the start; it grows down to {@link Births#STACK_BYTES}
 */
record Layout(int mapStart, int mapEnd, int stackTop, int stackBytes) {
    /** First address of the classic system's task area (ABI 1.7). */
    static final int TASK_START = 0x4000_0000;
    /** End of it, and of the stack in it. */
    static final long TASK_END = 0x8000_0000L;
    /** What mmap leaves free below the end of the stack: the stack and a gap. */
    static final int STACK_ROOM = Births.STACK_BYTES + (1 << 20);

    private static final Layout LINUX = new Layout(Births.MAP_START, Births.MAP_END, Births.STACK_TOP, 32 * 4096);
    /** Here all addresses but those of shared memory are positive numbers, and programs may count on it. */
    private static final Layout CLASSIC = new Layout(TASK_START, (int) (TASK_END - STACK_ROOM), (int) TASK_END, 32 << 10);

    /** The layout for a program. */
    static Layout of(ElfImage image) {
        return image.classic() ? CLASSIC : LINUX;
    }
}
