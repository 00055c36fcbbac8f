package org.zerobench.cpu.jit;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.zerobench.api.machine.Disassembler;
import org.zerobench.api.machine.ThreadContext;

/**
 * The disassembler: the decoder's tables read as text. It needs no CPU.
 *
 * <p>Public because Declarative Services asks for it; the package is not exported.
 */
@Component(service = Disassembler.class)
public final class ArmDisassembler implements Disassembler {

    /** Where CPSR keeps ITSTATE (ARM ARM B1.3.3). */
    private static final int IT_HIGH = 0x0000_FC00;
    private static final int IT_LOW = 0x0600_0000;

    private final Decoder decoder = new Decoder();
    private final Map<Op, List<Syntax>> syntax = Syntax.table(SyntaxTable.LINES + VectorSyntax.LINES);

    @Override
    public synchronized Line disassemble(int word, int address, int cpsr) {
        if ((cpsr & ThreadContext.CPSR_THUMB) == 0) {
            Instruction i = decoder.arm(word);
            return new Line(text(i, new Operands.Place(word, address, i.cond)), i.length, cpsr);
        }
        int it = Integer.compress(cpsr, IT_HIGH) << 2 | Integer.compress(cpsr, IT_LOW);
        int half = word & 0xFFFF;
        int code = Decoder.wide(half) ? Integer.rotateLeft(word, 16) : half;
        Instruction i = Decoder.wide(half) ? decoder.thumb32(code) : decoder.thumb16(half, it != 0);
        String text = text(i, new Operands.Place(code, address, it != 0 ? it >>> 4 : i.cond));
        int next = i.op == Op.IT ? i.imm : (it & 7) == 0 ? 0 : it & 0xE0 | it << 1 & 0x1F;
        int state = cpsr & ~(IT_HIGH | IT_LOW) | Integer.expand(next >>> 2, IT_HIGH) | Integer.expand(next, IT_LOW);
        return new Line(text, i.length, state);
    }

    private String text(Instruction i, Operands.Place place) {
        for (Syntax line : syntax.get(i.op)) {
            if (line.fits(i)) {
                return line.text(i, place);
            }
        }
        throw new IllegalStateException("the table of syntax has nothing for " + i.op + " (" + i.encoding.section + ")");
    }
}
