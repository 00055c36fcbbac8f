package org.zerobench.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Commands without a person: from the command line or a file up to the first that fails, or line by line from a pipe. */
final class Batch {

    private final Commander commander;

    Batch(Commander commander) {
        this.commander = commander;
    }

    /** @return 0, or 1 at the first statement that failed */
    int run(CharSequence text) {
        for (String statement : Statements.of(text)) {
            if (Commander.leaves(statement)) {
                return 0;
            }
            if (!commander.execute(statement)) {
                return 1;
            }
        }
        return 0;
    }

    /**
     * Reads lines until the input ends; a program that is run reads what follows its line. What fails does not end it.
     *
     * @param prompt printed before each line, empty for none
     * @return 0, or 1 when the last line failed
     */
    int lines(InputStream input, String prompt) throws IOException {
        int status = 0;
        while (true) {
            commander.out().print(prompt);
            commander.out().flush();
            String line = line(input);
            if (line == null || Commander.leaves(line.strip())) {
                return status;
            }
            status = run(line);
        }
    }

    /** Byte by byte: nothing behind the line may be taken. @return null at the end of input */
    private static String line(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        while ((b = input.read()) >= 0 && b != '\n') {
            line.write(b);
        }
        return b < 0 && line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }
}
