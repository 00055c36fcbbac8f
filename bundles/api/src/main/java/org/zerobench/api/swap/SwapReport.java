package org.zerobench.api.swap;

import java.util.List;

/**
 * What a swap did.
 *
 * @param number     1, 2, … since power-on
 * @param subsystem  which part
 * @param from       policy of the old one, empty if there was none
 * @param to         policy of the new one
 * @param accepted   false when it was refused and the old one went on
 * @param failedStep the step that failed, null when accepted
 * @param reason     why it was refused, one line; empty when accepted
 * @param pauseNanos how long guests stood still, in nanoseconds
 * @param items      things in the state
 * @param phases     time of each step that ran, in order
 */
public record SwapReport(int number, Subsystem subsystem, String from, String to, boolean accepted, SwapStep failedStep,
        String reason, long pauseNanos, int items, List<Phase> phases) {

    public SwapReport {
        phases = List.copyOf(phases);
    }

    /**
     * @param step  which step
     * @param nanos how long it took, in nanoseconds
     */
    public record Phase(SwapStep step, long nanos) {}
}
