package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EEXIST;
import static org.zerobench.api.kernel.Errors.EINVAL;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.EPERM;
import static org.zerobench.api.kernel.Errors.ESRCH;

import java.util.List;
import org.zerobench.api.kernel.KernelState.Holder;

/**
 * What capability_control changes (ABI 9.8) apart from {@link CapabilitySharing}: passing capabilities on, making them less. No sequence of these widens a
 * right: every capability that comes out lies inside one that was there, and quantities only move.
 *
 * <p>Beyond the classic calls, ranges of memory and interrupts can be split at an edge and made smaller, where the capability
 * is changeable.
 */
final class CapabilityChanges {
    static final int GRANT_SINGLE = 1;
    static final int GRANT_IMMUTABLE = 4;
    static final int SPLIT_SIZE = 1;
    static final int SPLIT_ACCESS = 2;
    static final int SPLIT_RANGE = 3;

    private final Parts parts;
    private final Capabilities capabilities;

    CapabilityChanges(Parts parts) {
        this.parts = parts;
        this.capabilities = parts.capabilities;
    }

    /** Gives one capability, unused, to another thread, which finds it in its space's list. */
    int grant(KernelThread self, int capid, int to, int flags) {
        Capability capability = capabilities.visible(self, capid);
        int error = error(self, capability, EPERM);
        if (error != 0) {
            return error;
        }
        KernelThread target = parts.threads.get(to);
        if (target == null) {
            return -ESRCH;
        }
        if (!capabilities.over(self, Capability.CAP, Rights.GRANT, target)) {
            return -ENOCAP;
        }
        if (capability.used != 0) {
            return -EPERM;
        }
        boolean server = target.space == null;
        capabilities.move(capability, capabilities.listOf(self, capability),
                server ? target.capabilities : target.space.capabilities, server ? Holder.THREAD : Holder.SPACE,
                server ? target.tid : target.spid());
        capability.owner = to;
        if ((flags & GRANT_IMMUTABLE) != 0) {
            capability.access &= ~Rights.GENERIC;
        }
        return 0;
    }

    /** Copies a replicable capability into the caller's space list. @return the copy's number */
    int replicate(KernelThread self, int capid) {
        Capability original = capabilities.visible(self, capid);
        int error = error(self, original, ENOCAP);
        if (error != 0) {
            return error;
        }
        if ((original.access & Rights.REPLICABLE) == 0 || original.is(Capability.QUANTITY)) {
            return -EPERM;
        }
        Capability copy = sibling(self, original);
        return copy == null ? -ENOMEM : copy.capid;
    }

    /**
     * Divides a capability in two.
     *
     * @param how    SPLIT_SIZE, SPLIT_ACCESS or SPLIT_RANGE
     * @param wanted the part that becomes a capability of its own: its access, size, or start and end
     * @return the part's number
     */
    int split(KernelThread self, int how, Capability wanted) {
        Capability whole = capabilities.visible(self, wanted.capid);
        int error = errorInChange(self, whole);
        if (error != 0) {
            return error;
        }
        error = switch (how) {
            case SPLIT_SIZE -> splitsSize(whole, wanted);
            case SPLIT_ACCESS -> splitsAccess(whole, wanted);
            case SPLIT_RANGE -> splitsRange(whole, wanted);
            default -> -EINVAL;
        };
        if (error != 0) {
            return error;
        }
        Capability part = sibling(self, whole);
        if (part == null) {
            return -ENOMEM;
        }
        switch (how) {
            case SPLIT_SIZE -> {
                part.size = wanted.size;
                whole.size -= wanted.size;
            }
            case SPLIT_ACCESS -> {
                part.access = wanted.access;
                whole.access &= ~(wanted.access & ~Rights.GENERIC);
            }
            default -> {
                part.range(wanted.start, wanted.end);
                boolean front = wanted.start == whole.start;
                whole.range(front ? past(whole, wanted.end) : whole.start, front ? whole.end : before(whole, wanted.start));
            }
        }
        capabilities.reduced();
        return part.capid;
    }

    private static int splitsSize(Capability whole, Capability wanted) {
        int free = whole.size - whole.used - (whole.isPool(Capability.CAPPOOL) ? 1 : 0); // the part itself may take one
        return whole.is(Capability.QUANTITY) && wanted.size > 0 && wanted.size < whole.size && wanted.size <= free ? 0 : -EPERM;
    }

    private static int splitsAccess(Capability whole, Capability wanted) {
        if (wanted.type != whole.type || wanted.resid != whole.resid || wanted.owner != whole.owner) {
            return -EINVAL;
        }
        int rights = wanted.access & ~Rights.GENERIC;
        boolean inside = (wanted.access & ~whole.access) == 0;
        return inside && rights != 0 && (whole.access & ~Rights.GENERIC & ~rights) != 0 ? 0 : -EINVAL;
    }

    private static int splitsRange(Capability whole, Capability wanted) {
        if (!whole.isRange()) {
            return -EPERM;
        }
        boolean inside = wanted.start >= whole.start && wanted.end <= whole.end && !wanted.emptyRange(whole);
        boolean atOneEdge = wanted.start == whole.start ^ wanted.end == whole.end;
        return inside && atOneEdge ? 0 : -EINVAL;
    }

    /** First of the rest behind a part: page ranges end exclusive, interrupt ranges inclusive. */
    private static int past(Capability whole, int end) {
        return whole.is(Capability.IRQCTRL) ? end + 1 : end;
    }

    private static int before(Capability whole, int start) {
        return whole.is(Capability.IRQCTRL) ? start - 1 : start;
    }

    /** Makes a capability less, in place, towards what {@code wanted} says of it. */
    int deduce(KernelThread self, Capability wanted) {
        Capability capability = capabilities.visible(self, wanted.capid);
        int error = errorInChange(self, capability);
        return error != 0 ? error : narrow(capability, wanted);
    }

    /** Makes a capability what {@code wanted} says, where that is less. @return 0, or why it is not */
    int narrow(Capability capability, Capability wanted) {
        boolean target = wanted.type != capability.type || wanted.resid != capability.resid;
        boolean access = wanted.access != capability.access;
        boolean range = capability.isRange() && (wanted.start != capability.start || wanted.end != capability.end);
        boolean size = capability.is(Capability.QUANTITY) && wanted.size != capability.size;
        if (!target && !access && !range && !size) {
            return -EINVAL;
        }
        if (target && !narrows(capability, wanted)) {
            return -EINVAL;
        }
        boolean empty = !capability.is(Capability.QUANTITY) && (wanted.access & ~Rights.GENERIC) == 0;
        if (access && ((wanted.access & ~capability.access) != 0 || empty)) {
            return -EINVAL;
        }
        if (range && (wanted.start < capability.start || wanted.end > capability.end || wanted.emptyRange(capability))) {
            return -EPERM;
        }
        if (size && (wanted.size < capability.used || wanted.size > capability.size || wanted.size <= 0)) {
            return -EPERM;
        }
        capability.type = wanted.type;
        capability.resid = wanted.resid;
        capability.access = wanted.access;
        if (range) {
            capability.range(wanted.start, wanted.end);
        }
        if (size) {
            capability.size = wanted.size;
        }
        capabilities.reduced();
        return 0;
    }

    /** Container to a space or thread in it, space to a thread in it. */
    private boolean narrows(Capability capability, Capability wanted) {
        if (capability.is(Capability.QUANTITY) || capability.kind() != wanted.kind()) {
            return false;
        }
        Space space = wanted.resource() == Capability.SPACE ? parts.spaces.get(wanted.resid) : null;
        KernelThread thread = wanted.resource() == Capability.THREAD ? parts.threads.get(wanted.resid) : null;
        return switch (capability.resource()) {
            case Capability.CONTAINER -> space != null && space.container == capability.resid
                    || thread != null && thread.container() == capability.resid;
            case Capability.SPACE -> thread != null && thread.spid() == capability.resid;
            default -> false;
        };
    }

    /** Gives a capability up for good; one that is in use or stands for a device stays. */
    int destroy(KernelThread self, int capid) {
        Capability capability = capabilities.visible(self, capid);
        int error = errorInChange(self, capability);
        if (error != 0) {
            return error;
        }
        boolean device = capability.is(Capability.PHYSMEM) && !parts.ram.contains(capability.start << Ram.PAGE_SHIFT);
        if (device || capability.used != 0) {
            return -EPERM;
        }
        capabilities.remove(capability, capabilities.listOf(self, capability));
        return 0;
    }

    /** A copy in the caller's space list, paid for with a unit of its CAPPOOL; null when that is used up. */
    private Capability sibling(KernelThread self, Capability original) {
        Capability pool = capabilities.pool(self, Capability.CAPPOOL, 1);
        if (pool == null) {
            return null;
        }
        pool.used++;
        Capability copy = capabilities.add(self.space.capabilities, Holder.SPACE, self.spid(), original.type, original.resid,
                original.access);
        copy.owner = self.tid;
        copy.start = original.start;
        copy.end = original.end;
        copy.size = original.size;
        copy.pool = pool.capid;
        return copy;
    }

    private static int errorInChange(KernelThread self, Capability capability) {
        int error = error(self, capability, ENOCAP);
        return error != 0 ? error : (capability.access & Rights.CHANGEABLE) == 0 ? -EPERM : 0;
    }

    static int error(KernelThread self, Capability capability, int notOwner) {
        return capability == null ? -EEXIST : capability.owner != self.tid ? -notOwner : 0;
    }
}
