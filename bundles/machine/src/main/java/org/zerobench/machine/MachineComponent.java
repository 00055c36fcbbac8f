package org.zerobench.machine;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferenceScope;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Server;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.Peripherals;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.Swaps;

/**
 * The board's edge to OSGi: candidates come and go as services. The configuration {@value #PID} may choose a policy for
 * each subsystem under its label ({@code cpu}, {@code kernel}, {@code pager}, {@code malloc}, {@code posix}).
 *
 * <p>The machine's services are registered by hand: candidates need {@link Machine}, so it must be there before them.
 */
@Component(service = {}, immediate = true, configurationPid = MachineComponent.PID)
public final class MachineComponent implements FrameworkListener {
    static final String PID = "org.zerobench.machine";

    private final BundleContext context;
    private final Board board;
    private final List<ServiceRegistration<?>> registrations;

    @Activate
    public MachineComponent(BundleContext context, Map<String, Object> configuration, @Reference Peripherals devices) {
        this.context = context;
        board = new Board(name -> context.getProperty("zb." + name), devices);
        choose(configuration);
        Dictionary<String, Object> none = new Hashtable<>();
        registrations = List.of(
                context.registerService(Swaps.class, board.conductor(), none),
                context.registerService(Machine.class, board, none),
                context.registerService(Consoles.class, board.consoles(), none));
        context.addFrameworkListener(this);
        if (context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.ACTIVE) {
            board.started();
        }
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        choose(configuration);
        for (Subsystem subsystem : Subsystem.values()) {
            board.conductor().arrived(board.slot(subsystem));
        }
    }

    private void choose(Map<String, Object> configuration) {
        for (Subsystem subsystem : Subsystem.values()) {
            if (configuration.get(subsystem.label()) instanceof String policy) {
                board.slot(subsystem).choose(policy);
            }
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            board.started();
        }
    }

    @Deactivate
    void deactivate() {
        context.removeFrameworkListener(this);
        // In this order: parts go away with the services that they need.
        board.close();
        registrations.forEach(ServiceRegistration::unregister);
    }

    @Reference(service = Cpu.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, scope = ReferenceScope.PROTOTYPE)
    void addCpu(ServiceReference<Cpu> reference, ComponentServiceObjects<Cpu> objects) {
        board.add(board.cpuSlot(), Plug.of(reference, objects, (part, policy) -> part));
    }

    void removeCpu(ServiceReference<Cpu> reference) {
        board.remove(board.cpuSlot(), reference);
    }

    @Reference(service = Kernel.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, scope = ReferenceScope.PROTOTYPE)
    void addKernel(ServiceReference<Kernel> reference, ComponentServiceObjects<Kernel> objects) {
        board.add(board.kernelSlot(), Plug.of(reference, objects, (part, policy) -> part));
    }

    void removeKernel(ServiceReference<Kernel> reference) {
        board.remove(board.kernelSlot(), reference);
    }

    @Reference(service = Pager.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, scope = ReferenceScope.PROTOTYPE)
    void addPager(ServiceReference<Pager> reference, ComponentServiceObjects<Pager> objects) {
        board.add(board.pagerSlot(), Plug.of(reference, objects, (part, policy) -> part));
    }

    void removePager(ServiceReference<Pager> reference) {
        board.remove(board.pagerSlot(), reference);
    }

    @Reference(service = Allocator.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, scope = ReferenceScope.PROTOTYPE)
    void addAllocator(ServiceReference<Allocator> reference, ComponentServiceObjects<Allocator> objects) {
        board.add(board.mallocSlot(), Plug.of(reference, objects, Heaps::new));
    }

    void removeAllocator(ServiceReference<Allocator> reference) {
        board.remove(board.mallocSlot(), reference);
    }

    @Reference(service = PosixServer.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, scope = ReferenceScope.PROTOTYPE)
    void addPosix(ServiceReference<PosixServer> reference, ComponentServiceObjects<PosixServer> objects) {
        board.add(board.posixSlot(), Plug.of(reference, objects, (part, policy) -> part));
    }

    void removePosix(ServiceReference<PosixServer> reference) {
        board.remove(board.posixSlot(), reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addServer(Server server, Map<String, Object> properties) {
        board.javaServers().add(server, String.valueOf(properties.getOrDefault(Server.NAME, server.getClass().getName())));
    }

    void removeServer(Server server) {
        board.javaServers().remove(server);
    }
}
