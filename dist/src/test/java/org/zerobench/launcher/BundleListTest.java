package org.zerobench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BundleListTest {

    @Test
    void readsLinesAndSkipsComments() {
        var list = BundleList.parse(List.of("# a comment", "", "  1 always a.b", " 5\tshell   c"));
        assertEquals(List.of(new BundleList.Entry(1, "always", "a.b"), new BundleList.Entry(5, "shell", "c")), list.entries());
    }

    @Test
    void startsOnlyWhereItSays() {
        var entry = new BundleList.Entry(5, "shell", "c");
        assertTrue(entry.startsIn("shell"));
        assertFalse(entry.startsIn("exec"));
        assertTrue(new BundleList.Entry(1, "always", "a").startsIn("exec"));
    }

    @Test
    void refusesOtherLines() {
        assertThrows(IllegalArgumentException.class, () -> BundleList.parse(List.of("1 a")));
        assertThrows(IllegalArgumentException.class, () -> BundleList.parse(List.of("first always a")));
    }

    @Test
    void theDistributionsListNamesNothingTwiceAndStartsTheMachineAfterItsParts() throws IOException {
        var entries = BundleList.read(Path.of("src/main/distribution/etc/bundles.txt")).entries();
        var names = entries.stream().map(BundleList.Entry::name).collect(Collectors.toSet());
        assertEquals(entries.size(), names.size());
        int machine = level(entries, "zerobench-machine");
        assertTrue(level(entries, "zerobench-kernel") < machine);
        assertTrue(level(entries, "org.apache.felix.scr") < level(entries, "zerobench-kernel"));
    }

    private static int level(List<BundleList.Entry> entries, String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst().orElseThrow().level();
    }
}
