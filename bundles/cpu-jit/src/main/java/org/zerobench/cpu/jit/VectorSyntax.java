package org.zerobench.cpu.jit;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How NEON's operations are written; see {@link SyntaxTable} for the format of lines. */
final class VectorSyntax {

    static final String LINES = """
            # lanes of one size
            VADD_INT,VSUB_INT,VMLA_INT,VMLS_INT,VMUL_INT,VPADD,VCEQ : <op><c>.i<bits> <qd>, <qn>, <qm>
            VHADD,VRHADD,VHSUB,VQADD,VQSUB,VCGT,VCGE,VMAX,VMIN,VABD,VABA,VPMAX,VPMIN : <op><c>.<sign><bits> <qd>, <qn>, <qm>
            VORR alike=1 : vmov<c> <qd>, <qm>
            VAND,VBIC,VORR,VORN,VEOR,VBSL,VBIT,VBIF : <op><c> <qd>, <qn>, <qm>
            VTST : <op><c>.<bits> <qd>, <qn>, <qm>
            VMUL_POLY,VMULL_POLY : <op><c>.p<bits> <qd>, <qn>, <qm>
            VQDMULH,VQRDMULH : <op><c>.s<bits> <qd>, <qn>, <qm>
            VCEQ_ZERO : <op><c>.i<bits> <qd>, <qm>, #0
            VCGT_ZERO,VCGE_ZERO,VCLE_ZERO,VCLT_ZERO : <op><c>.s<bits> <qd>, <qm>, #0
            VABS_INT,VNEG_INT,VQABS,VQNEG,VCLS : <op><c>.s<bits> <qd>, <qm>
            VCLZ : <op><c>.i<bits> <qd>, <qm>
            VCNT,VTRN,VUZP,VZIP : <op><c>.<bits> <qd>, <qm>
            VMVN,VSWP : <op><c> <qd>, <qm>
            VPADDL,VPADAL : <op><c>.<sign><bits> <qd>, <qm>
            VMOV_VECTOR,VMVN_IMM,VORR_IMM,VBIC_IMM : <op><c>.<modified>
            # lanes of two sizes
            VADDL,VADDW,VSUBL,VSUBW,VABAL,VABDL,VMLAL,VMLSL,VMULL : <op><c>.<sign><bits> <qd>, <qn>, <qm>
            VQDMULL,VQDMLAL,VQDMLSL : <op><c>.s<bits> <qd>, <qn>, <qm>
            VADDHN,VRADDHN,VSUBHN,VRSUBHN : <op><c>.i<wide> <qd>, <qn>, <qm>
            VMOVN : <op><c>.i<wide> <qd>, <qm>
            VQMOVN : <op><c>.<sign><wide> <qd>, <qm>
            VQMOVUN : <op><c>.s<wide> <qd>, <qm>
            # shifts
            VSHL,VQSHL,VRSHL,VQRSHL : <op><c>.<sign><bits> <qd>, <qm>, <qn>
            VSHR,VSRA,VRSHR,VRSRA,VQSHL_IMM : <op><c>.<sign><bits> <qd>, <qm>, #<amount>
            VSHL_IMM : <op><c>.i<bits> <qd>, <qm>, #<amount>
            VSRI,VSLI : <op><c>.<bits> <qd>, <qm>, #<amount>
            VQSHLU : <op><c>.s<bits> <qd>, <qm>, #<amount>
            VSHLL f=1 : <op><c>.i<bits> <qd>, <qm>, #<amount>
            VSHLL amount=0 : vmovl<c>.<sign><bits> <qd>, <qm>
            VSHLL : <op><c>.<sign><bits> <qd>, <qm>, #<amount>
            VSHRN,VRSHRN : <op><c>.i<wide> <qd>, <qm>, #<amount>
            VQSHRN,VQRSHRN : <op><c>.<sign><wide> <qd>, <qm>, #<amount>
            VQSHRUN,VQRSHRUN : <op><c>.s<wide> <qd>, <qm>, #<amount>
            # lanes to other places
            VREV i=3 : vrev64<c>.<bits> <qd>, <qm>
            VREV i=2 : vrev32<c>.<bits> <qd>, <qm>
            VREV : vrev16<c>.<bits> <qd>, <qm>
            VEXT : <op><c>.8 <qd>, <qn>, <qm>, #<i>
            VTBL,VTBX : <op><c>.8 <qd>, <table>, <qm>
            VDUP : <op><c>.<bits> <qd>, <qm>
            VDUP_CORE : <op><c>.<bits> <qd>, <n>
            # structures
            VLD,VST,VLD_ALL,VLD_LANE,VST_LANE : <op><elements><c>.<bits> <structures>, <at>
            # floats in lanes
            VADD_F32,VSUB_F32,VMUL_F32,VMLA_F32,VMLS_F32,VFMA_F32,VFMS_F32,VABD_F32 : <op><c>.f32 <qd>, <qn>, <qm>
            VMAX_F32,VMIN_F32,VPADD_F32,VPMAX_F32,VPMIN_F32 : <op><c>.f32 <qd>, <qn>, <qm>
            VCEQ_F32,VCGE_F32,VCGT_F32,VACGE,VACGT : <op><c>.f32 <qd>, <qn>, <qm>
            VRECPS,VRSQRTS : <op><c>.f32 <qd>, <qn>, <qm>
            VCGT_ZERO_F32,VCGE_ZERO_F32,VCEQ_ZERO_F32,VCLE_ZERO_F32,VCLT_ZERO_F32 : <op><c>.f32 <qd>, <qm>, #0
            VABS_F32,VNEG_F32,VRECPE_F32,VRSQRTE_F32 : <op><c>.f32 <qd>, <qm>
            VRECPE,VRSQRTE : <op><c>.u32 <qd>, <qm>
            VCVT_LANES_FROM_INT amount=0 : vcvt<c>.f32.<sign>32 <qd>, <qm>
            VCVT_LANES_FROM_INT : vcvt<c>.f32.<sign>32 <qd>, <qm>, #<amount>
            VCVT_LANES_TO_INT amount=0 : vcvt<c>.<sign>32.f32 <qd>, <qm>
            VCVT_LANES_TO_INT : vcvt<c>.<sign>32.f32 <qd>, <qm>, #<amount>
            VCVT_LANES_FROM_HALF : vcvt<c>.f32.f16 <qd>, <qm>
            VCVT_LANES_TO_HALF : vcvt<c>.f16.f32 <qd>, <qm>
            """;

    static final Map<String, Operands.Piece> PIECES = Map.ofEntries(
            Map.entry("qd", (i, p) -> vector(i, i.rd, 1)),
            Map.entry("qn", (i, p) -> vector(i, i.rn, 2)),
            Map.entry("qm", (i, p) -> i.lane >= 0 ? "d" + i.rm + "[" + i.lane + "]" : vector(i, i.rm, 4)),
            Map.entry("bits", (i, p) -> Integer.toString(Lanes.bits(i.size))),
            Map.entry("wide", (i, p) -> Integer.toString(Lanes.bits(i.size + 1))),
            Map.entry("modified", (i, p) -> modified(i)),
            Map.entry("table", (i, p) -> list(IntStream.range(i.rn, i.rn + i.imm), 1, "")),
            Map.entry("elements", (i, p) -> Integer.toString(i.elements)),
            Map.entry("structures", (i, p) -> structures(i)),
            Map.entry("at", (i, p) -> address(i)));

    private VectorSyntax() {}

    /** @param bit of field w, which tells whether this operand is a pair */
    private static String vector(Instruction i, int register, int bit) {
        return i.quad || (i.encoding.field('w', i.raw) & bit) != 0 ? "q" + register / 2 : "d" + register;
    }

    /** Type, register and immediate (ARM ARM A7.4.6). */
    private static String modified(Instruction i) {
        int mode = i.raw >>> 8 & 15;
        String register = " " + vector(i, i.rd, 1) + ", ";
        return switch (mode >>> 1) {
            case 4, 5 -> "i16" + register + Operands.number((int) i.vector & 0xFFFF);
            case 7 -> mode == 15 ? "f32" + register + "#" + Float.intBitsToFloat((int) i.vector)
                    : (i.raw & 1 << 5) == 0 ? "i8" + register + Operands.number((int) i.vector & 0xFF)
                    : "i64" + register + "#0x%016x".formatted(i.vector);
            default -> "i32" + register + Operands.number((int) i.vector);
        };
    }

    private static String structures(Instruction i) {
        String lane = switch (i.op) {
            case VLD_ALL -> "[]";
            case VLD_LANE, VST_LANE -> "[" + i.lane + "]";
            default -> "";
        };
        IntStream registers = IntStream.range(0, Math.max(1, i.amount) * i.elements)
                .map(number -> i.rd + number / i.elements + number % i.elements * i.step);
        return list(registers, i.lane >= 0 ? 0 : i.step, lane);
    }

    /** Registers, as a range where they follow each other and stand for all lanes. @param step 0 for one lane */
    private static String list(IntStream registers, int step, String lane) {
        int[] all = registers.sorted().toArray();
        int last = all[all.length - 1];
        if (step != 0 && all.length > 1 && last - all[0] == all.length - 1) {
            return "{d" + all[0] + lane + "-d" + last + lane + "}";
        }
        return Arrays.stream(all).mapToObj(register -> "d" + register + lane).collect(Collectors.joining(",", "{", "}"));
    }

    private static String address(Instruction i) {
        String base = "[" + Operands.register(i.rn) + (i.imm == 1 ? "]" : " :" + 8 * i.imm + "]");
        if (!i.writeback) {
            return base;
        }
        return i.operand == Instruction.Operand.IMMEDIATE ? base + "!" : base + ", " + Operands.register(i.rm);
    }
}
