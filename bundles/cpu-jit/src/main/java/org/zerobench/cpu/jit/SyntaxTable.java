package org.zerobench.cpu.jit;

/**
 * How operations are written: {@code OPERATIONS [CONDITION …] : MNEMONIC OPERANDS}. The first line of an operation whose
 * conditions hold is its text; see {@link Syntax} for both. No operand is left out, and no width ({@code .w}) is said.
 */
final class SyntaxTable {

    static final String LINES = """
            # data processing
            ADR : adr<c> <d>, <near>
            ADD n=15 S=0 ARM_IMM : adr<c> <d>, <near>
            SUB n=15 S=0 ARM_IMM : adr<c> <d>, <back>
            ADD,SUB PLAIN bits=32 : <op>w<c> <d>, <n>, <last>
            MOV HALVES : movw<c> <d>, <last>
            MOV shift=RRX : rrx<s><c> <d>, <m>
            MOV operand=SHIFTED : <shift><s><c> <d>, <m>, #<amount>
            MOV operand=SHIFTED_BY_REGISTER : <shift><s><c> <d>, <m>, <rs>
            MOV,MVN : <op><s><c> <d>, <last>
            MOVT : movt<c> <d>, <last>
            TST,TEQ,CMP,CMN : <op><c> <n>, <last>
            AND,EOR,SUB,RSB,ADD,ADC,SBC,RSC,ORR,BIC,ORN : <op><s><c> <d>, <n>, <last>
            # loads and stores; those with t are as a user's, which all are here
            LDR n=13 P=0 U=1 W=0 i=4 OFFSET : pop<c> {<d>}
            LDR n=13 P=0 U=1 W=1 i=4 OFFSET_T32 : pop<c> {<d>}
            STR n=13 P=1 U=0 W=1 i=4 : push<c> {<d>}
            LDR,LDRB,LDRH,LDRSB,LDRSH,STR,STRB,STRH P=0 W=1 OFFSET : <op>t<c> <d>, <address>
            LDR,LDRB,LDRH,LDRSB,LDRSH,STR,STRB,STRH P=0 W=1 OFFSET_REG : <op>t<c> <d>, <address>
            LDR,LDRB,LDRH,LDRSB,LDRSH,STR,STRB,STRH P=1 U=1 W=0 OFFSET_T32 : <op>t<c> <d>, <address>
            LDR,LDRB,LDRH,LDRSB,LDRSH,STR,STRB,STRH : <op><c> <d>, <address>
            LDRD,STRD : <op><c> <d>, <a>, <address>
            LDM n=13 P=0 U=1 W=1 : pop<c> <list>
            STM n=13 P=1 U=0 W=1 : push<c> <list>
            LDM,STM P=0 U=1 : <op><c> <n><w>, <list>
            LDM,STM P=1 U=1 : <op>ib<c> <n><w>, <list>
            LDM,STM P=0 U=0 : <op>da<c> <n><w>, <list>
            LDM,STM : <op>db<c> <n><w>, <list>
            LDREXB,LDREXH : <op><c> <d>, [<n>]
            LDREX i=0 : ldrex<c> <d>, [<n>]
            LDREX : <op><c> <d>, [<n>, <last>]
            LDREXD : <op><c> <d>, <a>, [<n>]
            STREXB,STREXH : <op><c> <rs>, <d>, [<n>]
            STREX i=0 : strex<c> <rs>, <d>, [<n>]
            STREX : <op><c> <rs>, <d>, [<n>, <last>]
            STREXD : <op><c> <rs>, <d>, <a>, [<n>]
            CLREX : clrex<c>
            SWP,SWPB : <op><c> <d>, <m>, [<n>]
            # branches
            B,BL : <op><c> <target>
            BLX : blx<c> <near>
            BX A8.8.28 : bxj<c> <m>
            BX : bx<c> <m>
            BLXR : blx<c> <m>
            CBZ,CBNZ : <op> <n>, <target>
            TBB : tbb<c> [<n>, <m>]
            TBH : tbh<c> [<n>, <m>, lsl #1]
            # multiplies
            MLS,USADA8 : <op><c> <d>, <n>, <m>, <a>
            MUL : mul<s><c> <d>, <n>, <m>
            MLA : mla<s><c> <d>, <n>, <m>, <a>
            UMULL,UMLAL,SMULL,SMLAL : <op><s><c> <a>, <d>, <n>, <m>
            UMAAL : umaal<c> <a>, <d>, <n>, <m>
            SMLA : smla<u><v><c> <d>, <n>, <m>, <a>
            SMUL : smul<u><v><c> <d>, <n>, <m>
            SMLAW : smlaw<v><c> <d>, <n>, <m>, <a>
            SMULW : smulw<v><c> <d>, <n>, <m>
            SMLALH : smlal<u><v><c> <a>, <d>, <n>, <m>
            SMLAD,SMLSD i=1 : <op>x<c> <d>, <n>, <m>, <a>
            SMLAD,SMLSD : <op><c> <d>, <n>, <m>, <a>
            SMUAD,SMUSD i=1 : <op>x<c> <d>, <n>, <m>
            SMUAD,SMUSD : <op><c> <d>, <n>, <m>
            SMLALD,SMLSLD i=1 : <op>x<c> <a>, <d>, <n>, <m>
            SMLALD,SMLSLD : <op><c> <a>, <d>, <n>, <m>
            SMMLA,SMMLS i=1 : <op>r<c> <d>, <n>, <m>, <a>
            SMMLA,SMMLS : <op><c> <d>, <n>, <m>, <a>
            SMMUL i=1 : smmulr<c> <d>, <n>, <m>
            SMMUL,SDIV,UDIV,USAD8 : <op><c> <d>, <n>, <m>
            # media
            ADD16,ASX,SAX,SUB16,ADD8,SUB8 : <prefix><op><c> <d>, <n>, <m>
            SEL : sel<c> <d>, <n>, <m>
            PKHBT,PKHTB : <op><c> <d>, <n>, <last>
            SXTB,SXTH,SXTB16,UXTB,UXTH,UXTB16 : <op><c> <d>, <m><rotation>
            SXTAB,SXTAH,SXTAB16,UXTAB,UXTAH,UXTAB16 : <op><c> <d>, <n>, <m><rotation>
            SBFX,UBFX,BFI : <op><c> <d>, <n>, #<amount>, #<i>
            BFC : bfc<c> <d>, #<amount>, #<i>
            REV,REV16,REVSH,RBIT,CLZ : <op><c> <d>, <m>
            SSAT,USAT : <op><c> <d>, #<i>, <n><distance>
            SSAT16,USAT16 : <op><c> <d>, #<i>, <n>
            QADD,QSUB,QDADD,QDSUB : <op><c> <d>, <m>, <n>
            # system
            IT : it<thens> <condition>
            SVC : svc<c> <last>
            BKPT : bkpt <last>
            UDF A8.8.247 : udf<c> <last>
            UDF : <inst>
            SETEND i=0 : setend le
            SETEND : setend be
            MRS : mrs<c> <d>, CPSR
            MSR : msr<c> CPSR_<fields>, <last>
            READ_TPIDRURO : mrc<c> p15, 0, <d>, c13, c0, 3
            READ_TPIDRURW : mrc<c> p15, 0, <d>, c13, c0, 2
            WRITE_TPIDRURW : mcr<c> p15, 0, <d>, c13, c0, 2
            # what does nothing here
            NOP B4.2.1 : mcr<c> p15, 0, <d>, c7, c<b>, <i>
            NOP A8.8.43 : dmb<c> <barrier>
            NOP A8.8.44 : dsb<c> <barrier>
            NOP A8.8.53 i=15 : isb<c> sy
            NOP A8.8.53 : isb<c> <last>
            NOP A8.8.126 w=1 : pldw<c> <address>
            NOP A8.8.126 : pld<c> <address>
            NOP A8.8.127 : pld<c> <address>
            NOP A8.8.128 w=1 : pldw<c> <address>
            NOP A8.8.128 : pld<c> <address>
            NOP A8.8.129 : pli<c> <address>
            NOP A8.8.130 : pli<c> <address>
            NOP B9.3.1 y=0 : cpsie <aif>
            NOP B9.3.1 : cpsid <aif>
            NOP B9.3.2 y=0 : cps #<b>
            NOP B9.3.2 y=2 W=0 : cpsie <aif>
            NOP B9.3.2 y=3 W=0 : cpsid <aif>
            NOP B9.3.2 y=2 : cpsie <aif>, #<b>
            NOP B9.3.2 : cpsid <aif>, #<b>
            NOP A5.7.1 : <inst>
            NOP A6.3.7 : <inst>
            NOP A6.3.8 : <inst>
            NOP A8.8.42 : dbg<c> <last>
            NOP i=0 : nop<c>
            NOP i=1 : yield<c>
            NOP i=2 : wfe<c>
            NOP i=3 : wfi<c>
            NOP i=4 : sev<c>
            NOP : hint<c> <last>
            # VFP
            VMLA,VMLS,VNMLS,VNMLA,VMUL,VNMUL,VADD,VSUB,VDIV,VFNMS,VFNMA,VFMA,VFMS : <op><c>.<f> <vd>, <vn>, <vm>
            VABS,VNEG,VSQRT,VMOV : <op><c>.<f> <vd>, <vm>
            VCMP i=1 : vcmpe<c>.<f> <vd>, <vm>
            VCMP : vcmp<c>.<f> <vd>, <vm>
            VCMP_ZERO i=1 : vcmpe<c>.<f> <vd>, #0.0
            VCMP_ZERO : vcmp<c>.<f> <vd>, #0.0
            VCVT_FROM_HALF i=1 : vcvtt<c>.f32.f16 <sd>, <sm>
            VCVT_FROM_HALF : vcvtb<c>.f32.f16 <sd>, <sm>
            VCVT_TO_HALF i=1 : vcvtt<c>.f16.f32 <sd>, <sm>
            VCVT_TO_HALF : vcvtb<c>.f16.f32 <sd>, <sm>
            VCVT_PRECISION z=1 : vcvt<c>.f32.f64 <sd>, <dm>
            VCVT_PRECISION : vcvt<c>.f64.f32 <dd>, <sm>
            VCVT_FROM_INT : vcvt<c>.<f>.<sign>32 <vd>, <sm>
            VCVT_TO_INT i=0 : vcvtr<c>.<sign>32.<f> <sd>, <vm>
            VCVT_TO_INT : vcvt<c>.<sign>32.<f> <sd>, <vm>
            VCVT_FROM_FIXED : vcvt<c>.<f>.<sign><amount> <vd>, <vd>, #<i>
            VCVT_TO_FIXED : vcvt<c>.<sign><amount>.<f> <vd>, <vd>, #<i>
            VMOV_IMM : vmov<c>.<f> <vd>, #<float>
            VMOV_FROM_CORE : vmov<c> <sn>, <d>
            VMOV_TO_CORE : vmov<c> <d>, <sn>
            VMOV_PAIR_FROM_CORE z=1 : vmov<c> <dm>, <d>, <a>
            VMOV_PAIR_FROM_CORE : vmov<c> <sm>, <next>, <d>, <a>
            VMOV_PAIR_TO_CORE z=1 : vmov<c> <d>, <a>, <dm>
            VMOV_PAIR_TO_CORE : vmov<c> <d>, <a>, <sm>, <next>
            VMOV_SCALAR_FROM_CORE : vmov<c>.<amount> <dn>[<i>], <d>
            VMOV_SCALAR_TO_CORE b=32 : vmov<c>.32 <d>, <dn>[<i>]
            VMOV_SCALAR_TO_CORE : vmov<c>.<sign><amount> <d>, <dn>[<i>]
            VMSR : vmsr<c> fpscr, <d>
            VMRS d=15 : vmrs<c> APSR_nzcv, fpscr
            VMRS : vmrs<c> <d>, fpscr
            VLDR,VSTR : <op><c> <vd>, <address>
            VLDM odd=1 U=1 : fldmiax<c> <n><w>, <vlist>
            VLDM odd=1 : fldmdbx<c> <n><w>, <vlist>
            VSTM odd=1 U=1 : fstmiax<c> <n><w>, <vlist>
            VSTM odd=1 : fstmdbx<c> <n><w>, <vlist>
            VLDM n=13 U=1 W=1 : vpop<c> <vlist>
            VSTM n=13 U=0 W=1 : vpush<c> <vlist>
            VLDM,VSTM U=1 : <op>ia<c> <n><w>, <vlist>
            VLDM,VSTM : <op>db<c> <n><w>, <vlist>
            """;

    private SyntaxTable() {}
}
