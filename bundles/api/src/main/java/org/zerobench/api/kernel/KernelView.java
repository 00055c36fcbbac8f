package org.zerobench.api.kernel;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What people may look at. Every answer is an immutable copy. Machine thread. */
@ProviderType
public interface KernelView {

    /** All threads by tid. */
    List<ThreadInfo> threads();

    /** All spaces by spid. */
    List<SpaceInfo> spaces();

    /** Mappings of a space as runs of neighbouring pages with equal rights whose frames follow each other, by address. */
    List<MappingInfo> mappings(int spid);

    /** Capabilities of every list, by owner. */
    List<CapabilityInfo> capabilities();

    /** Containers by id: those that were made from a plan and still have a thread. */
    List<ContainerInfo> containers();

    /** Counters since power-on by name: system calls, IPCs, faults, switches, preemptions. */
    List<Counter> counters();

    /**
     * @param tid      thread id
     * @param spid     its space
     * @param container its container
     * @param name     what it is, for people
     * @param state    {@code ready}, {@code running}, {@code inactive}, {@code sending}, {@code receiving}, {@code in server}, {@code fault}, …
     * @param partner  thread it waits for, 0 if none
     * @param pager    its pager
     * @param priority 0 to 15
     * @param pc       program counter
     * @param sp       stack pointer
     * @param cpsr     program status, its Thumb and IT bits among it
     * @param utcb     UTCB address, 0 if none
     * @param cpuNanos CPU time in nanoseconds
     * @param java     true when its code is Java
     */
    record ThreadInfo(int tid, int spid, int container, String name, String state, int partner, int pager, int priority, int pc, int sp,
            int cpsr, int utcb, long cpuNanos, boolean java) {}

    /**
     * @param spid    space id
     * @param threads number of threads
     * @param ttbr0   physical address of its first-level table
     * @param tables  second-level tables (1 KiB each)
     * @param pages   mapped pages
     * @param handler exception handler of a foreign space, 0 otherwise
     */
    record SpaceInfo(int spid, int threads, int ttbr0, int tables, int pages, int handler) {}

    /**
     * @param virtual  first address
     * @param physical first frame's address
     * @param pages    number of pages
     * @param rights   like {@code r-x}
     */
    record MappingInfo(int virtual, int physical, int pages, String rights) {}

    /**
     * @param capid    unique number
     * @param list     whose list: {@code space 3}, {@code container 0}, {@code thread 0x…}
     * @param owner    owning thread
     * @param type     like {@code ipc}, {@code physmem}, {@code threadpool}
     * @param target   like {@code thread 0x7f000003}
     * @param access   rights, like {@code rw-c}
     * @param range    page range or quantity, in words
     * @param used     units in use
     */
    record CapabilityInfo(int capid, String list, int owner, String type, String target, String access, String range, int used) {}

    /**
     * @param id      container id
     * @param name    its name
     * @param pager   thread id of its first thread
     * @param threads number of threads
     * @param spaces  number of spaces
     * @param memory  physical ranges that it owns
     */
    record ContainerInfo(int id, String name, int pager, int threads, int spaces, List<Kernel.PhysicalRange> memory) {}

    /** @param name what is counted @param value how often */
    record Counter(String name, long value) {}
}
