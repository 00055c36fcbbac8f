package org.zerobench.kernel;

import java.util.HashMap;
import java.util.Map;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.CpuInfo;
import org.zerobench.api.machine.CpuState;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.TrapHandler;

/** A CPU that runs nothing but keeps translations until it is told to forget them, as a real one may. */
final class TlbModel implements Cpu {
    /** Remembered entries by space and page. */
    final Map<Integer, Map<Integer, Integer>> translations = new HashMap<>();
    final Map<Integer, Integer> codeDrops = new HashMap<>();
    int pageInvalidations;
    int spaceInvalidations;

    /** As if an instruction had used the page. */
    void use(int ttbr0, int virtual, int entry) {
        translations.computeIfAbsent(ttbr0, t -> new HashMap<>()).put(virtual, entry);
    }

    @Override
    public void invalidatePage(int ttbr0, int virtual) {
        pageInvalidations++;
        translations.getOrDefault(ttbr0, new HashMap<>()).remove(virtual);
    }

    @Override
    public void invalidateSpace(int ttbr0) {
        spaceInvalidations++;
        translations.remove(ttbr0);
    }

    @Override
    public void invalidateCode(int physical, int bytes) {
        for (int frame = physical; frame < physical + bytes; frame += 4096) {
            codeDrops.merge(frame, 1, Integer::sum);
        }
    }

    @Override
    public CpuInfo info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void open(Machine machine) {}

    @Override
    public ThreadContext run(ThreadContext context, TrapHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop() {}

    @Override
    public void syncVfp(ThreadContext context, boolean load) {}

    @Override
    public CpuState save() {
        return new CpuState();
    }

    @Override
    public void restore(CpuState state) {}
}
