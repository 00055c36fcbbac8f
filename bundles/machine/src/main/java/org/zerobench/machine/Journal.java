package org.zerobench.machine;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.zerobench.api.machine.MachineException;

/** A log that is being written: a line of title, lines with the options of the machine, then a line an {@link Entry}. */
final class Journal implements AutoCloseable {
    static final String TITLE = "zerobench log 1";
    static final String OPTION = "option ";

    private final Path file;
    private final BufferedWriter out;

    /**
     * @param options lines that each begin with {@link #OPTION}, by which a replay makes the same machine
     * @throws MachineException when it cannot be written
     */
    Journal(Path file, String options) {
        this.file = file;
        try {
            out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            out.write(TITLE + "\n" + options);
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    void write(Entry entry) {
        try {
            out.write(entry.line());
            out.newLine();
            if (entry.kind() != Entry.Kind.ASK) {
                out.flush();
            }
        } catch (IOException e) {
            throw cannot(e);
        }
    }

    private MachineException cannot(IOException e) {
        return new MachineException("the log " + file + " cannot be written (" + e.getMessage() + "): choose another place", e);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw cannot(e);
        }
    }
}
