package org.zerobench.cpu.jit;

/**
 * What an instruction does, whatever its encoding. Named as in the ARM ARM; where a family differs in one field only (signed
 * or unsigned parallel arithmetic, top or bottom halves) it is one operation and {@link Instruction#imm} tells which.
 */
enum Op {
    // Data processing: rd = rn op operand.
    AND(Unit.DATA), EOR(Unit.DATA), SUB(Unit.DATA), RSB(Unit.DATA), ADD(Unit.DATA), ADC(Unit.DATA), SBC(Unit.DATA),
    RSC(Unit.DATA), TST(Unit.DATA), TEQ(Unit.DATA), CMP(Unit.DATA), CMN(Unit.DATA), ORR(Unit.DATA), MOV(Unit.DATA),
    BIC(Unit.DATA), MVN(Unit.DATA), ORN(Unit.DATA), MOVT(Unit.DATA), ADR(Unit.DATA),

    // Single loads and stores; PLD stands for all preloads.
    LDR(Unit.MEMORY), LDRB(Unit.MEMORY), LDRH(Unit.MEMORY), LDRSB(Unit.MEMORY), LDRSH(Unit.MEMORY), LDRD(Unit.MEMORY),
    STR(Unit.MEMORY), STRB(Unit.MEMORY), STRH(Unit.MEMORY), STRD(Unit.MEMORY),
    LDM(Unit.BLOCK), STM(Unit.BLOCK),
    LDREX(Unit.EXCLUSIVE), LDREXB(Unit.EXCLUSIVE), LDREXH(Unit.EXCLUSIVE), LDREXD(Unit.EXCLUSIVE),
    STREX(Unit.EXCLUSIVE), STREXB(Unit.EXCLUSIVE), STREXH(Unit.EXCLUSIVE), STREXD(Unit.EXCLUSIVE),
    CLREX(Unit.EXCLUSIVE), SWP(Unit.EXCLUSIVE), SWPB(Unit.EXCLUSIVE),

    B(Unit.BRANCH), BL(Unit.BRANCH), BLX(Unit.BRANCH), BX(Unit.BRANCH), BLXR(Unit.BRANCH), CBZ(Unit.BRANCH),
    CBNZ(Unit.BRANCH), TBB(Unit.BRANCH), TBH(Unit.BRANCH),

    MUL(Unit.MULTIPLY), MLA(Unit.MULTIPLY), MLS(Unit.MULTIPLY), UMAAL(Unit.MULTIPLY), UMULL(Unit.MULTIPLY),
    UMLAL(Unit.MULTIPLY), SMULL(Unit.MULTIPLY), SMLAL(Unit.MULTIPLY), SMLA(Unit.MULTIPLY), SMUL(Unit.MULTIPLY),
    SMLAW(Unit.MULTIPLY), SMULW(Unit.MULTIPLY), SMLALH(Unit.MULTIPLY), SMLAD(Unit.MULTIPLY), SMLSD(Unit.MULTIPLY),
    SMUAD(Unit.MULTIPLY), SMUSD(Unit.MULTIPLY), SMLALD(Unit.MULTIPLY), SMLSLD(Unit.MULTIPLY), SMMUL(Unit.MULTIPLY),
    SMMLA(Unit.MULTIPLY), SMMLS(Unit.MULTIPLY), SDIV(Unit.MULTIPLY), UDIV(Unit.MULTIPLY), USAD8(Unit.MULTIPLY),
    USADA8(Unit.MULTIPLY),

    // Parallel arithmetic: imm is the prefix, see Media.
    ADD16(Unit.MEDIA), ASX(Unit.MEDIA), SAX(Unit.MEDIA), SUB16(Unit.MEDIA), ADD8(Unit.MEDIA), SUB8(Unit.MEDIA),
    SEL(Unit.MEDIA), PKHBT(Unit.MEDIA), PKHTB(Unit.MEDIA),
    SXTB(Unit.MEDIA), SXTH(Unit.MEDIA), SXTB16(Unit.MEDIA), UXTB(Unit.MEDIA), UXTH(Unit.MEDIA), UXTB16(Unit.MEDIA),
    SXTAB(Unit.MEDIA), SXTAH(Unit.MEDIA), SXTAB16(Unit.MEDIA), UXTAB(Unit.MEDIA), UXTAH(Unit.MEDIA), UXTAB16(Unit.MEDIA),
    SBFX(Unit.MEDIA), UBFX(Unit.MEDIA), BFI(Unit.MEDIA), BFC(Unit.MEDIA), REV(Unit.MEDIA), REV16(Unit.MEDIA),
    REVSH(Unit.MEDIA), RBIT(Unit.MEDIA), CLZ(Unit.MEDIA), SSAT(Unit.MEDIA), USAT(Unit.MEDIA), SSAT16(Unit.MEDIA),
    USAT16(Unit.MEDIA), QADD(Unit.MEDIA), QSUB(Unit.MEDIA), QDADD(Unit.MEDIA), QDSUB(Unit.MEDIA),

    IT(Unit.SYSTEM), SVC(Unit.SYSTEM), BKPT(Unit.SYSTEM), UDF(Unit.SYSTEM), NOP(Unit.SYSTEM),
    SETEND(Unit.SYSTEM), MRS(Unit.SYSTEM), MSR(Unit.SYSTEM), READ_TPIDRURO(Unit.SYSTEM), READ_TPIDRURW(Unit.SYSTEM),
    WRITE_TPIDRURW(Unit.SYSTEM),

    VMLA(Unit.VFP), VMLS(Unit.VFP), VNMLS(Unit.VFP), VNMLA(Unit.VFP), VMUL(Unit.VFP), VNMUL(Unit.VFP), VADD(Unit.VFP),
    VSUB(Unit.VFP), VDIV(Unit.VFP), VFNMS(Unit.VFP), VFNMA(Unit.VFP), VFMA(Unit.VFP), VFMS(Unit.VFP), VABS(Unit.VFP),
    VNEG(Unit.VFP), VSQRT(Unit.VFP), VCMP(Unit.VFP), VCMP_ZERO(Unit.VFP), VCVT_FROM_HALF(Unit.VFP),
    VCVT_TO_HALF(Unit.VFP), VCVT_PRECISION(Unit.VFP), VCVT_FROM_INT(Unit.VFP), VCVT_TO_INT(Unit.VFP),
    VCVT_FROM_FIXED(Unit.VFP), VCVT_TO_FIXED(Unit.VFP),
    VMOV(Unit.VFP), VMOV_IMM(Unit.VFP), VMOV_FROM_CORE(Unit.VFP), VMOV_TO_CORE(Unit.VFP), VMOV_PAIR_FROM_CORE(Unit.VFP),
    VMOV_PAIR_TO_CORE(Unit.VFP), VMOV_SCALAR_FROM_CORE(Unit.VFP), VMOV_SCALAR_TO_CORE(Unit.VFP), VMSR(Unit.VFP),
    VMRS(Unit.VFP), VLDR(Unit.VFP), VSTR(Unit.VFP), VLDM(Unit.VFP), VSTM(Unit.VFP),

    // NEON, integers in lanes of one size.
    VADD_INT(Unit.NEON), VSUB_INT(Unit.NEON), VHADD(Unit.NEON), VRHADD(Unit.NEON), VHSUB(Unit.NEON), VQADD(Unit.NEON),
    VQSUB(Unit.NEON), VAND(Unit.NEON), VBIC(Unit.NEON), VORR(Unit.NEON), VORN(Unit.NEON), VEOR(Unit.NEON), VBSL(Unit.NEON),
    VBIT(Unit.NEON), VBIF(Unit.NEON), VCGT(Unit.NEON), VCGE(Unit.NEON), VCEQ(Unit.NEON), VTST(Unit.NEON), VMAX(Unit.NEON),
    VMIN(Unit.NEON), VABD(Unit.NEON), VABA(Unit.NEON), VMLA_INT(Unit.NEON), VMLS_INT(Unit.NEON), VMUL_INT(Unit.NEON),
    VMUL_POLY(Unit.NEON), VQDMULH(Unit.NEON), VQRDMULH(Unit.NEON), VPMAX(Unit.NEON), VPMIN(Unit.NEON), VPADD(Unit.NEON),
    VCGT_ZERO(Unit.NEON), VCGE_ZERO(Unit.NEON), VCEQ_ZERO(Unit.NEON), VCLE_ZERO(Unit.NEON), VCLT_ZERO(Unit.NEON),
    VABS_INT(Unit.NEON), VNEG_INT(Unit.NEON), VQABS(Unit.NEON), VQNEG(Unit.NEON), VCLS(Unit.NEON), VCLZ(Unit.NEON),
    VCNT(Unit.NEON), VMVN(Unit.NEON), VPADDL(Unit.NEON), VPADAL(Unit.NEON),
    VMOV_VECTOR(Unit.NEON), VMVN_IMM(Unit.NEON), VORR_IMM(Unit.NEON), VBIC_IMM(Unit.NEON),
    // To lanes of twice and half the size.
    VADDL(Unit.NEON), VADDW(Unit.NEON), VSUBL(Unit.NEON), VSUBW(Unit.NEON), VABAL(Unit.NEON), VABDL(Unit.NEON),
    VMLAL(Unit.NEON), VMLSL(Unit.NEON), VMULL(Unit.NEON), VMULL_POLY(Unit.NEON), VQDMULL(Unit.NEON), VQDMLAL(Unit.NEON),
    VQDMLSL(Unit.NEON), VADDHN(Unit.NEON), VRADDHN(Unit.NEON), VSUBHN(Unit.NEON), VRSUBHN(Unit.NEON),
    // Shifts; those with _IMM have the distance in amount, as all have that exist in this form only.
    VSHL(Unit.NEON), VQSHL(Unit.NEON), VRSHL(Unit.NEON), VQRSHL(Unit.NEON), VSHR(Unit.NEON), VSRA(Unit.NEON),
    VRSHR(Unit.NEON), VRSRA(Unit.NEON), VSRI(Unit.NEON), VSHL_IMM(Unit.NEON), VSLI(Unit.NEON), VQSHLU(Unit.NEON),
    VQSHL_IMM(Unit.NEON), VSHLL(Unit.NEON), VSHRN(Unit.NEON), VRSHRN(Unit.NEON), VQSHRN(Unit.NEON), VQRSHRN(Unit.NEON),
    VQSHRUN(Unit.NEON), VQRSHRUN(Unit.NEON), VMOVN(Unit.NEON), VQMOVN(Unit.NEON), VQMOVUN(Unit.NEON),
    // Lanes to other places; imm: of VREV the size that is turned over, of VEXT the first byte, of VTBL the registers.
    VREV(Unit.NEON), VSWP(Unit.NEON), VTRN(Unit.NEON), VUZP(Unit.NEON), VZIP(Unit.NEON), VEXT(Unit.NEON), VTBL(Unit.NEON),
    VTBX(Unit.NEON), VDUP(Unit.NEON), VDUP_CORE(Unit.NEON),
    // Structures of elements: all lanes of registers, one lane, one structure to all lanes.
    VLD(Unit.NEON), VST(Unit.NEON), VLD_LANE(Unit.NEON), VST_LANE(Unit.NEON), VLD_ALL(Unit.NEON),
    // Floats in lanes; amount: fraction bits of fixed-point numbers.
    VADD_F32(Unit.NEON), VSUB_F32(Unit.NEON), VMUL_F32(Unit.NEON), VMLA_F32(Unit.NEON), VMLS_F32(Unit.NEON),
    VFMA_F32(Unit.NEON), VFMS_F32(Unit.NEON), VABD_F32(Unit.NEON), VMAX_F32(Unit.NEON), VMIN_F32(Unit.NEON),
    VPADD_F32(Unit.NEON), VPMAX_F32(Unit.NEON), VPMIN_F32(Unit.NEON), VCEQ_F32(Unit.NEON), VCGE_F32(Unit.NEON),
    VCGT_F32(Unit.NEON), VACGE(Unit.NEON), VACGT(Unit.NEON), VCGT_ZERO_F32(Unit.NEON), VCGE_ZERO_F32(Unit.NEON),
    VCEQ_ZERO_F32(Unit.NEON), VCLE_ZERO_F32(Unit.NEON), VCLT_ZERO_F32(Unit.NEON), VABS_F32(Unit.NEON), VNEG_F32(Unit.NEON),
    VRECPS(Unit.NEON), VRSQRTS(Unit.NEON), VRECPE_F32(Unit.NEON), VRSQRTE_F32(Unit.NEON), VRECPE(Unit.NEON),
    VRSQRTE(Unit.NEON), VCVT_LANES_FROM_INT(Unit.NEON), VCVT_LANES_TO_INT(Unit.NEON), VCVT_LANES_FROM_HALF(Unit.NEON),
    VCVT_LANES_TO_HALF(Unit.NEON);

    /** The part of the interpreter that executes it. */
    final Unit unit;

    Op(Unit unit) {
        this.unit = unit;
    }

    /** The parts of the interpreter. */
    enum Unit { DATA, MEMORY, BLOCK, EXCLUSIVE, BRANCH, MULTIPLY, MEDIA, SYSTEM, VFP, NEON }
}
