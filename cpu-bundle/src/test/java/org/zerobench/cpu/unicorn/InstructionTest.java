package org.zerobench.cpu.unicorn;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zerobench.cpu.tck.Bench;
import org.zerobench.cpu.tck.InstructionContract;

@ParameterizedClass
@EnumSource
class InstructionTest extends InstructionContract {

    @Parameter
    Access access;

    @Override
    protected Bench newBench() {
        return access.newBench();
    }
}
