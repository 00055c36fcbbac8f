package org.zerobench.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zerobench.api.kernel.KernelState.Holder;

/**
 * The one way to rights. A caller's look-up goes through its thread's list, its space's, its thread group's, its container's;
 * the first that matches grants (ABI 9.5). A group's list goes with the group's first thread.
 */
final class Capabilities {
    private final TreeMap<Integer, List<Capability>> containers = new TreeMap<>();
    /** Lists of thread groups; only of those that have ever been given something. */
    private final TreeMap<Integer, List<Capability>> groups = new TreeMap<>();
    private final Map<Integer, Capability> byId = new HashMap<>();
    private int nextId = 1;
    private int generation = 1;

    /** Changes whenever a right that was found may have gone: what was remembered of a look-up is void then. */
    int generation() {
        return generation;
    }

    int nextId() {
        return nextId;
    }

    void nextId(int id) {
        nextId = id;
    }

    List<Capability> ofContainer(int container) {
        return containers.computeIfAbsent(container, c -> new ArrayList<>());
    }

    Iterable<Integer> containers() {
        return containers.keySet();
    }

    List<Capability> ofGroup(int group) {
        return groups.computeIfAbsent(group, g -> new ArrayList<>());
    }

    Iterable<Integer> groups() {
        return groups.keySet();
    }

    /** The first thread of a group ends. */
    void dropGroup(int group) {
        List<Capability> list = groups.remove(group);
        if (list != null) {
            drop(list);
        }
    }

    /** The list of the caller's group; most have none. */
    private List<Capability> groupOf(KernelThread self) {
        return groups.isEmpty() ? List.of() : groups.getOrDefault(self.group, List.of());
    }

    /** All of a type, whoever holds them. */
    List<Capability> everywhere(int type) {
        return byId.values().stream().filter(capability -> capability.is(type)).toList();
    }

    Capability byId(int capid) {
        return byId.get(capid);
    }

    /** Adds a capability about something that is not memory or a pool. */
    Capability add(List<Capability> list, Holder holder, int holderId, int type, int resid, int access) {
        Capability capability = new Capability(nextId++, holder, holderId);
        capability.type = type;
        capability.resid = resid;
        capability.access = access;
        insert(list, capability);
        return capability;
    }

    /** Adds a capability over the page frames from {@code start} to {@code end}, exclusive. */
    Capability addRange(List<Capability> list, Holder holder, int holderId, int type, int resid, int access, int start, int end) {
        Capability capability = add(list, holder, holderId, type, resid, access);
        capability.start = start;
        capability.end = end;
        capability.size = end - start;
        return capability;
    }

    /** Adds a pool of {@code size} units. */
    Capability addPool(List<Capability> list, Holder holder, int holderId, int pool, int size) {
        Capability capability = add(list, holder, holderId, Capability.QUANTITY | pool, Capability.ANY_RESOURCE, Rights.GENERIC);
        capability.size = size;
        return capability;
    }

    void insert(List<Capability> list, Capability capability) {
        list.add(capability);
        byId.put(capability.capid, capability);
        generation++;
    }

    /** Drops a whole list: its holder is gone. */
    void drop(List<Capability> list) {
        for (Capability capability : list) {
            byId.remove(capability.capid);
            giveBack(capability.pool, 1);
        }
        list.clear();
        generation++;
    }

    void remove(Capability capability, List<Capability> list) {
        list.remove(capability);
        byId.remove(capability.capid);
        giveBack(capability.pool, 1);
        generation++;
    }

    void move(Capability capability, List<Capability> from, List<Capability> to, Holder holder, int holderId) {
        from.remove(capability);
        to.add(capability);
        capability.holder = holder;
        capability.holderId = holderId;
        generation++;
    }

    /** A capability is less than it was. */
    void reduced() {
        generation++;
    }

    /** A capability that the caller may use, by its number; else null. */
    Capability visible(KernelThread self, int capid) {
        Capability capability = byId.get(capid);
        return capability != null && listOf(self, capability).contains(capability) ? capability : null;
    }

    /** That of the caller's lists in which a capability of this holder stands. */
    List<Capability> listOf(KernelThread self, Capability capability) {
        return switch (capability.holder) {
            case THREAD -> self.capabilities;
            case SPACE -> self.space.capabilities;
            case GROUP -> groupOf(self);
            case CONTAINER -> ofContainer(self.container());
        };
    }

    /** What was found for a target is void: its ids may soon be another's. */
    void forgetTarget() {
        generation++;
    }

    /** Whether the caller has these rights over a thread. */
    boolean over(KernelThread self, int type, int rights, KernelThread target) {
        return find(self, type, rights, target.tid, target.spid(), target.container()) != null;
    }

    /** Whether the caller has these rights over a space as a whole. */
    boolean over(KernelThread self, int type, int rights, Space target) {
        return find(self, type, rights, 0, target.spid, target.container) != null;
    }

    /** The first capability that grants, or null. */
    Capability find(KernelThread self, int type, int rights, int tid, int spid, int container) {
        Capability found = find(self.capabilities, type, rights, tid, spid, container);
        if (found == null && self.space != null) {
            found = find(self.space.capabilities, type, rights, tid, spid, container);
        }
        if (found == null && !groups.isEmpty()) {
            found = find(groupOf(self), type, rights, tid, spid, container);
        }
        return found != null ? found : find(ofContainer(self.container()), type, rights, tid, spid, container);
    }

    /** Whether one memory capability of the caller covers the page range with these rights, for a target. */
    boolean covers(KernelThread self, int type, int rights, int frame, int pages, int tid, int spid, int container) {
        return covers(self.capabilities, type, rights, frame, pages, tid, spid, container)
                || self.space != null && covers(self.space.capabilities, type, rights, frame, pages, tid, spid, container)
                || covers(groupOf(self), type, rights, frame, pages, tid, spid, container)
                || covers(ofContainer(self.container()), type, rights, frame, pages, tid, spid, container);
    }

    /** Whether one capability of the caller lets it do that with an interrupt line; ranges include their end (ABI 9.1). */
    boolean coversInterrupt(KernelThread self, int right, int irq) {
        for (Capability capability : all(self)) {
            if (irq >= capability.start && irq <= capability.end
                    && capability.grants(Capability.IRQCTRL, right, self.tid, self.spid(), self.container())) {
                return true;
            }
        }
        return false;
    }

    /** Every capability that the caller may use, in look-up order. */
    List<Capability> all(KernelThread self) {
        List<Capability> all = new ArrayList<>(self.capabilities);
        if (self.space != null) {
            all.addAll(self.space.capabilities);
        }
        all.addAll(groupOf(self));
        all.addAll(ofContainer(self.container()));
        return all;
    }

    /** The caller's first pool of a kind, with {@code units} left; null when there is none. */
    Capability pool(KernelThread self, int pool, int units) {
        for (Capability capability : all(self)) {
            if (capability.isPool(pool) && (long) capability.used + units <= capability.size) {
                return capability;
            }
        }
        return null;
    }

    /** Takes units of a pool; pool 0 is nobody's and endless. */
    boolean consume(int capid, int units) {
        if (capid == 0) {
            return true;
        }
        Capability pool = byId.get(capid);
        if (pool == null || (long) pool.used + units > pool.size) {
            return false;
        }
        pool.used += units;
        return true;
    }

    /** Gives units back to where they were taken; a pool that is gone loses them. */
    void giveBack(int capid, int units) {
        Capability pool = capid == 0 ? null : byId.get(capid);
        if (pool != null) {
            assert pool.used >= units : "pool " + capid + " gets back more than was taken";
            pool.used -= units;
        }
    }

    private static Capability find(List<Capability> list, int type, int rights, int tid, int spid, int container) {
        for (int i = 0; i < list.size(); i++) {
            Capability capability = list.get(i);
            if (capability.grants(type, rights, tid, spid, container)) {
                return capability;
            }
        }
        return null;
    }

    private static boolean covers(List<Capability> list, int type, int rights, int frame, int pages, int tid, int spid,
            int container) {
        for (int i = 0; i < list.size(); i++) {
            Capability capability = list.get(i);
            if (capability.is(type) && capability.covers(frame, pages) && capability.grants(type, rights, tid, spid, container)) {
                return true;
            }
        }
        return false;
    }
}
