package org.zerobench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.kernel.ContainerLoader.Booted;
import org.zerobench.api.kernel.KernelView.CapabilityInfo;
import org.zerobench.api.kernel.KernelView.ContainerInfo;
import org.zerobench.api.kernel.KernelView.ThreadInfo;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;

/** Boots, ends and shows containers while everything else runs. */
@Component(service = ContainerCommands.class, property = {"osgi.command.scope=zb", "osgi.command.function=container"})
public final class ContainerCommands {

    static final String CONTAINER = "container [boot MANIFEST | stop ID | show ID | list]: containers of native programs beside "
            + "everything else; list, if nothing is said: those that were booted; show: threads and capabilities of one";
    static final List<String> VERBS = List.of("boot", "list", "show", "stop");

    private final Machine machine;
    private final ContainerLoader loader;

    @Activate
    public ContainerCommands(@Reference Machine machine, @Reference ContainerLoader loader) {
        this.machine = machine;
        this.loader = loader;
    }

    @Descriptor("containers: boot, list, show, stop")
    public Object container(@Descriptor(CONTAINER) String... words) {
        Arguments arguments = new Arguments(CONTAINER, List.of(), words);
        List<String> rest = arguments.rest();
        String verb = rest.isEmpty() ? "list" : rest.getFirst();
        int operands = verb.equals("list") ? 0 : 1;
        if (!VERBS.contains(verb)) {
            throw arguments.wrong("container cannot '" + verb + "'");
        }
        if (!rest.isEmpty()) {
            arguments.rest(operands + 1, operands + 1);
        }
        return switch (verb) {
            case "boot" -> boot(rest.get(1));
            case "stop" -> stop(arguments.number(rest.get(1)));
            case "show" -> show(arguments.number(rest.get(1)));
            default -> list();
        };
    }

    private Object boot(String manifest) {
        List<Integer> ids = loader.boot(Path.of(manifest).toAbsolutePath());
        return (ids.size() == 1 ? "container " : "containers ") + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " started";
    }

    private Object stop(int id) {
        loader.stop(id);
        return "container " + id + " stopped";
    }

    /** A container that was booted; {@code now} is null when it has ended. */
    private record Line(Booted booted, ContainerInfo now, boolean running) {

        String memory() {
            return now == null ? "" : now.memory().stream().map(r -> Units.hex(r.start()) + "-" + Units.hex(r.start() + r.bytes()))
                    .collect(Collectors.joining(" "));
        }

        String threads() {
            return now != null ? Integer.toString(now.threads()) : running ? "pid " + booted.pid() : "";
        }
    }

    private Object list() {
        List<ContainerInfo> kernels = machine.call(() -> machine.kernel().containers());
        List<Booted> booted = loader.booted();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < booted.size(); i++) {
            Booted one = booted.get(i);
            boolean latest = booted.subList(i + 1, booted.size()).stream().noneMatch(later -> later.id() == one.id());
            ContainerInfo now = latest ? kernels.stream().filter(c -> c.id() == one.id()).findFirst().orElse(null) : null;
            lines.add(new Line(one, now, latest && !loader.ended(one.id()).isDone()));
        }
        return Rows.of(lines).number("ID", l -> l.booted().id()).text("NAME", l -> l.booted().name())
                .text("STATE", l -> l.running() ? "running" : "ended").number("THREADS", Line::threads)
                .spareNumber("SPACES", l -> l.now() == null ? "" : l.now().spaces()).spareText("MEMORY", Line::memory)
                .spareText("TYPE", l -> l.booted().type()).text("MANIFEST", l -> l.booted().manifest().getFileName());
    }

    /** One container. @param info what the kernel says of it @param threads its threads @param capabilities in its lists */
    public record ContainerView(ContainerInfo info, List<ThreadInfo> threads, List<CapabilityInfo> capabilities) implements Shown {

        @Override
        public String show(int columns) {
            StringBuilder text = new StringBuilder(String.format("container %d (%s): pager 0x%x, %d threads, %d spaces%n", info.id(), info.name(),
                    info.pager(), info.threads(), info.spaces()));
            text.append(Rows.of(threads).number("TID", t -> "0x" + Integer.toHexString(t.tid())).number("SPACE", ThreadInfo::spid)
                    .text("STATE", ThreadInfo::state).text("WITH", t -> t.partner() == 0 ? "" : "0x" + Integer.toHexString(t.partner()))
                    .number("PAGER", t -> "0x" + Integer.toHexString(t.pager())).text("PC", t -> Units.hex(t.pc()))
                    .spareText("SP", t -> Units.hex(t.sp())).spareText("UTCB", t -> t.utcb() == 0 ? "" : Units.hex(t.utcb()))
                    .number("TIME", t -> Units.time(t.cpuNanos())).show(columns)).append('\n');
            text.append(Rows.of(capabilities).number("CAP", CapabilityInfo::capid).text("LIST", CapabilityInfo::list).text("TYPE", CapabilityInfo::type)
                    .text("TARGET", CapabilityInfo::target).text("RIGHTS", CapabilityInfo::access).text("RANGE", CapabilityInfo::range)
                    .number("USED", CapabilityInfo::used).show(columns));
            return text.toString();
        }
    }

    private Object show(int id) {
        return machine.call(() -> {
            ContainerInfo info = machine.kernel().containers().stream().filter(c -> c.id() == id).findFirst()
                    .orElseThrow(() -> new MachineException("no container " + id + " is running"));
            List<ThreadInfo> threads = machine.kernel().threads().stream().filter(t -> t.container() == id).toList();
            List<String> lists = new ArrayList<>(List.of("container " + id));
            threads.forEach(t -> lists.add("space " + t.spid()));
            List<CapabilityInfo> capabilities = machine.kernel().capabilities().stream().filter(c -> lists.contains(c.list())).toList();
            return new ContainerView(info, threads, capabilities);
        });
    }
}
