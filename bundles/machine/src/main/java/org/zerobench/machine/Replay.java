package org.zerobench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.machine.MachineException;

/** A log that is played again, entry by entry. */
final class Replay {
    private final Path file;
    private final List<Entry> entries = new ArrayList<>();
    /** Line of the first entry, from 1. */
    private int firstLine;
    private int at;
    /** Where {@link #nextEvent} has looked up to. */
    private int event;

    /** @throws MachineException when it cannot be read */
    Replay(Path file) {
        this.file = file;
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MachineException("the log " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (lines.isEmpty() || !lines.getFirst().equals(Journal.TITLE)) {
            throw new MachineException(file + " is no log: its first line is not '" + Journal.TITLE + "'");
        }
        firstLine = 2;
        while (firstLine <= lines.size() && lines.get(firstLine - 1).startsWith(Journal.OPTION)) {
            firstLine++;
        }
        for (int number = firstLine; number <= lines.size(); number++) {
            try {
                entries.add(Entry.parse(lines.get(number - 1)));
            } catch (IllegalArgumentException e) {
                throw new MachineException("line " + number + " of the log " + file + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** The entry that is next, null behind the last. */
    Entry next() {
        return at < entries.size() ? entries.get(at) : null;
    }

    /** The next entry that the machine does not ask for. */
    Entry nextEvent() {
        event = Math.max(event, at);
        while (event < entries.size() && entries.get(event).kind() == Entry.Kind.ASK) {
            event++;
        }
        return event < entries.size() ? entries.get(event) : null;
    }

    void take() {
        at++;
    }

    /** Line of the next entry. */
    int line() {
        return firstLine + at;
    }

    /** The entry before the next one, null for none. */
    Entry before() {
        return at > 0 ? entries.get(at - 1) : null;
    }

    /** Whether a request is still to come. */
    boolean expects(String change) {
        return entries.subList(at, entries.size()).stream().anyMatch(entry -> entry.kind() == Entry.Kind.CHANGE && entry.text().equals(change));
    }

    /** Texts of all requests that begin so, without that beginning. */
    List<String> changes(String beginning) {
        return entries.stream().filter(entry -> entry.kind() == Entry.Kind.CHANGE && entry.text().startsWith(beginning))
                .map(entry -> entry.text().substring(beginning.length())).toList();
    }

    Path file() {
        return file;
    }
}
