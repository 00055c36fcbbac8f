package org.zerobench.machine;

import java.time.Instant;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.ThreadContext;

/** The host's time: the loop's ticker ends runs, and the machine sleeps when its threads do. */
final class FreeRhythm implements Rhythm {
    private final MachineThread thread;
    private final long start = System.nanoTime();

    FreeRhythm(MachineThread thread) {
        this.thread = thread;
    }

    @Override
    public long nanos() {
        return System.nanoTime() - start;
    }

    @Override
    public long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public boolean hostTime() {
        return true;
    }

    @Override
    public void turn() {
        thread.serve();
    }

    @Override
    public boolean letIn() {
        return false;
    }

    @Override
    public void run(Cpu cpu, ThreadContext next, Kernel kernel) {
        thread.run(cpu, next, kernel);
    }

    @Override
    public void rest(long deadline) {
        thread.sleep(deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - nanos());
    }

    @Override
    public boolean interrupted() {
        return false;
    }

    @Override
    public void end() {
        // the host's time leaves nothing to write down
    }
}
