package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EINVAL;

import java.util.List;

/** The system call capability_control: NCAPS and READ (ABI 5.13, 9.1). */
final class CapabilityCalls {
    private static final int NCAPS = 0;
    private static final int READ = 1;
    private static final int RECORD_WORDS = 11;

    private final Parts parts;

    CapabilityCalls(Parts parts) {
        this.parts = parts;
    }

    int call(KernelThread self, int request, int buffer, boolean again) {
        if (request != NCAPS && request != READ) {
            return -EINVAL;
        }
        List<Capability> all = parts.capabilities.all(self);
        int[] words;
        if (request == NCAPS) {
            words = new int[] {all.size()};
        } else {
            words = new int[all.size() * RECORD_WORDS];
            for (int i = 0; i < all.size(); i++) {
                put(all.get(i), words, i * RECORD_WORDS);
            }
        }
        int ready = parts.calls.prepare(self, CallTable.CAPABILITY_CONTROL, buffer, words.length * 4, true, again);
        return ready != 0 ? ready : Words.write(parts.memory, self.space, buffer, words);
    }

    private static void put(Capability capability, int[] words, int at) {
        words[at + 2] = capability.capid;
        words[at + 3] = capability.owner;
        words[at + 4] = capability.resid;
        words[at + 5] = capability.type;
        words[at + 6] = capability.access;
        words[at + 7] = capability.start;
        words[at + 8] = capability.end;
        words[at + 9] = capability.size;
        words[at + 10] = capability.used;
    }
}
