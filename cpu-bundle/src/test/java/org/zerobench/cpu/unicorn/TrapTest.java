package org.zerobench.cpu.unicorn;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zerobench.cpu.tck.Bench;
import org.zerobench.cpu.tck.TrapContract;

@ParameterizedClass
@EnumSource
class TrapTest extends TrapContract {

    @Parameter
    Access access;

    @Override
    protected Bench newBench() {
        return access.newBench();
    }
}
