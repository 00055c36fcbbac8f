package org.zerobench.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/** An unmodified ARM busybox, which the project does not bring along. */
final class Busybox {

    /** System property: a host folder with a static ARM busybox as {@code bin/busybox}. */
    static final String PROPERTY = "zb.busybox";

    private Busybox() {}

    /** @return true when there is one */
    static boolean there() {
        String root = System.getProperty(PROPERTY);
        return root != null && Files.isExecutable(Path.of(root, "bin/busybox"));
    }

    /** The folder that is the guest's root. @throws IllegalStateException when there is none; says how to name one */
    static String root() {
        if (!there()) {
            throw new IllegalStateException("no busybox: name a folder that has it as bin/busybox with -D" + PROPERTY + "=DIR");
        }
        return System.getProperty(PROPERTY);
    }
}
