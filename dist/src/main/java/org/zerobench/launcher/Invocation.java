package org.zerobench.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command line asks for.
 *
 * @param task    what to do on the machine
 * @param options properties of the machine, by framework property name ({@code zb.ram} …)
 * @param system  system properties, from {@code -Dname=value}
 */
record Invocation(Task task, Map<String, String> options, Map<String, String> system) {

    /** One way to use the machine. */
    sealed interface Task {
        /** A person at the prompt. */
        record Shell() implements Task {}

        /** Shell commands from the command line. */
        record Command(String text) implements Task {}

        /** Shell commands from a file (absolute path). */
        record Script(String file) implements Task {}

        /** One program and its arguments; the program's name is the first. */
        record Exec(List<String> words) implements Task {}

        /** The containers of a manifest (absolute path). @param seconds how long at most, 0 for no limit @param uart which serial line has the input */
        record Container(String manifest, int seconds, int uart) implements Task {}

        /** Only say how it is used. */
        record Help() implements Task {}
    }

    Invocation {
        options = Map.copyOf(options);
        system = Map.copyOf(system);
    }

    /** The framework properties that tell the bundles what is asked for. */
    Map<String, String> properties() {
        var properties = new LinkedHashMap<>(options);
        switch (task) {
            case Task.Shell() -> properties.put("zb.mode", "shell");
            case Task.Command(String text) -> {
                properties.put("zb.mode", "command");
                properties.put("zb.command", text);
            }
            case Task.Script(String file) -> {
                properties.put("zb.mode", "script");
                properties.put("zb.script", file);
            }
            case Task.Exec(List<String> words) -> {
                properties.put("zb.mode", "exec");
                properties.put("zb.exec.argc", Integer.toString(words.size()));
                for (int i = 0; i < words.size(); i++) {
                    properties.put("zb.exec.arg." + i, words.get(i));
                }
            }
            case Task.Container(String manifest, int seconds, int uart) -> {
                properties.put("zb.mode", "container");
                properties.put("zb.container.manifest", manifest);
                properties.put("zb.container.seconds", Integer.toString(seconds));
                properties.put("zb.container.uart", Integer.toString(uart));
            }
            case Task.Help() -> properties.put("zb.mode", "help");
        }
        return properties;
    }
}
