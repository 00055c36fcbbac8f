package org.zerobench.shell;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.zerobench.api.kernel.KernelView.MappingInfo;
import org.zerobench.api.machine.Machine;

/** Memory of a space as its programs read it: what is not in RAM is fetched as for them. Machine thread. */
final class GuestMemory {

    private static final int PAGE = 4096;
    private static final int NOWHERE = -1;

    private final Machine machine;
    private final int spid;
    private List<MappingInfo> mappings;

    GuestMemory(Machine machine, int spid) {
        this.machine = machine;
        this.spid = spid;
        mappings = machine.kernel().mappings(spid);
    }

    /** @return the bytes from an address on, at most so many; they end where nothing is mapped, or a device is */
    byte[] read(int address, int most) {
        byte[] bytes = new byte[most];
        int done = 0;
        while (done < most && (done == 0 || address + done != 0)) {
            int virtual = address + done;
            int physical = physical(virtual);
            if (physical == NOWHERE && machine.pager().touch(spid, virtual, false) == 0) {
                mappings = machine.kernel().mappings(spid);
                physical = physical(virtual);
            }
            if (physical == NOWHERE) {
                break;
            }
            int count = Math.min(most - done, PAGE - (virtual & PAGE - 1));
            MemorySegment.copy(machine.ram(), ValueLayout.JAVA_BYTE, physical, bytes, done, count);
            done += count;
        }
        return Arrays.copyOf(bytes, done);
    }

    private int physical(int virtual) {
        for (MappingInfo mapping : mappings) {
            int offset = virtual - mapping.virtual();
            if (Integer.compareUnsigned(offset, mapping.pages() * PAGE) < 0) {
                int physical = mapping.physical() + offset;
                return Integer.compareUnsigned(physical, machine.ramBytes()) < 0 ? physical : NOWHERE;
            }
        }
        return NOWHERE;
    }
}
