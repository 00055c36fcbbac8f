package org.zerobench.api.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** Boots containers from a manifest (ABI 10.3), as an OSGi service. Any thread. */
@ProviderType
public interface ContainerLoader {

    /**
     * Loads the images of all containers of a manifest and starts their pagers, the first container's first. All or none.
     *
     * @param manifest a YAML file; the images that it names are relative to it
     * @return the containers' ids in the manifest's order
     * @throws org.zerobench.api.machine.MachineException when the manifest or an image is wrong or memory is not free: the cause and the remedy
     */
    List<Integer> boot(Path manifest);

    /** Ends a container with all its threads. @throws org.zerobench.api.machine.MachineException when there is none */
    void stop(int id);

    /** Completed when a container that was booted has ended; at once for any other. */
    CompletableFuture<Void> ended(int id);

    /** What was booted since power-on, in that order, whether it still lives or not. */
    List<Booted> booted();

    /**
     * @param id       container id
     * @param name     its name
     * @param type     {@code baremetal} or {@code posix}
     * @param pid      first process of a POSIX container whose pager is the machine's own, else 0
     * @param manifest where it came from
     */
    record Booted(int id, String name, String type, int pid, Path manifest) {}
}
