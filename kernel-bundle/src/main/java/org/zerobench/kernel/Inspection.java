package org.zerobench.kernel;

import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.KernelState.Purpose;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.kernel.KernelView.CapabilityInfo;
import org.zerobench.api.kernel.KernelView.ContainerInfo;
import org.zerobench.api.kernel.KernelView.MappingInfo;
import org.zerobench.api.kernel.KernelView.SpaceInfo;
import org.zerobench.api.kernel.KernelView.ThreadInfo;
import org.zerobench.api.machine.ThreadContext;

/** What people may look at, as immutable copies. */
final class Inspection {
    private final Parts parts;

    Inspection(Parts parts) {
        this.parts = parts;
    }

    List<ThreadInfo> threads() {
        List<ThreadInfo> infos = new ArrayList<>();
        parts.threads.forEach(thread -> infos.add(new ThreadInfo(thread.tid, thread.spid(), thread.container(), thread.name,
                state(thread), Math.max(thread.partner, 0), thread.pager, thread.priority, thread.context.r[ThreadContext.PC],
                thread.context.r[ThreadContext.SP], thread.context.cpsr, thread.utcb, thread.cpuNanos, thread.java)));
        return List.copyOf(infos);
    }

    List<SpaceInfo> spaces() {
        List<SpaceInfo> infos = new ArrayList<>();
        for (Space space : parts.spaces.all()) {
            int pages = 0;
            for (int section = space.sections.nextSetBit(0); section >= 0; section = space.sections.nextSetBit(section + 1)) {
                pages += space.used[section];
            }
            infos.add(new SpaceInfo(space.spid, space.threads, space.ttbr0, space.sections.cardinality(), pages, space.handler));
        }
        return List.copyOf(infos);
    }

    /** Runs of neighbouring pages with equal rights whose frames follow each other. */
    List<MappingInfo> mappings(int spid) {
        List<MappingInfo> infos = new ArrayList<>();
        Space space = parts.spaces.get(spid);
        if (space == null) {
            return infos;
        }
        int[] run = new int[3]; // virtual, entry, pages
        parts.tables.forEachPage(space, virtual -> {
            int entry = parts.tables.entry(space, virtual);
            int bytes = run[2] * Ram.PAGE;
            if (run[2] > 0 && virtual == run[0] + bytes && Entry.frame(entry) == Entry.frame(run[1]) + bytes
                    && Entry.sameRights(entry, run[1])) {
                run[2]++;
                return;
            }
            end(run, infos);
            run[0] = virtual;
            run[1] = entry;
            run[2] = 1;
        });
        end(run, infos);
        return List.copyOf(infos);
    }

    List<CapabilityInfo> capabilities() {
        List<CapabilityInfo> infos = new ArrayList<>();
        parts.threads.forEach(thread -> thread.capabilities.forEach(capability -> infos.add(info(capability))));
        parts.spaces.all().forEach(space -> space.capabilities.forEach(capability -> infos.add(info(capability))));
        for (int group : parts.capabilities.groups()) {
            parts.capabilities.ofGroup(group).forEach(capability -> infos.add(info(capability)));
        }
        for (int container : parts.capabilities.containers()) {
            parts.capabilities.ofContainer(container).forEach(capability -> infos.add(info(capability)));
        }
        return List.copyOf(infos);
    }

    List<ContainerInfo> containers() {
        List<ContainerInfo> infos = new ArrayList<>();
        for (Containers.Container container : parts.containers.all()) {
            int[] count = new int[2];
            List<Kernel.PhysicalRange> memory = new ArrayList<>();
            parts.threads.forEach(thread -> count[0] += thread.container() == container.id() ? 1 : 0);
            for (Space space : parts.spaces.all()) {
                if (space.container == container.id()) {
                    count[1]++;
                    memory.addAll(memory(space.capabilities));
                }
            }
            memory.addAll(memory(parts.capabilities.ofContainer(container.id())));
            infos.add(new ContainerInfo(container.id(), container.name(), container.pager(), count[0], count[1], memory));
        }
        return infos;
    }

    private static List<Kernel.PhysicalRange> memory(List<Capability> list) {
        return list.stream().filter(capability -> capability.is(Capability.PHYSMEM))
                .map(capability -> new Kernel.PhysicalRange(capability.start << Ram.PAGE_SHIFT, capability.size << Ram.PAGE_SHIFT))
                .toList();
    }

    private static void end(int[] run, List<MappingInfo> infos) {
        if (run[2] > 0) {
            infos.add(new MappingInfo(run[0], Entry.frame(run[1]), run[2], Entry.rights(run[1])));
        }
    }

    private String state(KernelThread thread) {
        if (thread.java) {
            return "java";
        }
        if (thread.purpose == Purpose.FAULT && thread.status != Status.READY) {
            return "fault";
        }
        String doing = switch (thread.status) {
            case READY -> thread.suspended ? "inactive" : thread == parts.scheduler.current() ? "running" : "ready";
            case SENDING -> "sending";
            case RECEIVING -> "receiving";
            case IN_SERVER -> thread.delivered ? "in server" : "server absent";
            case LOCKING -> "mutex";
            case UNLOCKING -> "mutex handover";
            case WAITING -> "waiting";
            case INTERRUPT -> "interrupt";
            case EXITED -> "exited";
        };
        return thread.suspended && thread.status != Status.READY && thread.status != Status.EXITED ? doing + ", suspended" : doing;
    }

    private static CapabilityInfo info(Capability capability) {
        String list = switch (capability.holder) {
            case THREAD -> "thread 0x" + Integer.toHexString(capability.holderId);
            case SPACE -> "space " + capability.holderId;
            case GROUP -> "group 0x" + Integer.toHexString(capability.holderId);
            case CONTAINER -> "container " + capability.holderId;
        };
        return new CapabilityInfo(capability.capid, list, capability.owner, type(capability), target(capability),
                access(capability), range(capability), capability.used);
    }

    private static String type(Capability capability) {
        return switch (capability.type & 0xFFFF) {
            case Capability.TCTRL -> "tctrl";
            case Capability.EXREGS -> "exregs";
            case Capability.PHYSMEM -> "physmem";
            case Capability.VIRTMEM -> "virtmem";
            case Capability.IPC -> "ipc";
            case Capability.IRQCTRL -> "irqctrl";
            case Capability.UMUTEX -> "umutex";
            case Capability.CAP -> "cap";
            default -> switch (capability.type & ~0xFFFF) {
                case Capability.THREADPOOL -> "threadpool";
                case Capability.SPACEPOOL -> "spacepool";
                case Capability.MUTEXPOOL -> "mutexpool";
                case Capability.MAPPOOL -> "mappool";
                case Capability.CAPPOOL -> "cappool";
                case Capability.CPUPOOL -> "cpupool";
                default -> "0x" + Integer.toHexString(capability.type);
            };
        };
    }

    private static String target(Capability capability) {
        return switch (capability.type & ~0xFFFF) {
            case Capability.THREAD -> "thread 0x" + Integer.toHexString(capability.resid);
            case Capability.SPACE -> "space " + capability.resid;
            case Capability.CONTAINER -> "container " + capability.resid;
            default -> "";
        };
    }

    /** Letters of the rights by type, lowest bit first, a dash for each that is missing. */
    private static String access(Capability capability) {
        String letters = switch (capability.type & 0xFFFF) {
            case Capability.TCTRL -> "cdrsyw";
            case Capability.EXREGS -> "gupcr";
            case Capability.PHYSMEM, Capability.VIRTMEM -> "rwxcumtil";
            case Capability.IPC -> "srhfea";
            case Capability.UMUTEX -> "lu";
            case Capability.CAP -> "grhpsdk";
            default -> "";
        };
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            text.append((capability.access >>> i & 1) != 0 ? letters.charAt(i) : '-');
        }
        return text.toString();
    }

    private static String range(Capability capability) {
        if (capability.is(Capability.PHYSMEM) || capability.is(Capability.VIRTMEM)) {
            return String.format("0x%x000-0x%x000", capability.start, capability.end);
        }
        return capability.is(Capability.QUANTITY) ? capability.size + " units" : "";
    }
}
