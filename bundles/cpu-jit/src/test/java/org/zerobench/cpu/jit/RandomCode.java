package org.zerobench.cpu.jit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.zerobench.api.machine.ThreadContext;

/** Random instructions out of the decoder's tables, and registers that they find something to do with. */
final class RandomCode {

    private static final int PC = ThreadContext.PC;
    private static final int SVC = 0xEF00_0000;
    private static final int THUMB_SVC = 0xDF00;
    /** Supervisor calls behind a sequence: jumps may skip some, a condition others. */
    private static final int CALLS = 12;
    /** Families at the end whose tables have the A32 form only. */
    private static final int SHARED = 2;
    private static final List<String> REGISTERS = List.of("d", "n", "m", "s", "a");

    private final Random random;
    private final Decoder decoder = new Decoder();
    private final List<List<Encoding>> arm;
    private final List<List<Encoding>> thumb;

    RandomCode(Random random) {
        this.random = random;
        arm = families(A32Table.CORE, A32Table.MEDIA, A32Table.MEMORY, VfpTable.LINES, NeonTable.LINES);
        thumb = families(T16Table.LINES, T16Table.LINES, T32Table.CORE, T32Table.MEMORY, VfpTable.LINES, NeonTable.LINES);
    }

    private static List<List<Encoding>> families(String... tables) {
        List<List<Encoding>> families = new ArrayList<>();
        for (String table : tables) {
            families.add(Encoding.table(table));
        }
        return families;
    }

    /** One instruction: how it came about. */
    record Item(Encoding encoding, int word, Instruction instruction, int offset) {
        @Override
        public String toString() {
            return "%s %08x (%s)".formatted(encoding.op, word, encoding.section);
        }
    }

    /** A sequence, its supervisor calls included. */
    record Sequence(List<Item> items, byte[] bytes, boolean thumb) {
        /** What stands at an offset from the start; null for the calls behind. */
        Item at(int offset) {
            return items.stream().filter(item -> item.offset == offset).findFirst().orElse(null);
        }

        private boolean jumpsInside() {
            int end = items.getLast().offset + items.getLast().instruction.length;
            return items.stream().filter(item -> switch (item.encoding.op) {
                case B, BL, CBZ, CBNZ -> true;
                default -> false;
            }).mapToInt(item -> item.offset + item.instruction.bias + item.instruction.imm)
                    .anyMatch(target -> target >= 0 && target < end && at(target) == null);
        }
    }

    /** Makes a sequence without jumps into instructions' second halves. */
    Sequence sequence(boolean inThumb, int length) {
        Sequence sequence;
        do {
            sequence = any(inThumb, length);
        } while (sequence.jumpsInside());
        return sequence;
    }

    private Sequence any(boolean inThumb, int length) {
        List<Item> items = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.allocate(4 * length + 4 * CALLS + 16).order(ByteOrder.LITTLE_ENDIAN);
        int conditional = 0;
        while (items.size() < length || conditional > 0) {
            Item item = item(inThumb, conditional > 0, bytes.position());
            if (item == null || conditional > 0 && leavesBlock(item.instruction)) {
                continue;
            }
            items.add(item);
            conditional = item.encoding.op == Op.IT ? 4 - Integer.numberOfTrailingZeros(item.word & 15)
                    : Math.max(0, conditional - 1);
            append(bytes, inThumb, item);
        }
        while (bytes.position() < bytes.capacity() - 3) {
            if (inThumb) {
                bytes.putShort((short) THUMB_SVC);
            } else {
                bytes.putInt(SVC);
            }
        }
        return new Sequence(items, bytes.array(), inThumb);
    }

    private static void append(ByteBuffer bytes, boolean inThumb, Item item) {
        if (!inThumb) {
            bytes.putInt(item.word);
        } else if (item.instruction.length == 2) {
            bytes.putShort((short) item.word);
        } else {
            bytes.putShort((short) (item.word >>> 16)).putShort((short) item.word);
        }
    }

    private static boolean leavesBlock(Instruction i) {
        return i.unit == Op.Unit.BRANCH || i.op == Op.IT || i.rd == PC || i.op == Op.LDM;
    }

    /** An instruction that may stand there, or null. */
    private Item item(boolean inThumb, boolean inIt, int offset) {
        List<List<Encoding>> families = inThumb ? thumb : arm;
        int which = random.nextInt(families.size());
        List<Encoding> family = families.get(which);
        Encoding encoding = family.get(random.nextInt(family.size()));
        boolean shared = inThumb && which >= families.size() - SHARED;
        int word = encoding.value | random.nextInt() & ~encoding.mask & ~encoding.ignored
                | (random.nextBoolean() ? encoding.ignored : 0);
        if (encoding.bits == 16) {
            word &= 0xFFFF;
        }
        if (encoding.has('c') && (shared || random.nextBoolean() && !inThumb)) {
            word = word & 0x0FFF_FFFF | 0xE000_0000;
        }
        if (shared) {
            word = asThumb(word);
        }
        Instruction i = !inThumb ? decoder.arm(word)
                : encoding.bits == 16 ? decoder.thumb16(word, inIt) : decoder.thumb32(word);
        if (i.op != encoding.op || i.op == Op.UDF || !foreseeable(i, encoding, word)) {
            return null; // another line's special case, or one that the manual calls unpredictable
        }
        return new Item(encoding, word, i, offset);
    }

    /** The Thumb encoding of a VFP or NEON instruction (ARM ARM A6.3.18, A7.4, A7.7). */
    private static int asThumb(int word) {
        return switch (word >>> 24) {
            case 0xF2, 0xF3 -> 0xEF00_0000 | word << 4 & 0x1000_0000 | word & 0x00FF_FFFF;
            case 0xF4 -> 0xF900_0000 | word & 0x00FF_FFFF;
            default -> word;
        };
    }

    /** Leaves out jumps to nowhere and what the manual calls unpredictable. */
    private static boolean foreseeable(Instruction i, Encoding e, int word) {
        return switch (i.unit) {
            case BRANCH -> switch (i.op) {
                case B, BL, CBZ, CBNZ -> i.imm >= -4 && i.imm <= 16;
                case BLX -> Math.abs(i.imm) > Board.CODE_BYTES; // what is here is of the other state
                default -> i.rm != PC && i.rn != PC;
            };
            case SYSTEM -> i.op != Op.SVC && i.rd != PC;
            case BLOCK -> !(i.writeback && (word >>> i.rn & 1) != 0) && i.rn != PC
                    && (!i.thumb() || i.length == 2 || Integer.bitCount(word & 0xFFFF) > 1);
            case DATA -> !e.has('s') && !i.thumb() && e.form != Form.HALVES && (i.rd != PC || i.rn != PC && i.rm != PC)
                    || noneIs(PC, e, word);
            case VFP -> i.rn != PC || i.op != Op.VSTR && i.op != Op.VSTM && i.op != Op.VLDM;
            case MEMORY -> noneIs(PC, e, word) && (i.pre && !i.writeback || i.rn != i.rd && i.rn != i.ra)
                    && (i.op != Op.LDRD && i.op != Op.STRD || pairIsForeseeable(i, e, word));
            case EXCLUSIVE -> noneIs(PC, e, word) && (!i.thumb() || noneIs(ThreadContext.SP, e, word))
                    && (!e.op.name().startsWith("STREX") || statusIsApart(i));
            case NEON -> switch (i.op) {
                case VSWP, VTRN, VUZP, VZIP -> i.rd != i.rm; // the result would be unknown
                default -> true;
            };
            default -> noneIs(PC, e, word);
        };
    }

    private static boolean pairIsForeseeable(Instruction i, Encoding e, int word) {
        return i.ra != PC && (i.pre || !e.has('W') || e.field('W', word) == 0)
                && (!e.has('m') || i.rm != i.rd && i.rm != i.ra);
    }

    private static boolean statusIsApart(Instruction i) {
        return i.rs != i.rn && i.rs != i.rd && (i.op != Op.STREXD || i.rs != i.ra);
    }

    private static boolean noneIs(int register, Encoding e, int word) {
        return REGISTERS.stream().noneMatch(letter -> e.width(letter.charAt(0)) == 4 && e.field(letter.charAt(0), word) == register);
    }

    /** Fills a context with numbers of all kinds. */
    void registers(ThreadContext context) {
        for (int i = 0; i < PC; i++) {
            context.r[i] = switch (random.nextInt(8)) {
                case 0 -> random.nextInt();
                case 1 -> random.nextInt(64) - 16;
                case 2 -> 1 << random.nextInt(32);
                case 3 -> Board.DATA + random.nextInt(Board.DATA_BYTES + 0x1800);
                case 4 -> Board.DATA + 0xFF0 + random.nextInt(32);
                default -> Board.DATA + 64 + (random.nextInt(Board.DATA_BYTES - 128) & ~7);
            };
        }
        context.cpsr = ThreadContext.CPSR_USER | random.nextInt() & 0xF80F_0000;
        context.vfpUsed = true;
        context.fpscr = random.nextInt() & 0xF000_009F | (random.nextBoolean() ? 0 : random.nextInt() & 0x07C0_0000);
        for (int i = 0; i < context.d.length; i++) {
            context.d[i] = switch (random.nextInt(3)) {
                case 0 -> number(Format.DOUBLE);
                case 1 -> number(Format.SINGLE) << 32 | number(Format.SINGLE);
                default -> integers();
            };
        }
    }

    /** Lanes of any size near their ends, or anything. */
    private long integers() {
        int size = random.nextInt(4);
        long value = random.nextLong();
        return switch (random.nextInt(4)) {
            case 0 -> value;
            case 1 -> value & Lanes.ones(size) * 0x83;
            case 2 -> Lanes.ones(size) << Lanes.bits(size) - 1 ^ value & Lanes.ones(size) * 3;
            default -> Lanes.difference(value & Lanes.ones(size) * 0x3F, Lanes.ones(size) * 0x20, size);
        };
    }

    private long number(Format f) {
        long fraction = random.nextBoolean() ? random.nextLong() & (1L << f.fractionBits) - 1
                : (random.nextLong() & 7) << random.nextInt(f.fractionBits - 2);
        int exponent = switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> f.special;
            case 2 -> random.nextInt(f.special);
            default -> f.bias + random.nextInt(80) - 40;
        };
        return (random.nextBoolean() ? f.sign : 0) | (long) exponent << f.fractionBits | fraction;
    }
}
