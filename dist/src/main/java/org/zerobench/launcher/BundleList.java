package org.zerobench.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The distribution's list of bundles, {@code etc/bundles.txt}.
 *
 * @param entries in the order of the file
 */
record BundleList(List<Entry> entries) {

    /**
     * One bundle.
     *
     * @param level   start level, 1 or more
     * @param started {@code always}, or the one mode in which it is started
     * @param name    file name without {@code .jar}
     */
    record Entry(int level, String started, String name) {

        /** @return true when it is to be started in that mode, false when it is installed only */
        boolean startsIn(String mode) {
            return started.equals("always") || started.equals(mode);
        }
    }

    BundleList {
        entries = List.copyOf(entries);
    }

    /**
     * @throws IOException              when the file cannot be read
     * @throws IllegalArgumentException when a line is none of ours
     */
    static BundleList read(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    static BundleList parse(List<String> lines) {
        var entries = new ArrayList<Entry>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.strip().split("\\s+");
                if (words.length != 3) {
                    throw new IllegalArgumentException("a bundle list line has three words: " + line);
                }
                entries.add(new Entry(Integer.parseInt(words[0]), words[1], words[2]));
            }
        }
        return new BundleList(entries);
    }
}
