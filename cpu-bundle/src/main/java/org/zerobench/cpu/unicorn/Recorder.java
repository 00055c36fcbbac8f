package org.zerobench.cpu.unicorn;

/** Stands behind an engine that is only tried: notes the last exception and keeps the state at that moment. */
final class Recorder implements Engine.Callbacks {
    Engine engine;
    int last;

    @Override
    public void interrupt(int number) {
        last = number;
        engine.save();
        engine.stop();
    }

    @Override
    public boolean undefined() {
        return false;
    }

    @Override
    public long deviceRead(long offset, int bytes) {
        return 0;
    }

    @Override
    public void deviceWrite(long offset, int bytes, long value) {
        // no devices in this engine
    }
}
