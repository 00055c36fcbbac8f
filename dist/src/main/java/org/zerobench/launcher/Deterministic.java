package org.zerobench.launcher;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deterministic mode on the command line. A log begins with the properties of the machine that wrote it, a line each, so that
 * the file alone is enough for a replay.
 */
final class Deterministic {
    private static final String TITLE = "zerobench log 1";
    private static final String OPTION = "option ";
    /** The engine that counts. */
    private static final String CPU = "jit";

    private Deterministic() {}

    /**
     * What deterministic mode adds to the properties of an invocation, or in a replay takes from its log.
     *
     * @param terminals which streams are terminals
     * @param terminal  what kind of terminal that is
     * @throws UsageException when a log cannot be read or written
     */
    static Map<String, String> complete(Invocation invocation, String terminals, String terminal) {
        Map<String, String> properties = new LinkedHashMap<>(invocation.properties());
        properties.put("zb.tty", terminals);
        properties.put("zb.term", terminal);
        if (properties.containsKey("zb.replay")) {
            properties.keySet().retainAll(java.util.Set.of("zb.replay", "zb.hash"));
            properties.putAll(read(Path.of(properties.get("zb.replay"))));
        } else if (properties.containsKey("zb.deterministic")) {
            properties.putIfAbsent("zb.cpu", CPU);
            properties.put("zb.invocation", header(properties, invocation.system()));
        }
        return properties;
    }

    private static String header(Map<String, String> properties, Map<String, String> system) {
        Map<String, String> kept = new TreeMap<>(properties);
        system.forEach((name, value) -> {
            if (name.startsWith("zb.")) {
                kept.put(name, value);
            }
        });
        kept.remove("zb.log");
        kept.remove("zb.hash");
        StringBuilder text = new StringBuilder();
        kept.forEach((name, value) -> text.append(OPTION).append(name).append(' ').append(URLEncoder.encode(value, StandardCharsets.UTF_8)).append('\n'));
        return text.toString();
    }

    private static Map<String, String> read(Path log) {
        Map<String, String> properties = new LinkedHashMap<>();
        try (var lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            if (!TITLE.equals(line)) {
                throw new UsageException("--replay: " + log + " is no log");
            }
            for (line = lines.readLine(); line != null && line.startsWith(OPTION); line = lines.readLine()) {
                String[] word = line.split(" ", 3);
                properties.put(word[1], URLDecoder.decode(word.length < 3 ? "" : word[2], StandardCharsets.UTF_8));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--replay: cannot read " + log);
        }
        return properties;
    }
}
