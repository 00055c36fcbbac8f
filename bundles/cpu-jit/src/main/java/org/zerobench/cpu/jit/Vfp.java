package org.zerobench.cpu.jit;

/** Executes VFP arithmetic; what only moves is {@link VfpMoves}'s. */
final class Vfp {

    private Vfp() {}

    /** Executes one whose condition holds; {@link Instruction#raw} is its A32 encoding in both states. */
    static void execute(Core core, Instruction i) {
        core.context.vfpUsed = true;
        FloatUnit fpu = core.fpu;
        Format f = i.format;
        switch (i.op) {
            case VADD -> put(core, i, fpu.add(f, n(core, i), m(core, i)));
            case VSUB -> put(core, i, fpu.subtract(f, n(core, i), m(core, i)));
            case VMUL -> put(core, i, product(core, i));
            case VNMUL -> put(core, i, product(core, i) ^ f.sign);
            case VDIV -> put(core, i, fpu.divide(f, n(core, i), m(core, i)));
            case VMLA -> put(core, i, fpu.add(f, d(core, i), product(core, i)));
            case VMLS -> put(core, i, fpu.add(f, d(core, i), product(core, i) ^ f.sign));
            case VNMLA -> put(core, i, fpu.add(f, d(core, i) ^ f.sign, product(core, i) ^ f.sign));
            case VNMLS -> put(core, i, fpu.add(f, d(core, i) ^ f.sign, product(core, i)));
            case VFMA -> put(core, i, fpu.fused(f, d(core, i), n(core, i), m(core, i)));
            case VFMS -> put(core, i, fpu.fused(f, d(core, i), n(core, i) ^ f.sign, m(core, i)));
            case VFNMA -> put(core, i, fpu.fused(f, d(core, i) ^ f.sign, n(core, i) ^ f.sign, m(core, i)));
            case VFNMS -> put(core, i, fpu.fused(f, d(core, i) ^ f.sign, n(core, i), m(core, i)));
            case VABS -> put(core, i, f.magnitude(m(core, i)));
            case VNEG -> put(core, i, m(core, i) ^ f.sign);
            case VMOV -> put(core, i, m(core, i));
            case VSQRT -> put(core, i, fpu.squareRoot(f, m(core, i)));
            case VCMP -> compared(core, fpu.compare(f, d(core, i), m(core, i), i.imm != 0));
            case VCMP_ZERO -> compared(core, fpu.compare(f, d(core, i), 0, i.imm != 0));
            case VCVT_FROM_HALF, VCVT_TO_HALF, VCVT_PRECISION, VCVT_FROM_INT, VCVT_TO_INT, VCVT_FROM_FIXED, VCVT_TO_FIXED ->
                convert(core, i, f);
            default -> VfpMoves.execute(core, i);
        }
    }

    private static void convert(Core core, Instruction i, Format f) {
        FloatUnit fpu = core.fpu;
        switch (i.op) {
            case VCVT_FROM_HALF -> {
                long half = single(core, i.rm) >>> 16 * i.imm & 0xFFFF;
                single(core, i.rd, (int) fpu.convert(Format.HALF, Format.SINGLE, half));
            }
            case VCVT_TO_HALF -> {
                int half = (int) fpu.convert(Format.SINGLE, Format.HALF, single(core, i.rm) & 0xFFFF_FFFFL);
                int shift = 16 * i.imm;
                single(core, i.rd, single(core, i.rd) & ~(0xFFFF << shift) | half << shift);
            }
            case VCVT_PRECISION -> {
                Format to = f == Format.DOUBLE ? Format.SINGLE : Format.DOUBLE;
                put(core, to, i.rd, fpu.convert(f, to, m(core, i)));
            }
            case VCVT_FROM_INT -> {
                int value = single(core, i.rm);
                put(core, i, fpu.fromFixed(f, i.unsigned ? value & 0xFFFF_FFFFL : value, 0, fpu.mode()));
            }
            case VCVT_TO_INT -> {
                int mode = i.imm != 0 ? SoftFloat.RZ : fpu.mode();
                single(core, i.rd, (int) fpu.toFixed(f, m(core, i), 0, 32, i.unsigned, mode));
            }
            case VCVT_FROM_FIXED -> {
                int unused = 64 - i.amount;
                long value = d(core, i) << unused;
                value = i.unsigned ? value >>> unused : value >> unused;
                put(core, i, fpu.fromFixed(f, value, i.imm, SoftFloat.RN));
            }
            default -> put(core, i, fpu.toFixed(f, d(core, i), i.imm, i.amount, i.unsigned, SoftFloat.RZ)
                    & (f == Format.DOUBLE ? -1L : 0xFFFF_FFFFL));
        }
    }

    private static long product(Core core, Instruction i) {
        return core.fpu.multiply(i.format, n(core, i), m(core, i));
    }

    private static void compared(Core core, int nzcv) {
        core.fpu.fpscr = core.fpu.fpscr & 0x0FFF_FFFF | nzcv;
    }

    private static long d(Core core, Instruction i) {
        return get(core, i.format, i.rd);
    }

    private static long n(Core core, Instruction i) {
        return get(core, i.format, i.rn);
    }

    private static long m(Core core, Instruction i) {
        return get(core, i.format, i.rm);
    }

    private static void put(Core core, Instruction i, long value) {
        put(core, i.format, i.rd, value);
    }

    private static long get(Core core, Format f, int register) {
        return f == Format.DOUBLE ? core.d[register] : single(core, register) & 0xFFFF_FFFFL;
    }

    private static void put(Core core, Format f, int register, long value) {
        if (f == Format.DOUBLE) {
            core.d[register] = value;
        } else {
            single(core, register, (int) value);
        }
    }

    static long get64(Core core, int register) {
        return core.d[register];
    }

    static void put64(Core core, int register, long value) {
        core.d[register] = value;
    }

    /** s0 to s31: halves of d0 to d15. */
    static int single(Core core, int register) {
        return (int) (core.d[register >>> 1] >>> (register << 5));
    }

    static void single(Core core, int register, int value) {
        int shift = (register & 1) << 5;
        long[] d = core.d;
        d[register >>> 1] = d[register >>> 1] & ~(0xFFFF_FFFFL << shift) | (value & 0xFFFF_FFFFL) << shift;
    }
}
