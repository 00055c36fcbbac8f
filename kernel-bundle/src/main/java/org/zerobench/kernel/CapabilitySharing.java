package org.zerobench.kernel;

import static org.zerobench.api.kernel.Errors.EEXIST;
import static org.zerobench.api.kernel.Errors.ENOCAP;
import static org.zerobench.api.kernel.Errors.ENOMEM;
import static org.zerobench.api.kernel.Errors.EPERM;
import static org.zerobench.api.kernel.Errors.ESRCH;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.zerobench.api.kernel.KernelState.Holder;

/**
 * Letting others use one's capabilities. The classic requests (ABI 9.8) move them to the list of the caller's space or
 * container. Beyond those, a capability, a part of one or all that the caller owns can be <em>copied</em> to a given space,
 * thread group or container, to the spaces of all threads it pages, or of those that have its pager: where it is replicable and transferable,
 * where the caller may share with the target, and for a unit of its CAPPOOL each.
 */
final class CapabilitySharing {
    static final int SINGLE = 1;
    static final int CONTAINER = 2;
    static final int SPACE = 3;
    /** Copies to the space, or container, whose id is the record's first word. */
    static final int GIVEN_SPACE = 5;
    static final int GIVEN_CONTAINER = 6;
    static final int CHILDREN = 7;
    static final int SIBLINGS = 8;
    /** Copies to the thread group whose id is the record's first word. */
    static final int GIVEN_GROUP = 9;
    private static final int WITH_WHOM = 0xF;
    /** Copies all that the caller owns and that can be copied, not just the one of the record. */
    static final int ALL = 0x10;
    /** The copy is only the part that the record describes, as DEDUCE reads it. */
    static final int PART = 0x20;

    private final Parts parts;
    private final Capabilities capabilities;

    CapabilitySharing(Parts parts) {
        this.parts = parts;
        this.capabilities = parts.capabilities;
    }

    /** A list to copy to. */
    private record Target(List<Capability> list, Holder holder, int id) {
        static Target of(Space space) {
            return new Target(space.capabilities, Holder.SPACE, space.spid);
        }
    }

    /** Whether sharing everything with the caller's own space would change anything. */
    static boolean anythingForSpace(KernelThread self) {
        return self.capabilities.stream().anyMatch(capability -> capability.owner == self.tid);
    }

    /** Moves what the caller owns in its lists to its space's list or its container's, so that others may use it. */
    int moveAll(KernelThread self, int flags) {
        boolean wide = flags == CONTAINER;
        moveAll(self, self.capabilities, wide);
        if (wide) {
            moveAll(self, self.space.capabilities, true);
        }
        return 0;
    }

    private void moveAll(KernelThread self, List<Capability> list, boolean wide) {
        for (Capability capability : List.copyOf(list)) {
            if (capability.owner == self.tid) {
                capabilities.move(capability, list, wide ? capabilities.ofContainer(self.container()) : self.space.capabilities,
                        wide ? Holder.CONTAINER : Holder.SPACE, wide ? self.container() : self.spid());
            }
        }
    }

    /** Moves one capability to the container's list. */
    int move(KernelThread self, int capid) {
        Capability capability = capabilities.visible(self, capid);
        int error = CapabilityChanges.error(self, capability, EPERM);
        if (error == 0) {
            capabilities.move(capability, capabilities.listOf(self, capability), capabilities.ofContainer(self.container()),
                    Holder.CONTAINER, self.container());
        }
        return error;
    }

    /** Whether these are flags of {@link #copy}. */
    static boolean copies(int flags) {
        int whom = flags & WITH_WHOM;
        return (flags & ~(WITH_WHOM | ALL | PART)) == 0 && whom >= GIVEN_SPACE && whom <= GIVEN_GROUP && (flags & (ALL | PART)) != (ALL | PART);
    }

    /**
     * Copies capabilities to others' lists: all of them or none.
     *
     * @param id     space, container or group meant by {@link #GIVEN_SPACE}, {@link #GIVEN_CONTAINER}, {@link #GIVEN_GROUP}
     * @param wanted the capability by number, or with {@link #PART} what the copies are to be
     * @return 0; -EEXIST, -EPERM (not the owner's, or not to be copied), -ESRCH (no such target), -ENOCAP (no right over a
     *         target), -EINVAL and -EPERM (not a part), -ENOMEM (no units)
     */
    int copy(KernelThread self, int flags, int id, Capability wanted) {
        List<Capability> subjects = (flags & ALL) != 0 ? copyable(self) : List.of();
        if ((flags & ALL) == 0) {
            Capability subject = capabilities.visible(self, wanted.capid);
            if (subject == null) {
                return -EEXIST;
            }
            if (subject.owner != self.tid || !copyable(subject)) {
                return -EPERM;
            }
            subjects = List.of(subject);
        }
        List<Target> targets = new ArrayList<>();
        int error = targets(self, flags & WITH_WHOM, id, targets);
        if (error == 0 && (flags & PART) != 0) {
            error = new CapabilityChanges(parts).narrow(duplicate(subjects.getFirst()), wanted);
        }
        Capability pool = error != 0 ? null : capabilities.pool(self, Capability.CAPPOOL, subjects.size() * targets.size());
        if (error != 0 || pool == null) {
            return error != 0 ? error : -ENOMEM;
        }
        for (Target target : targets) {
            for (Capability subject : subjects) {
                Capability copy = add(subject, target, self.tid, pool);
                if ((flags & PART) != 0) {
                    new CapabilityChanges(parts).narrow(copy, wanted);
                }
            }
        }
        return 0;
    }

    /** TC_SHARE_CAPS: a new thread's own space starts with copies of what its creator can copy. @return false without units */
    boolean inherit(KernelThread self, KernelThread heir) {
        List<Capability> subjects = capabilities.over(self, Capability.CAP, Rights.SHARE, heir) ? copyable(self) : List.of();
        Capability pool = capabilities.pool(self, Capability.CAPPOOL, subjects.size());
        if (pool == null) {
            return subjects.isEmpty();
        }
        subjects.forEach(subject -> add(subject, Target.of(heir.space), heir.tid, pool));
        return true;
    }

    private List<Capability> copyable(KernelThread self) {
        List<Capability> own = new ArrayList<>(self.capabilities);
        own.addAll(self.space.capabilities);
        own.removeIf(capability -> capability.owner != self.tid || !copyable(capability));
        return own;
    }

    private static boolean copyable(Capability capability) {
        int needed = Rights.REPLICABLE | Rights.TRANSFERABLE;
        return (capability.access & needed) == needed && !capability.is(Capability.QUANTITY);
    }

    private int targets(KernelThread self, int whom, int id, List<Target> targets) {
        if (whom == GIVEN_CONTAINER) {
            if (id < 0 || id > Containers.LAST && id != self.container() || !parts.threads.any(id)) {
                return -ESRCH;
            }
            targets.add(new Target(capabilities.ofContainer(id), Holder.CONTAINER, id));
            return capabilities.find(self, Capability.CAP, Rights.SHARE, 0, 0, id) != null ? 0 : -ENOCAP;
        }
        if (whom == GIVEN_GROUP) {
            KernelThread leader = parts.threads.get(id);
            if (leader == null || leader.java || leader.group != id) {
                return -ESRCH;
            }
            if (!capabilities.over(self, Capability.CAP, Rights.SHARE, leader)) {
                return -ENOCAP;
            }
            targets.add(new Target(capabilities.ofGroup(id), Holder.GROUP, id));
            return 0;
        }
        Set<Space> spaces = new LinkedHashSet<>();
        if (whom == GIVEN_SPACE) {
            Space space = parts.spaces.get(id);
            if (space == null) {
                return -ESRCH;
            }
            spaces.add(space);
        } else {
            int pager = whom == CHILDREN ? self.tid : self.pager;
            parts.threads.forEach(thread -> {
                if (thread.pager == pager && !thread.java && thread != self) {
                    spaces.add(thread.space);
                }
            });
            spaces.remove(self.space);
        }
        for (Space space : spaces) {
            if (!capabilities.over(self, Capability.CAP, Rights.SHARE, space)) {
                return -ENOCAP;
            }
            targets.add(Target.of(space));
        }
        return 0;
    }

    private Capability add(Capability subject, Target target, int owner, Capability pool) {
        pool.used++;
        Capability copy = capabilities.add(target.list(), target.holder(), target.id(), subject.type, subject.resid, subject.access);
        copy.owner = owner;
        copy.start = subject.start;
        copy.end = subject.end;
        copy.size = subject.size;
        copy.pool = pool.capid;
        return copy;
    }

    /** A copy that stands in no list, to try something on. */
    private static Capability duplicate(Capability of) {
        Capability copy = new Capability(of.capid, of.holder, of.holderId);
        copy.type = of.type;
        copy.resid = of.resid;
        copy.access = of.access;
        copy.start = of.start;
        copy.end = of.end;
        copy.size = of.size;
        return copy;
    }
}
