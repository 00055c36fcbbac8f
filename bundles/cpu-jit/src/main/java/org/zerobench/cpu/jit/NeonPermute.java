package org.zerobench.cpu.jit;

/** Moves lanes to other places, their contents as they are. */
final class NeonPermute {

    private NeonPermute() {}

    static void execute(Core core, Instruction i) {
        long[] d = core.d;
        int last = i.quad ? 1 : 0;
        switch (i.op) {
            case VEXT -> extract(d, i);
            case VTBL, VTBX -> lookUp(d, i);
            case VUZP -> unzip(d, i);
            case VZIP -> zip(d, i);
            case VDUP, VDUP_CORE -> {
                long value = i.op == Op.VDUP ? Lanes.repeated(d[i.rm], i.lane, i.size) : Lanes.repeated(core.r[i.rn], 0, i.size);
                for (int k = 0; k <= last; k++) {
                    d[i.rd + k] = value;
                }
            }
            case VREV -> {
                for (int k = 0; k <= last; k++) {
                    d[i.rd + k] = reversed(d[i.rm + k], i.size, i.imm);
                }
            }
            case VSWP -> {
                for (int k = 0; k <= last; k++) {
                    long m = d[i.rm + k];
                    d[i.rm + k] = d[i.rd + k];
                    d[i.rd + k] = m;
                }
            }
            default -> {
                for (int k = 0; k <= last; k++) {
                    transpose(d, i.rd + k, i.rm + k, i.size);
                }
            }
        }
    }

    /** Turns the order of lanes over, within parts of twice to eight times their size. */
    private static long reversed(long value, int size, int whole) {
        long result = value;
        for (int s = size; s < whole; s++) {
            long even = Lanes.even(s);
            result = (result & even) << Lanes.bits(s) | result >>> Lanes.bits(s) & even;
        }
        return result;
    }

    private static void transpose(long[] d, int first, int second, int size) {
        long even = Lanes.even(size);
        long a = d[first];
        long b = d[second];
        d[first] = a & even | (b & even) << Lanes.bits(size);
        d[second] = a >>> Lanes.bits(size) & even | b & ~even;
    }

    private static void unzip(long[] d, Instruction i) {
        int size = i.size;
        if (i.quad) {
            long evens = Lanes.evens(d[i.rd], d[i.rd + 1], size);
            long odds = Lanes.odds(d[i.rd], d[i.rd + 1], size);
            d[i.rd] = evens;
            d[i.rd + 1] = Lanes.evens(d[i.rm], d[i.rm + 1], size);
            d[i.rm + 1] = Lanes.odds(d[i.rm], d[i.rm + 1], size);
            d[i.rm] = odds;
        } else {
            long evens = Lanes.evens(d[i.rd], d[i.rm], size);
            d[i.rm] = Lanes.odds(d[i.rd], d[i.rm], size);
            d[i.rd] = evens;
        }
    }

    private static void zip(long[] d, Instruction i) {
        long a = d[i.rd];
        long b = d[i.rm];
        if (i.quad) {
            long c = d[i.rd + 1];
            long e = d[i.rm + 1];
            d[i.rd] = zipped(a, b, i.size);
            d[i.rd + 1] = zipped(a >>> 32, b >>> 32, i.size);
            d[i.rm] = zipped(c, e, i.size);
            d[i.rm + 1] = zipped(c >>> 32, e >>> 32, i.size);
        } else {
            d[i.rd] = zipped(a, b, i.size);
            d[i.rm] = zipped(a >>> 32, b >>> 32, i.size);
        }
    }

    /** The lower lanes of two registers, in turn. */
    private static long zipped(long a, long b, int size) {
        long even = Lanes.even(size);
        return Long.expand(a, even) | Long.expand(b, ~even);
    }

    private static void extract(long[] d, Instruction i) {
        if (!i.quad) {
            d[i.rd] = across(d[i.rn], d[i.rm], i.imm);
            return;
        }
        boolean high = i.imm > 7;
        long first = d[high ? i.rn + 1 : i.rn];
        long second = d[high ? i.rm : i.rn + 1];
        long third = d[high ? i.rm + 1 : i.rm];
        d[i.rd] = across(first, second, i.imm & 7);
        d[i.rd + 1] = across(second, third, i.imm & 7);
    }

    /** Eight bytes from one of the first on. */
    private static long across(long low, long high, int bytes) {
        return bytes == 0 ? low : low >>> 8 * bytes | high << 64 - 8 * bytes;
    }

    private static void lookUp(long[] d, Instruction i) {
        long indexes = d[i.rm];
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int index = (int) (indexes >>> at) & 0xFF;
            long from = index < 8 * i.imm ? d[i.rn + (index >>> 3)] >>> 8 * (index & 7)
                    : i.op == Op.VTBX ? d[i.rd] >>> at : 0;
            result |= (from & 0xFF) << at;
        }
        d[i.rd] = result;
    }
}
