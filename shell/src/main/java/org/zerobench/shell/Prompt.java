package org.zerobench.shell;

import java.nio.file.Path;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/**
 * A person at a terminal: lines with editing, history and completion. Ctrl-C ends the program in the foreground or drops
 * the line, Ctrl-D on an empty line leaves.
 */
final class Prompt {

    /** Before each line. */
    static final String PROMPT = "zb> ";
    private static final String CONTINUED = "  > ";

    private final Station station;
    private final Commander commander;
    private final LineReader reader;

    Prompt(Station station, Commander commander, Completer completer) {
        this.station = station;
        this.commander = commander;
        Terminal terminal = station.terminal();
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        parser.setEscapeChars(null);
        reader = LineReaderBuilder.builder().terminal(terminal).appName("zerobench").parser(parser).completer(completer)
                .variable(LineReader.HISTORY_FILE, Path.of(System.getProperty("user.home"), ".zerobench_history"))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .build();
        // Where Gogo's own commands look for them.
        commander.session().put(".terminal", terminal);
        commander.session().put(".reader", reader);
        terminal.handle(Terminal.Signal.INT, signal -> commander.interrupt());
    }

    /** Reads and executes lines until the person leaves. */
    void run() {
        while (true) {
            String text;
            try {
                text = reader.readLine(PROMPT);
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            for (String statement : Statements.of(text)) {
                if (Commander.leaves(statement)) {
                    return;
                }
                if (!commander.execute(statement)) {
                    break;
                }
            }
            station.restore();
        }
    }
}
