package org.zerobench.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.kernel.KernelView.CapabilityInfo;
import org.zerobench.api.kernel.KernelView.Counter;
import org.zerobench.api.kernel.KernelView.MappingInfo;
import org.zerobench.api.kernel.KernelView.SpaceInfo;
import org.zerobench.api.kernel.KernelView.ThreadInfo;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.malloc.MallocState;
import org.zerobench.api.pager.Pager.AreaInfo;
import org.zerobench.api.pager.Protection;
import org.zerobench.api.posix.PosixServer.DescriptorInfo;
import org.zerobench.api.posix.PosixServer.MissedCall;
import org.zerobench.api.posix.PosixServer.ProcessInfo;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.Swaps;

/** Commands that look at the machine and change nothing. */
@Component(service = MachineCommands.class, property = {
    "osgi.command.scope=zb", "osgi.command.function=ps", "osgi.command.function=threads", "osgi.command.function=spaces",
    "osgi.command.function=caps", "osgi.command.function=maps", "osgi.command.function=frames", "osgi.command.function=heap",
    "osgi.command.function=fds", "osgi.command.function=cpu", "osgi.command.function=trace", "osgi.command.function=missed",
    "osgi.command.function=options"
})
public final class MachineCommands {

    static final String PS = "ps: programs that run";
    static final String THREADS = "threads [SPID]: kernel threads, the Java servers among them; SPID: those of a space";
    static final String SPACES = "spaces: address spaces and their page tables";
    static final String CAPS = "caps [WORD]: capabilities, who may do what; WORD: those in whose line it occurs";
    static final String MAPS = "maps [-p] [-s] PID: memory areas of a program; -p: the page table instead; -s: the number is a space's";
    static final String FRAMES = "frames: how physical memory is used, with a picture";
    static final String HEAP = "heap [-s] [PID]: heaps of native programs; PID: that program's, with a picture; -s: the number is a space's";
    static final String FDS = "fds PID: open files of a program";
    static final String CPU = "cpu: the engine: where its code comes from, what it can do";
    static final String TRACE = "trace [-r]: the kernel's counters, and how far they moved since the last look; -r: look without showing";
    static final String MISSED = "missed: system calls that programs wanted and that are not there";
    static final String OPTIONS = "options: what the machine was started with";

    private static final List<String> OPTION_NAMES = List.of("mode", "ram", "root", "writable", "cpu", "kernel", "pager", "allocator", "malloc", "posix",
            "env", "heap", "limit", "tty", "guest", "deploy", "home", "deterministic", "log", "replay", "seed", "epoch");

    private final Machine machine;
    private final Swaps swaps;
    private Map<String, Long> lastCounters = Map.of();

    @Activate
    public MachineCommands(@Reference Machine machine, @Reference Swaps swaps) {
        this.machine = machine;
        this.swaps = swaps;
    }

    /** The policy in use, or a dash. */
    private String policy(Subsystem subsystem) {
        return swaps.candidates().stream().filter(c -> c.active() && c.subsystem() == subsystem).map(Swaps.Candidate::policy).findFirst().orElse("-");
    }

    @Descriptor("programs that run")
    public Rows<ProcessInfo> ps(@Descriptor(PS) String... words) {
        new Arguments(PS, List.of(), words).rest(0, 0);
        return Rows.of(machine.call(() -> machine.posix().processes()))
                .number("PID", ProcessInfo::pid).spareNumber("PPID", ProcessInfo::parent).spareNumber("PGRP", ProcessInfo::group)
                .number("SPACE", ProcessInfo::spid).text("S", ProcessInfo::state).spareNumber("THR", p -> p.threads().size())
                .number("TIME", p -> Units.time(p.cpuNanos())).spareText("WAITS IN", ProcessInfo::waiting).text("COMMAND", ProcessInfo::command);
    }

    @Descriptor("threads of the machine")
    public Rows<ThreadInfo> threads(@Descriptor(THREADS) String... words) {
        Arguments arguments = new Arguments(THREADS, List.of(), words);
        List<ThreadInfo> all = machine.call(() -> machine.kernel().threads());
        List<ProcessInfo> processes = machine.call(() -> machine.posix().processes());
        if (!arguments.rest(0, 1).isEmpty()) {
            int spid = arguments.number(arguments.rest().getFirst());
            all = all.stream().filter(t -> t.spid() == spid).toList();
        }
        return Rows.of(all).number("TID", t -> "0x" + Integer.toHexString(t.tid())).number("SPACE", ThreadInfo::spid)
                .spareNumber("PRIO", ThreadInfo::priority).text("STATE", t -> t.java() ? "java" : t.state())
                .spareText("WITH", t -> t.partner() == 0 ? "" : "0x" + Integer.toHexString(t.partner()))
                .spareText("PC", t -> t.java() ? "" : Units.hex(t.pc())).spareText("SP", t -> t.java() ? "" : Units.hex(t.sp()))
                .spareNumber("TIME", t -> t.java() ? "" : Units.time(t.cpuNanos()))
                .text("NAME", t -> t.name().isEmpty() ? command(processes, p -> p.threads().contains(t.tid())) : t.name());
    }

    private static String command(List<ProcessInfo> processes, Predicate<ProcessInfo> wanted) {
        return processes.stream().filter(wanted).findFirst().map(ProcessInfo::command).orElse("");
    }

    @Descriptor("address spaces")
    public Rows<SpaceInfo> spaces(@Descriptor(SPACES) String... words) {
        new Arguments(SPACES, List.of(), words).rest(0, 0);
        List<ProcessInfo> processes = machine.call(() -> machine.posix().processes());
        return Rows.of(machine.call(() -> machine.kernel().spaces())).number("SPACE", SpaceInfo::spid).number("THREADS", SpaceInfo::threads)
                .number("PAGES", SpaceInfo::pages).spareNumber("TABLES", SpaceInfo::tables).spareText("TTBR0", s -> Units.hex(s.ttbr0()))
                .spareText("HANDLER", s -> s.handler() == 0 ? "" : "0x" + Integer.toHexString(s.handler()))
                .text("PROGRAM", s -> command(processes, p -> p.spid() == s.spid()));
    }

    @Descriptor("capabilities")
    public Rows<CapabilityInfo> caps(@Descriptor(CAPS) String... words) {
        Arguments arguments = new Arguments(CAPS, List.of(), words);
        List<CapabilityInfo> all = machine.call(() -> machine.kernel().capabilities());
        if (!arguments.rest(0, 1).isEmpty()) {
            String word = arguments.rest().getFirst();
            all = all.stream().filter(c -> String.join(" ", c.list(), c.type(), c.access(), c.target(), c.range()).contains(word)).toList();
        }
        return Rows.of(all).number("CAP", CapabilityInfo::capid).text("LIST", CapabilityInfo::list).text("TYPE", CapabilityInfo::type)
                .text("ACCESS", CapabilityInfo::access).spareNumber("USED", CapabilityInfo::used)
                .spareText("TARGET", CapabilityInfo::target).text("RANGE", CapabilityInfo::range);
    }

    @Descriptor("memory areas of a program")
    public Rows<?> maps(@Descriptor(MAPS) String... words) {
        Arguments arguments = new Arguments(MAPS, List.of("-p", "-s"), words);
        int spid = space(machine, arguments, arguments.number(arguments.rest(1, 1).getFirst()));
        if (arguments.has("-p")) {
            return Rows.of(machine.call(() -> machine.kernel().mappings(spid))).text("VIRTUAL", m -> Units.hex(m.virtual()))
                    .text("PHYSICAL", m -> Units.hex(m.physical())).number("PAGES", MappingInfo::pages).text("RIGHTS", MappingInfo::rights);
        }
        return Rows.of(machine.call(() -> machine.pager().areas(spid))).text("START", a -> Units.hex(a.start())).text("END", a -> Units.hex(a.end()))
                .text("RIGHTS", MachineCommands::rights).number("IN RAM", AreaInfo::resident).number("STORED", AreaInfo::swapped)
                .spareNumber("OFFSET", a -> "0x" + Long.toHexString(a.offset())).text("NAME", AreaInfo::name).note("RAM and store in pages of 4 KiB");
    }

    private static String rights(AreaInfo area) {
        return ((area.protection() & Protection.READ) != 0 ? "r" : "-") + ((area.protection() & Protection.WRITE) != 0 ? "w" : "-")
                + ((area.protection() & Protection.EXEC) != 0 ? "x" : "-") + (area.shared() ? "s" : "p");
    }

    /** The space that a number means: a program's, or with -s, or where no such program runs, the space's own number. */
    static int space(Machine machine, Arguments arguments, int number) {
        int spid = arguments.has("-s") ? -1 : machine.call(() -> machine.posix().spaceOf(number));
        if (spid >= 0) {
            return spid;
        }
        if (machine.call(() -> machine.kernel().spaces()).stream().anyMatch(s -> s.spid() == number)) {
            return number;
        }
        throw new MachineException(arguments.has("-s") ? "no space " + number + " (see spaces)" : "no program " + number + " runs (see ps)");
    }

    @Descriptor("how physical memory is used")
    public FrameView frames(@Descriptor(FRAMES) String... words) {
        new Arguments(FRAMES, List.of(), words).rest(0, 0);
        return new FrameView(policy(Subsystem.PAGER), machine.call(() -> machine.pager().frameUse()));
    }

    @Descriptor("heaps of native programs")
    public Object heap(@Descriptor(HEAP) String... words) {
        Arguments arguments = new Arguments(HEAP, List.of("-s"), words);
        String policy = policy(Subsystem.MALLOC);
        MallocState state = machine.call(() -> machine.heaps().save());
        List<HeapView> all = state.heaps().stream().map(h -> new HeapView(h.spid(), policy, h.heap())).toList();
        if (!arguments.rest(0, 1).isEmpty()) {
            int spid = space(machine, arguments, arguments.number(arguments.rest().getFirst()));
            return all.stream().filter(h -> h.spid() == spid).findFirst().orElseThrow(() -> new MachineException("space " + spid + " has no heap"));
        }
        return Rows.of(all).number("SPACE", HeapView::spid).text("POLICY", HeapView::policy).number("BLOCKS", HeapView::blocks)
                .number("BYTES", h -> Units.bytes(h.bytes())).number("FREE", h -> Units.bytes(h.free()))
                .spareNumber("LARGEST", h -> Units.bytes(h.largest())).number("FRAGM", h -> Units.percent(h.fragmentation()))
                .spareNumber("HOLES", h -> Units.percent(h.holes()));
    }

    @Descriptor("open files of a program")
    public Rows<DescriptorInfo> fds(@Descriptor(FDS) String... words) {
        Arguments arguments = new Arguments(FDS, List.of(), words);
        int pid = arguments.number(arguments.rest(1, 1).getFirst());
        if (machine.call(() -> machine.posix().spaceOf(pid)) < 0) {
            throw new MachineException("no program " + pid + " runs (see ps)");
        }
        return Rows.of(machine.call(() -> machine.posix().descriptors(pid))).number("FD", DescriptorInfo::fd).text("KIND", DescriptorInfo::kind)
                .spareText("FLAGS", d -> "0" + Integer.toOctalString(d.flags())).number("OFFSET", DescriptorInfo::offset).text("NAME", DescriptorInfo::name);
    }

    @Descriptor("which CPU engine runs")
    public CpuView cpu(@Descriptor(CPU) String... words) {
        new Arguments(CPU, List.of(), words).rest(0, 0);
        return new CpuView(policy(Subsystem.CPU), machine.call(() -> machine.cpu().info()));
    }

    /** A counter and how much it moved. @param name what is counted @param value since power-on @param moved since the last look */
    public record Moved(String name, long value, long moved) {}

    @Descriptor("the kernel's counters")
    public synchronized Rows<Moved> trace(@Descriptor(TRACE) String... words) {
        Arguments arguments = new Arguments(TRACE, List.of("-r"), words);
        arguments.rest(0, 0);
        List<Counter> counters = machine.call(() -> machine.kernel().counters());
        Map<String, Long> now = new LinkedHashMap<>();
        List<Moved> moved = new ArrayList<>();
        for (Counter counter : counters) {
            now.put(counter.name(), counter.value());
            moved.add(new Moved(counter.name(), counter.value(), counter.value() - lastCounters.getOrDefault(counter.name(), 0L)));
        }
        lastCounters = now;
        return arguments.has("-r") ? null : Rows.of(moved).text("COUNTER", Moved::name).number("TOTAL", Moved::value).number("SINCE", Moved::moved);
    }

    @Descriptor("system calls that programs wanted and that are not there")
    public Rows<MissedCall> missed(@Descriptor(MISSED) String... words) {
        new Arguments(MISSED, List.of(), words).rest(0, 0);
        return Rows.of(machine.call(() -> machine.posix().missedCalls())).number("CALL", MissedCall::number).text("NAME", MissedCall::name)
                .number("TIMES", MissedCall::times).text("FIRST ASKED BY", MissedCall::program);
    }

    /** A boot option. @param name its name @param value its value */
    public record Option(String name, String value) {}

    @Descriptor("what the machine was started with")
    public Rows<Option> options(@Descriptor(OPTIONS) String... words) {
        new Arguments(OPTIONS, List.of(), words).rest(0, 0);
        List<Option> set = new ArrayList<>();
        OPTION_NAMES.forEach(name -> machine.option(name).ifPresent(value -> set.add(new Option(name, value.replace('\n', ' ')))));
        return Rows.of(set).text("OPTION", Option::name).text("VALUE", Option::value).note("RAM " + Units.bytes(machine.ramBytes()));
    }
}
