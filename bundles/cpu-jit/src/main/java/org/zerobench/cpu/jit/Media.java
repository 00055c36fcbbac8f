package org.zerobench.cpu.jit;

/** Parallel arithmetic, saturation, packing, extension, bit fields (ARM ARM A4.4.4 to A4.4.7, A5.4). */
final class Media {

    /** Prefixes of parallel arithmetic, in {@link Instruction#imm}. Bit 2: unsigned; the low bits tell the rest. */
    private static final int PLAIN = 1;
    private static final int SATURATING = 2;
    private static final int UNSIGNED = 4;

    private Media() {}

    static void execute(Core core, Instruction i) {
        int[] r = core.r;
        int n = r[i.rn];
        int m = r[i.rm];
        switch (i.op) {
            case ADD16 -> r[i.rd] = halves(core, i.imm, n, m, false, false, false);
            case ASX -> r[i.rd] = halves(core, i.imm, n, m, true, true, false);
            case SAX -> r[i.rd] = halves(core, i.imm, n, m, true, false, true);
            case SUB16 -> r[i.rd] = halves(core, i.imm, n, m, false, true, true);
            case ADD8 -> r[i.rd] = bytes(core, i.imm, n, m, false);
            case SUB8 -> r[i.rd] = bytes(core, i.imm, n, m, true);
            case SEL -> r[i.rd] = select(core.ge, n, m);
            case PKHBT -> r[i.rd] = n & 0xFFFF | shifted(core, i, m) & 0xFFFF_0000;
            case PKHTB -> r[i.rd] = n & 0xFFFF_0000 | shifted(core, i, m) & 0xFFFF;
            case SSAT -> r[i.rd] = signed(core, shifted(core, i, n), i.imm);
            case USAT -> r[i.rd] = unsigned(core, shifted(core, i, n), i.imm);
            case SSAT16 -> r[i.rd] = signed(core, (short) n, i.imm) & 0xFFFF | signed(core, n >> 16, i.imm) << 16;
            case USAT16 -> r[i.rd] = unsigned(core, (short) n, i.imm) | unsigned(core, n >> 16, i.imm) << 16;
            case QADD -> r[i.rd] = signed(core, (long) m + n, 32);
            case QSUB -> r[i.rd] = signed(core, (long) m - n, 32);
            case QDADD -> r[i.rd] = signed(core, (long) m + signed(core, 2L * n, 32), 32);
            case QDSUB -> r[i.rd] = signed(core, (long) m - signed(core, 2L * n, 32), 32);
            case SBFX -> r[i.rd] = n << 32 - i.imm - i.amount >> 32 - i.imm;
            case UBFX -> r[i.rd] = n << 32 - i.imm - i.amount >>> 32 - i.imm;
            case BFI -> insert(r, i, n);
            case BFC -> insert(r, i, 0);
            case REV -> r[i.rd] = Integer.reverseBytes(m);
            case REV16 -> r[i.rd] = Integer.rotateRight(Integer.reverseBytes(m), 16);
            case REVSH -> r[i.rd] = Short.reverseBytes((short) m);
            case RBIT -> r[i.rd] = Integer.reverse(m);
            case CLZ -> r[i.rd] = Integer.numberOfLeadingZeros(m);
            default -> r[i.rd] = extended(i.op, n, Integer.rotateRight(m, i.amount));
        }
    }

    private static int extended(Op op, int n, int m) {
        return switch (op) {
            case SXTB -> (byte) m;
            case SXTH -> (short) m;
            case UXTB -> m & 0xFF;
            case UXTH -> m & 0xFFFF;
            case SXTB16 -> (byte) m & 0xFFFF | (byte) (m >> 16) << 16;
            case UXTB16 -> m & 0x00FF_00FF;
            case SXTAB -> n + (byte) m;
            case SXTAH -> n + (short) m;
            case UXTAB -> n + (m & 0xFF);
            case UXTAH -> n + (m & 0xFFFF);
            case SXTAB16 -> n + (byte) m & 0xFFFF | (n >> 16) + (byte) (m >> 16) << 16;
            default -> n + (m & 0xFF) & 0xFFFF | (n >>> 16) + (m >>> 16 & 0xFF) << 16; // UXTAB16
        };
    }

    private static int shifted(Core core, Instruction i, int value) {
        return DataProcessing.shift(core, i.shift, value, i.amount);
    }

    private static void insert(int[] r, Instruction i, int source) {
        int mask = -1 >>> 32 - i.imm << i.amount;
        r[i.rd] = r[i.rd] & ~mask | source << i.amount & mask;
    }

    /** @param bits 1 to 32 */
    private static int signed(Core core, long value, int bits) {
        long most = (1L << bits - 1) - 1;
        long result = Math.clamp(value, -most - 1, most);
        core.q |= result != value;
        return (int) result;
    }

    /** @param bits 0 to 31 */
    private static int unsigned(Core core, long value, int bits) {
        long result = Math.clamp(value, 0, (1L << bits) - 1);
        core.q |= result != value;
        return (int) result;
    }

    private static int select(int ge, int n, int m) {
        int mask = 0;
        for (int lane = 0; lane < 4; lane++) {
            mask |= (ge >>> lane & 1) * 0xFF << 8 * lane;
        }
        return n & mask | m & ~mask;
    }

    /** Two lanes of 16 bits. @param exchange of m's halves @param subtractLow in the low lane @param subtractHigh in the high one */
    private static int halves(Core core, int prefix, int n, int m, boolean exchange, boolean subtractLow, boolean subtractHigh) {
        int other = exchange ? Integer.rotateRight(m, 16) : m;
        int low = lane(prefix, n, other, 16, subtractLow);
        int high = lane(prefix, n >>> 16, other >>> 16, 16, subtractHigh);
        if ((prefix & 3) == PLAIN) {
            core.ge = (greater(prefix, low, 16, subtractLow) ? 3 : 0) | (greater(prefix, high, 16, subtractHigh) ? 12 : 0);
        }
        return finish(prefix, low, 16) | finish(prefix, high, 16) << 16;
    }

    private static int bytes(Core core, int prefix, int n, int m, boolean subtract) {
        int result = 0;
        int ge = 0;
        for (int lane = 0; lane < 4; lane++) {
            int exact = lane(prefix, n >>> 8 * lane, m >>> 8 * lane, 8, subtract);
            ge |= greater(prefix, exact, 8, subtract) ? 1 << lane : 0;
            result |= finish(prefix, exact, 8) << 8 * lane;
        }
        if ((prefix & 3) == PLAIN) {
            core.ge = ge;
        }
        return result;
    }

    /** The exact sum or difference of the low {@code bits} of two values. */
    private static int lane(int prefix, int n, int m, int bits, boolean subtract) {
        int unused = 32 - bits;
        int a = (prefix & UNSIGNED) != 0 ? n << unused >>> unused : n << unused >> unused;
        int b = (prefix & UNSIGNED) != 0 ? m << unused >>> unused : m << unused >> unused;
        return subtract ? a - b : a + b;
    }

    /** What GE says of a lane: no borrow, or for an unsigned sum a carry. */
    private static boolean greater(int prefix, int exact, int bits, boolean subtract) {
        return (prefix & UNSIGNED) != 0 && !subtract ? exact >>> bits != 0 : exact >= 0;
    }

    /** Saturates or halves where the prefix says so; the low {@code bits}. */
    private static int finish(int prefix, int exact, int bits) {
        int mask = (1 << bits) - 1;
        if ((prefix & 3) == PLAIN) {
            return exact & mask;
        }
        if ((prefix & 3) != SATURATING) {
            return exact >> 1 & mask;
        }
        return ((prefix & UNSIGNED) != 0 ? Math.clamp(exact, 0, mask) : Math.clamp(exact, -(mask >> 1) - 1, mask >> 1)) & mask;
    }
}
