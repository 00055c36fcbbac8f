package org.zerobench.containers;

import static org.zerobench.api.kernel.Errors.EBUSY;
import static org.zerobench.api.kernel.Errors.EEXIST;
import static org.zerobench.api.kernel.Errors.ENOMEM;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.kernel.ContainerLoader;
import org.zerobench.api.kernel.ContainerPlan;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.containers.Manifest.Container;
import org.zerobench.containers.Manifest.Range;
import org.zerobench.containers.Manifest.Region;

/** Puts images into RAM and has the kernel make the containers. */
@Component(service = ContainerLoader.class)
public final class Loader implements ContainerLoader {
    private static final int PAGE = 4096;
    /** SIGKILL. */
    private static final int KILL = 9;

    /** One container, ready to be made. */
    private record Ready(Container container, Contents contents, ContainerPlan plan) {
        static Ready of(Container container) {
            Contents contents = new Contents(container);
            return new Ready(container, contents, Plans.of(container, contents.pieces()));
        }
    }

    /** What a manifest asks for. @param ready those of its containers that have a pager of their own */
    private record Batch(List<Container> containers, List<Ready> ready) {}

    private final Machine machine;
    private final List<Booted> booted = new CopyOnWriteArrayList<>();

    /** @param machine where the containers are to live */
    @Activate
    public Loader(@Reference Machine machine) {
        this.machine = machine;
    }

    @Override
    public List<Integer> boot(Path file) {
        // what is read of the host is part of a history at the safe point; else it need not hold the machine
        Batch read = machine.chronicle().isPresent() ? null : read(file, HostFiles::now);
        List<Booted> started = machine.change("boot " + file.getFileName(),
                () -> start(read != null ? read : read(file, HostFiles.recorded(machine.chronicle().orElseThrow())), file));
        booted.addAll(started);
        return started.stream().map(Booted::id).toList();
    }

    private Batch read(Path file, HostFiles files) {
        Manifest manifest = ManifestReader.read(file, files, machine::report);
        return new Batch(manifest.containers(), manifest.containers().stream().filter(container -> container.pager() >= 0).map(Ready::of).toList());
    }

    /** All or none. At a safe point. */
    private List<Booted> start(Batch batch, Path file) {
        make(batch.ready());
        Map<Integer, Integer> pids = spawn(batch.ready(), batch.containers().stream().filter(container -> container.pager() < 0).toList());
        return batch.containers().stream().map(container -> new Booted(container.id(), container.name(),
                container.posix() ? "posix" : "baremetal", pids.getOrDefault(container.id(), 0), file)).toList();
    }

    @Override
    public void stop(int id) {
        int pid = pid(id);
        int result = machine.change("stop container " + id, () -> pid == 0 ? machine.kernel().destroyContainer(id) : machine.posix().signal(-pid, KILL));
        if (result != 0) {
            throw new MachineException("no container " + id + " is running; 'container list' shows those that are");
        }
    }

    @Override
    public CompletableFuture<Void> ended(int id) {
        int pid = pid(id);
        return pid == 0 ? machine.call(() -> machine.endOfContainer(id)) : machine.exitOf(pid).thenAccept(status -> { });
    }

    /** First process of the latest container with that id, 0 when it has a pager of its own. */
    private int pid(int id) {
        return booted.stream().filter(one -> one.id() == id).reduce((a, b) -> b).map(Booted::pid).orElse(0);
    }

    @Override
    public List<Booted> booted() {
        return List.copyOf(booted);
    }

    /** Starts the first programs of containers that the machine's own pager and POSIX server serve. */
    private Map<Integer, Integer> spawn(List<Ready> made, List<Container> served) {
        Map<Integer, Integer> pids = new HashMap<>();
        try {
            for (Container container : served) {
                Manifest.Image first = container.images().getFirst();
                pids.put(container.id(), machine.posix().spawn(first.name(), first.bytes()));
            }
        } catch (MachineException e) {
            pids.values().forEach(pid -> machine.posix().signal(-pid, KILL));
            made.forEach(one -> machine.kernel().destroyContainer(one.container().id()));
            throw e;
        }
        return pids;
    }

    /** All or none. At a safe point. */
    private void make(List<Ready> containers) {
        Kernel kernel = machine.kernel();
        List<Ready> made = new ArrayList<>();
        for (Ready ready : containers) {
            int result = kernel.createContainer(ready.plan());
            if (result < 0) {
                made.forEach(one -> kernel.destroyContainer(one.container().id()));
                throw refused(ready.container(), result);
            }
            made.add(ready);
            load(kernel, ready);
        }
        // A thread that is started goes before those that wait already: the first container is to run first.
        made.reversed().forEach(ready -> kernel.startContainer(ready.container().id()));
    }

    /** The memory is the container's own now: whatever was there before goes. */
    private void load(Kernel kernel, Ready ready) {
        MemorySegment ram = machine.ram();
        for (Region region : ready.container().physical()) {
            Range range = region.range();
            for (long page = range.start(); page < range.end(); page += PAGE) {
                kernel.newContents(Servers.PAGER, (int) page);
            }
            ram.asSlice(range.start(), range.end() - range.start()).fill((byte) 0);
        }
        for (Contents.Chunk chunk : ready.contents().chunks()) {
            MemorySegment.copy(chunk.bytes(), chunk.offset(), ram, ValueLayout.JAVA_BYTE, chunk.physical(), chunk.length());
        }
    }

    private MachineException refused(Container container, int result) {
        String who = "container " + container.id() + " (" + container.name() + ")";
        return new MachineException(switch (-result) {
            case EEXIST -> who + ": a container with this id is running; stop it (container stop " + container.id() + ") or give another id";
            case EBUSY -> who + ": its physical memory or a device of it is not free: " + container.physical().stream()
                    .map(region -> region.range().toString()).collect(Collectors.joining(", ")) + "; containers may have " + free()
                    + " as far as no other container does";
            case ENOMEM -> who + ": the machine's memory for translation tables or its numbers are used up; end something first";
            default -> who + ": the kernel refuses it (" + result + ")";
        });
    }

    /** RAM below the machine's own pager's. */
    private Range free() {
        long own = machine.kernel().physicalMemory(Servers.PAGER).stream().mapToLong(Kernel.PhysicalRange::start).min().orElse(machine.ramBytes());
        return new Range(0x100000, own);
    }
}
