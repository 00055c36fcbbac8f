package org.zerobench.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What runs an ARM program, in a process of its own: a user-mode emulator as the yardstick, and the workbench with each CPU. */
enum Emulator {
    QEMU("qemu-arm"), JIT("jit"), UNICORN("unicorn");

    private static final Path WORKBENCH = RunningMachine.home().resolve("../../../workbench").normalize();

    private final String title;

    Emulator(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** @return false when it is not installed */
    boolean there() {
        return this != QEMU || List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, title)));
    }

    /**
     * The command line of a program.
     *
     * @param root  the folder with the program and all it loads
     * @param words its path in that folder, then its arguments
     */
    List<String> command(Path root, List<String> words) {
        List<String> command = new ArrayList<>();
        if (this == QEMU) {
            command.addAll(List.of(title, "-L", root.toString(), root + words.getFirst()));
            command.addAll(words.subList(1, words.size()));
        } else {
            command.addAll(List.of(WORKBENCH.toString(), "exec", "--cpu", title, "--root", root.toString(), "--"));
            command.addAll(words);
        }
        return command;
    }
}
