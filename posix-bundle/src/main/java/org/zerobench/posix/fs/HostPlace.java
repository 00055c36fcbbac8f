package org.zerobench.posix.fs;

import java.util.Optional;
import org.zerobench.api.posix.FsState;

/**
 * Where an inode lies on the host.
 *
 * @param folder which folder of the host
 * @param path   path inside it in bytes, without leading slash; empty for the folder itself
 * @param key    device and inode of the host: tells whether it is still the same file
 */
record HostPlace(HostFolder folder, String path, String key) {

    HostPlace child(String name, String childKey) {
        return new HostPlace(folder, childPath(name), childKey);
    }

    String childPath(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    static Optional<FsState.Host> record(HostPlace place) {
        return place == null ? Optional.empty() : Optional.of(new FsState.Host(place.folder.number(), place.path, place.key));
    }
}
