package org.zerobench.itests.swap;

import org.zerobench.api.swap.SwapStep;

/** What is wrong with a twin, and the step at which it must be noticed. */
enum Flaw {
    CANNOT_BE_MADE(SwapStep.NAME, "could not be made"),
    THROWS_IN_RESTORE(SwapStep.RESTORE, "spoiled on purpose"),
    HANGS_IN_RESTORE(SwapStep.RESTORE, "did not finish within"),
    HANGS_IN_SAVE(SwapStep.REVERSE_CHECK, "did not finish within"),
    /** A block, an area, a capability, a process is gone. */
    LOSES_A_THING(SwapStep.REVERSE_CHECK, "it does not hold the same world: "),
    /** A number is another one. */
    CHANGES_A_NUMBER(SwapStep.REVERSE_CHECK, "it does not hold the same world: ");

    private final SwapStep step;
    private final String reason;

    Flaw(SwapStep step, String reason) {
        this.step = step;
        this.reason = reason;
    }

    SwapStep step() {
        return step;
    }

    String reason() {
        return reason;
    }
}
