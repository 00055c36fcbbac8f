package org.zerobench.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zerobench.api.machine.MachineException;

/** The words behind a command: options first, then the rest. */
final class Arguments {

    /** Thrown by {@code --help}. */
    static final class Help extends RuntimeException {
        private static final long serialVersionUID = 1L;
        /** What the person wants to read. */
        final transient Usage usage;

        Help(Usage usage) {
            super(usage.line());
            this.usage = usage;
        }
    }

    private final Usage usage;
    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> rest;

    /**
     * @param usage how it is typed, a colon, what it does
     * @param known options: {@code "-b"} stands alone, {@code "-d="} takes the next word
     * @param words what was typed
     * @throws Help             for {@code --help} or {@code -?}
     * @throws MachineException for an unknown option
     */
    Arguments(String usage, List<String> known, String[] words) {
        this.usage = new Usage(usage);
        int i = 0;
        while (i < words.length && words[i].length() > 1 && words[i].startsWith("-")) {
            String word = words[i++];
            if (word.equals("--help") || word.equals("-?")) {
                throw new Help(this.usage);
            }
            if (word.equals("--")) {
                break;
            }
            if (known.contains(word + "=")) {
                if (i == words.length) {
                    throw wrong(word + " wants a value");
                }
                options.computeIfAbsent(word, key -> new ArrayList<>()).add(words[i++]);
            } else if (known.contains(word)) {
                options.put(word, List.of(""));
            } else {
                throw wrong("unknown option " + word);
            }
        }
        rest = List.of(words).subList(i, words.length);
    }

    /** An operator's error: what is wrong, and how it goes. */
    MachineException wrong(String what) {
        return new MachineException(what + "; usage: " + usage.words());
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** All values of an option, in order. */
    List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }

    String value(String option, String otherwise) {
        return options.containsKey(option) ? options.get(option).getLast() : otherwise;
    }

    int number(String option, int otherwise) {
        return options.containsKey(option) ? number(options.get(option).getLast()) : otherwise;
    }

    /** The words that are no options. */
    List<String> rest() {
        return rest;
    }

    /** @return the words, at least and at most so many */
    List<String> rest(int least, int most) {
        if (rest.size() < least) {
            throw wrong("something is missing");
        }
        if (rest.size() > most) {
            throw wrong("too many words, from '" + rest.get(most) + "' on");
        }
        return rest;
    }

    /** A number, decimal or with 0x. */
    int number(String word) {
        try {
            return word.startsWith("0x") ? Integer.parseUnsignedInt(word.substring(2), 16) : Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw wrong("'" + word + "' is not a number");
        }
    }
}
