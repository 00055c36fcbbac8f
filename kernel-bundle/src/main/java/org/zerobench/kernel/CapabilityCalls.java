package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;

import java.util.List;
import org.zerobench.api.kernel.KernelState.Holder;

/**
 * The system call capability_control (ABI 5.13, 9.1). NCAPS and READ need no right; the others need a CAP capability with
 * the request's right over the caller. They name their capability, and what it is to become, in a record like READ's.
 */
final class CapabilityCalls {
    private static final int NCAPS = 0;
    private static final int READ = 1;
    private static final int SHARE = 2;
    private static final int GRANT = 3;
    private static final int REPLICATE = 4;
    private static final int SPLIT = 5;
    private static final int DEDUCE = 6;
    private static final int DESTROY = 7;
    private static final int RECORD_WORDS = 11;
    private static final int RECORD_BYTES = RECORD_WORDS * 4;

    private final Parts parts;
    private final CapabilityChanges changes;
    private final CapabilitySharing sharing;

    CapabilityCalls(Parts parts) {
        this.parts = parts;
        this.changes = new CapabilityChanges(parts);
        this.sharing = new CapabilitySharing(parts);
    }

    CapabilitySharing sharing() {
        return sharing;
    }

    int call(KernelThread self, int request, int flags, int buffer, boolean again) {
        return switch (request) {
            case NCAPS, READ -> read(self, request, buffer, again);
            case SHARE -> share(self, flags, buffer, again);
            case GRANT -> may(self, Rights.GRANT) ? change(self, request, flags, buffer, again) : -ENOCAP;
            case REPLICATE -> may(self, Rights.REPLICATE) ? change(self, request, flags, buffer, again) : -ENOCAP;
            case SPLIT -> may(self, Rights.SPLIT) ? change(self, request, flags, buffer, again) : -ENOCAP;
            case DEDUCE -> may(self, Rights.DEDUCE) ? change(self, request, flags, buffer, again) : -ENOCAP;
            case DESTROY -> may(self, Rights.DESTROY_CAPABILITY) ? change(self, request, flags, buffer, again) : -ENOCAP;
            default -> -EINVAL;
        };
    }

    private boolean may(KernelThread self, int right) {
        return parts.capabilities.over(self, Capability.CAP, right, self);
    }

    private int read(KernelThread self, int request, int buffer, boolean again) {
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

    private int share(KernelThread self, int flags, int buffer, boolean again) {
        if (flags == CapabilitySharing.SPACE && !CapabilitySharing.anythingForSpace(self)) {
            return 0; // whoever asks for nothing needs no right (ABI 13.8)
        }
        if (!may(self, Rights.SHARE)) {
            return -ENOCAP;
        }
        if (flags == CapabilitySharing.CONTAINER || flags == CapabilitySharing.SPACE) {
            return sharing.moveAll(self, flags);
        }
        return flags == CapabilitySharing.SINGLE || CapabilitySharing.copies(flags) ? change(self, SHARE, flags, buffer, again) : -EINVAL;
    }

    /** Requests about one capability; a new one's record replaces the caller's. */
    private int change(KernelThread self, int request, int flags, int buffer, boolean again) {
        boolean makes = request == REPLICATE || request == SPLIT;
        int ready = parts.calls.prepare(self, CallTable.CAPABILITY_CONTROL, buffer, RECORD_BYTES, makes, again);
        int[] words = new int[RECORD_WORDS];
        int error = ready != 0 ? ready : Words.read(parts.memory, self.space, buffer, words);
        if (error != 0) {
            return error;
        }
        Capability wanted = get(words);
        int result = switch (request) {
            case SHARE -> flags == CapabilitySharing.SINGLE ? sharing.move(self, wanted.capid)
                    : sharing.copy(self, flags, words[0], wanted);
            case GRANT -> (flags & ~CapabilityChanges.GRANT_IMMUTABLE) == CapabilityChanges.GRANT_SINGLE
                    ? changes.grant(self, wanted.capid, wanted.owner, flags) : -EINVAL;
            case REPLICATE -> changes.replicate(self, wanted.capid);
            case SPLIT -> changes.split(self, flags, wanted);
            case DEDUCE -> changes.deduce(self, wanted);
            default -> changes.destroy(self, wanted.capid);
        };
        if (makes && result > 0) {
            put(parts.capabilities.byId(result), words, 0);
            error = Words.write(parts.memory, self.space, buffer, words);
            assert error == 0 : "the buffer was writable";
        }
        return result;
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

    /** A caller's record: of no list. */
    private static Capability get(int[] words) {
        Capability wanted = new Capability(words[2], Holder.THREAD, 0);
        wanted.owner = words[3];
        wanted.resid = words[4];
        wanted.type = words[5];
        wanted.access = words[6];
        wanted.start = words[7];
        wanted.end = words[8];
        wanted.size = words[9];
        return wanted;
    }
}
