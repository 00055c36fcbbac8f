package org.zerobench.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.KernelView;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.CpuInfo;
import org.zerobench.api.machine.Disassembler;
import org.zerobench.api.machine.InterruptController;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.malloc.HeapServer;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.api.malloc.MallocState;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.SwapStep;
import org.zerobench.api.swap.Swaps;

/**
 * A machine that only looks like one: fixed answers, and two programs. {@code cat} copies its input to its output and ends
 * at the end of input; {@code false} exits with 1; {@code args} prints its arguments.
 */
final class FakeMachine {

    final Map<Integer, CompletableFuture<Integer>> exits = new HashMap<>();
    final List<int[]> signals = new ArrayList<>();
    final List<SwapReport> history = new ArrayList<>();
    private final Map<Integer, Object[]> open = new HashMap<>();
    private final MemorySegment ram = MemorySegment.ofArray(new byte[4 << 20]);
    private int lastPid = 2;
    private int lastConsole;

    final Machine machine = proxy(Machine.class, this::machine);
    final Consoles consoles = proxy(Consoles.class, this::consoles);
    final FakePanel panel = new FakePanel();
    final Swaps swaps = proxy(Swaps.class, this::swaps);
    private final PosixServer posix = proxy(PosixServer.class, this::posix);
    private final Kernel kernel = proxy(Kernel.class, this::kernel);
    private final Pager pager = proxy(Pager.class, this::pager);
    private final HeapServer heaps = proxy(HeapServer.class, (method, arguments) -> new MallocState(List.of(new MallocState.SpaceHeap(3,
            new HeapState(0x1000, 4096, new int[] {0x1000, 0x1100, 0x1200}, new int[] {256, 8, 256})))));
    private final Cpu cpu = proxy(Cpu.class, (method, arguments) -> new CpuInfo("Paper 1.0", "java", "Cortex-A9", 0x8b0d7, 0, true, List.of("runs nothing")));

    private interface Answer {
        Object to(String method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> call(answer, method, arguments)));
    }

    private static Object call(Answer answer, Method method, Object[] arguments) throws Exception {
        return answer.to(method.getName(), arguments);
    }

    /** A command processor with all commands of the bundle. */
    CommandProcessorImpl processor(ThreadIOImpl io) {
        CommandProcessorImpl processor = new CommandProcessorImpl(io);
        processor.addConverter(new ShownConverter());
        MachineCommands look = new MachineCommands(machine, swaps);
        for (String name : "ps threads spaces caps maps frames heap fds cpu trace missed options".split(" ")) {
            processor.addCommand("zb", look, name);
        }
        ProgramCommands programs = new ProgramCommands(machine, consoles);
        processor.addCommand("zb", programs, "run");
        processor.addCommand("zb", programs, "kill");
        processor.addCommand("zb", new WaitCommand(programs), "wait");
        processor.addCommand("zb", new AdvanceCommand(machine), "advance");
        processor.addCommand("zb", new HelpCommand(), "help");
        ExamineCommand examine = new ExamineCommand(machine);
        examine.disassembler = (word, address, cpsr) -> new Disassembler.Line("op 0x%x, 0x%x".formatted(word, cpsr), (cpsr & 0x20) == 0 ? 4 : 2, cpsr + 1);
        processor.addCommand("zb", examine, "x");
        processor.addCommand("zb", examine, "default");
        SwapCommands swapCommands = new SwapCommands(swaps);
        processor.addCommand("zb", swapCommands, "use");
        processor.addCommand("zb", swapCommands, "swaps");
        DeviceCommands devices = new DeviceCommands(machine, panel);
        for (String name : "devices kmi display".split(" ")) {
            processor.addCommand("zb", devices, name);
        }
        processor.addCommand("zb", new UartCommand(machine, panel), "uart");
        StandardCommands.Text text = new StandardCommands.Text(processor);
        for (String name : "cat echo grep sort wc head tail".split(" ")) {
            processor.addCommand("gogo", text, name);
        }
        return processor;
    }

    /** Where the only mapped pages are. */
    MemorySegment mapped() {
        return ram.asSlice(0x300000, 0x3000);
    }

    private Object machine(String method, Object[] arguments) throws Exception {
        return switch (method) {
            case "call" -> {
                try {
                    yield ((Callable<?>) arguments[0]).call();
                } catch (MachineException e) {
                    throw new MachineException(e.getMessage(), e);
                }
            }
            case "post" -> {
                ((Runnable) arguments[0]).run();
                yield null;
            }
            case "change" -> machine("call", new Object[] {arguments[1]});
            case "press" -> {
                signals.add(new int[] {(Integer) arguments[1], (Integer) arguments[2]});
                yield null;
            }
            case "chronicle" -> Optional.empty();
            case "posix" -> posix;
            case "kernel" -> kernel;
            case "pager" -> pager;
            case "heaps" -> heaps;
            case "cpu" -> cpu;
            case "devices" -> List.of(FakePanel.LINE);
            case "interrupts" -> proxy(InterruptController.class, (asked, irq) -> true);
            case "ram" -> ram;
            case "ramBytes" -> (int) ram.byteSize();
            case "exitOf" -> exits.computeIfAbsent((Integer) arguments[0], pid -> new CompletableFuture<>());
            case "option" -> arguments[0].equals("ram") ? Optional.of("64M") : Optional.empty();
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private Object consoles(String method, Object[] arguments) {
        if (method.equals("open")) {
            open.put(++lastConsole, arguments);
            return lastConsole;
        }
        open.remove((Integer) arguments[0]);
        return null;
    }

    /** @return number of consoles that are open */
    int open() {
        return open.size();
    }

    private Object posix(String method, Object[] arguments) throws Exception {
        return switch (method) {
            case "processes" -> List.of(
                    new PosixServer.ProcessInfo(2, 0, 2, 2, 3, List.of(0x7E000002), 'S', "read(0)", "/bin/busybox sh -c 'a long command line with many words'", 1_234_567),
                    new PosixServer.ProcessInfo(12, 2, 2, 2, 14, List.of(0x7E0003, 0x7E0004), 'R', "", "/bin/heap-stress 1000000", 3_500_000_000L));
            case "spaceOf" -> arguments[0].equals(2) ? 3 : -3;
            case "descriptors" -> List.of(new PosixServer.DescriptorInfo(0, "console", "console 1", 2, 0));
            case "missedCalls" -> List.of(new PosixServer.MissedCall(398, "rseq", 4, "/bin/x"));
            case "signal" -> {
                signals.add(new int[] {(Integer) arguments[0], (Integer) arguments[1]});
                yield Math.abs((Integer) arguments[0]) < 100 ? 0 : -3;
            }
            case "foreground" -> 0;
            case "spawn" -> spawn((PosixServer.Program) arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private int spawn(PosixServer.Program program) {
        Object[] console = open.get(program.console());
        InputStream in = (InputStream) console[0];
        OutputStream out = (OutputStream) console[1];
        int pid = ++lastPid;
        CompletableFuture<Integer> exit = exits.computeIfAbsent(pid, key -> new CompletableFuture<>());
        String name = program.arguments().getFirst();
        switch (name) {
            case "cat" -> Thread.ofVirtual().start(() -> {
                try {
                    in.transferTo(out);
                    exit.complete(0);
                } catch (java.io.IOException e) {
                    exit.complete(13);
                }
            });
            case "false" -> exit.complete(1 << 8);
            case "sleep" -> { }
            case "args" -> Thread.ofVirtual().start(() -> {
                try {
                    out.write((program.arguments() + "\n" + program.environment() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    exit.complete(0);
                } catch (java.io.IOException e) {
                    exit.complete(13);
                }
            });
            default -> throw new MachineException(name + ": no such program in " + program.directory());
        }
        return pid;
    }

    private Object kernel(String method, Object[] arguments) {
        return switch (method) {
            case "threads" -> List.of(new KernelView.ThreadInfo(0x7F000001, 0, 0x7F, "pager", "java", 0, 0, 15, 0, 0, 0, 0, 5000, true),
                    new KernelView.ThreadInfo(0x7E000002, 3, 0x7E, "sh", "in server", 0x7F000003, 0x7F000001, 8, 0x8010, 0xbfff0000, 0x30, 0, 1_234_567, false));
            case "spaces" -> List.of(new KernelView.SpaceInfo(3, 1, 0x100000, 2, 40, 0x7F000003));
            case "mappings" -> List.of(new KernelView.MappingInfo(0x8000, 0x300000, 3, "r-x"));
            case "capabilities" -> List.of(new KernelView.CapabilityInfo(1, "space 3", 0x7E000002, "ipc", "thread 0x7f000003", "s--", "", 0));
            case "counters" -> List.of(new KernelView.Counter("ipc", 10L * ++asked));
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private int asked;

    private Object pager(String method, Object[] arguments) {
        return switch (method) {
            case "areas" -> List.of(new Pager.AreaInfo(0x8000, 0xb000, 5, false, "/bin/busybox", 0, 3, 0, 7));
            case "touch" -> -14;
            case "frameUse" -> new Pager.FrameUse(8, 4, 3, 1, 0, 12, 0, 0, new byte[] {1, 1, 0, 0, 2, 1, 0, 0});
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private Object swaps(String method, Object[] arguments) {
        return switch (method) {
            case "candidates" -> List.of(new Swaps.Candidate(Subsystem.MALLOC, "first-fit", "org.zerobench.malloc.firstfit 0.1", 100, true),
                    new Swaps.Candidate(Subsystem.MALLOC, "best-fit", "org.zerobench.malloc.bestfit 0.1", 50, false),
                    new Swaps.Candidate(Subsystem.PAGER, "fifo", "org.zerobench.pager 0.1", 100, true));
            case "history" -> history;
            case "use" -> {
                boolean accepted = !arguments[1].equals("broken");
                SwapReport report = new SwapReport(history.size() + 1, (Subsystem) arguments[0], "first-fit", (String) arguments[1], accepted,
                        accepted ? null : SwapStep.RESTORE, accepted ? "" : "two blocks overlap", 120_000, 3,
                        List.of(new SwapReport.Phase(SwapStep.NAME, 900), new SwapReport.Phase(SwapStep.SAVE, 45_000)));
                history.add(report);
                yield report;
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }
}
