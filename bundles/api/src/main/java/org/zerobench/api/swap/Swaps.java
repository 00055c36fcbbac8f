package org.zerobench.api.swap;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Replaces parts of the running machine. An OSGi service; any thread but the machine thread. */
@ProviderType
public interface Swaps {

    /**
     * Replaces a part by a fresh instance of the named policy (the active policy's own name makes a fresh instance of it).
     *
     * @return what happened; a refusal is a report too, not an exception
     */
    SwapReport use(Subsystem subsystem, String policy);

    /** All reports since power-on (the newest 10,000), oldest first. */
    List<SwapReport> history();

    /** What could be used, by subsystem and policy. */
    List<Candidate> candidates();

    /**
     * @param subsystem which part
     * @param policy    its name
     * @param bundle    symbolic name and version of its bundle
     * @param ranking   service ranking; the highest is taken at boot where nothing else chooses
     * @param active    true for the one in use
     */
    record Candidate(Subsystem subsystem, String policy, String bundle, int ranking, boolean active) {}
}
