package org.zerobench.cpu.jit;

import java.util.Arrays;

/**
 * One decoded instruction: an operation and its operands in one normal form for A32 and T32. Filled in by its
 * {@link Form} and never changed afterwards, but for what execution notes about it. Fields that an
 * operation does not use are 0.
 */
final class Instruction {

    private static final int[] NO_TARGETS = {};
    /** Of a jump table. */
    private static final int MOST_TARGETS = 64;
    private static final int SLOW_TIMES = 4096;
    private static final int SLOW_INSTRUCTIONS = 1000;
    /** Condition "always". */
    static final int AL = 14;

    /** What the last operand of data processing, and the offset of a load or store, is. */
    enum Operand {
        /** {@link #imm}. */
        IMMEDIATE,
        /** {@link #imm}, whose bit 31 is the carry of the shifter. */
        ROTATED_IMMEDIATE,
        /** {@link #rm} as it is. */
        REGISTER,
        /** {@link #rm} shifted by {@link #amount}. */
        SHIFTED,
        /** {@link #rm} shifted by the low byte of {@link #rs}. */
        SHIFTED_BY_REGISTER
    }

    /** Kinds of {@link #shift}; {@link #RRX} is ROR by 0. */
    static final int LSL = 0;
    static final int LSR = 1;
    static final int ASR = 2;
    static final int ROR = 3;
    static final int RRX = 4;

    /** The line of the table it was decoded by; null when there is none. */
    Encoding encoding;
    Op op = Op.UDF;
    /** Copy of the operation's unit, one load nearer to the interpreter. */
    Op.Unit unit = Op.Unit.SYSTEM;
    /** Condition, 0 to {@link #AL}. In an IT block it is the block's that counts. */
    int cond = AL;
    int rd;
    int rn;
    int rm;
    int rs;
    /** Accumulator, low half of a long result, or second register of a doubleword transfer. */
    int ra;
    /** Immediate; offsets of loads, stores and branches come with their sign and in bytes. */
    int imm;
    Operand operand = Operand.IMMEDIATE;
    int shift;
    /** Shift distance, 0 to 32; lowest bit of a bit field. */
    int amount;
    /** Integers are unsigned. */
    boolean unsigned;
    /** Precision of VFP operands. */
    Format format = Format.SINGLE;
    /** NEON: bytes of an element as a power of two; of the narrower side where two are not alike. */
    int size;
    /** NEON: registers {@link #rd}, {@link #rn}, {@link #rm} are the first of pairs. */
    boolean quad;
    /** NEON: the element of {@link #rm} that is an operand for all lanes, or of memory; -1 when all are. */
    int lane = -1;
    /** NEON: the immediate, in each lane. */
    long vector;
    /** NEON loads and stores: elements of a structure, and registers from one of them to the next. */
    int elements;
    int step;
    boolean setFlags;
    /** The offset is applied before the access (P). */
    boolean pre;
    /** A register offset is added, not subtracted (U). */
    boolean add;
    /** The base register is written. */
    boolean writeback;
    /** In bytes, 2 or 4. */
    int length = 4;
    /** What the program counter reads as, minus the instruction's address: 8 in ARM state, 4 in Thumb state. */
    int bias = 8;
    /** The encoding; a 32-bit Thumb instruction has its first half on top. VFP and NEON: as in A32, whatever the state. */
    int raw;

    /** A branch to a computed address that is no return. */
    boolean computes;
    /** How often it was branched to, or one of {@link Regions}' marks. Machine thread. */
    int heat;
    /** How often it went elsewhere than on, as a branch does. Machine thread. */
    int taken;
    /** How often its condition failed. Machine thread. */
    int skipped;
    /** Where this computed branch went, and how often. Machine thread. */
    private int[] targets = NO_TARGETS;
    private int[] times = NO_TARGETS;

    /** Instructions executed when it was slow for the first time of a series. */
    private long slowSince;
    private int slowTimes;
    private boolean slow;

    /** Compiled code had to leave it to the interpreter. @return true when that has become too frequent: {@link #slow} now */
    boolean slowed(long retired) {
        if (slow) {
            return false;
        }
        if (slowTimes++ == 0) {
            slowSince = retired;
        } else if (slowTimes == SLOW_TIMES) {
            slowTimes = 0;
            slow = retired - slowSince < SLOW_TIMES * SLOW_INSTRUCTIONS;
        }
        return slow;
    }

    /** Whether compiled code should take the slow way without leaving. */
    boolean slow() {
        return slow;
    }

    int[] targets() {
        return targets;
    }

    /** A branch with a computed target went there. */
    void wentTo(int key) {
        for (int t = 0; t < targets.length; t++) {
            if (targets[t] == key) {
                times[t]++;
                return;
            }
        }
        if (targets.length < MOST_TARGETS) {
            targets = Arrays.copyOf(targets, targets.length + 1);
            times = Arrays.copyOf(times, targets.length);
            targets[targets.length - 1] = key;
        }
    }

    /** Part of a conditional branch's executions that took it, from 0 to 1; a half where nothing is known. */
    double takenShare() {
        double all = (double) taken + skipped;
        return all > 0 ? taken / all : 0.5;
    }

    /** Part of a computed branch's executions that went to the target with a number, above 0. */
    double targetShare(int number) {
        return (times[number] + 1.0) / (Arrays.stream(times).asLongStream().sum() + times.length);
    }

    boolean thumb() {
        return bias == 4;
    }
}
