package org.zerobench.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.zerobench.api.machine.MachineException;

/** A session at a station: executes statements one by one and shows what they return. */
final class Commander implements AutoCloseable {

    /** {@code name = value}: its value is not shown. */
    private static final Pattern ASSIGNMENT = Pattern.compile("[\\w.]+ *= ");

    private final CommandSession session;
    private final Station station;
    private final Consumer<String> heard;
    private final PrintStream out;
    private final PrintStream err;

    /** @param heard told each statement before it is executed */
    Commander(CommandProcessor processor, Station station, Consumer<String> heard) {
        this.station = station;
        this.heard = heard;
        boolean plain = !station.terminals().contains(1);
        out = print(plain ? new PlainText(station.out()) : station.out());
        err = print(station.terminals().contains(2) ? station.err() : new PlainText(station.err()));
        InputStream in = station.input();
        session = processor.createSession(in, out, err);
        session.put(Station.KEY, station);
        session.put("SCOPE", "zb:gogo:felix:*");
        // A word with a star is the guest's affair, never a pattern for files of this host.
        session.put(CommandSession.OPTION_NO_GLOB, true);
        // A stack trace is for those who ask: e
        session.put("exception", null);
    }

    private static PrintStream print(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    CommandSession session() {
        return session;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** Ctrl-C was pressed: it is for the program in the foreground, or for the command. @return false when there is neither */
    boolean interrupt() {
        if (station.interrupted()) {
            return true;
        }
        Job job = session.foregroundJob();
        if (job != null) {
            job.interrupt();
        }
        return job != null;
    }

    /** {@code exit} or {@code quit}, alone. */
    static boolean leaves(String statement) {
        return statement.equals("exit") || statement.equals("quit");
    }

    /**
     * Executes one statement and shows its value.
     *
     * @return false when it failed; the person has been told why
     */
    boolean execute(String statement) {
        try {
            heard.accept(statement);
            Object value = session.execute(statement);
            CharSequence text = value == null || ASSIGNMENT.matcher(statement).lookingAt() ? "" : session.format(value, Converter.INSPECT);
            if (text != null && !text.isEmpty()) {
                out.println(text.toString().stripTrailing());
            }
            return true;
        } catch (Arguments.Help help) {
            out.println(session.format(help.usage, Converter.INSPECT));
            return true;
        } catch (InterruptedException e) {
            err.println("interrupted");
            return false;
        } catch (Exception e) {
            session.put("exception", e);
            err.println(complaint(e));
            return false;
        } finally {
            out.flush();
        }
    }

    /** One line for the person. */
    static String complaint(Throwable e) {
        return switch (e) {
            case CommandNotFoundException unknown -> unknown.getCommand() + ": no such command (see help)";
            case MachineException operator -> operator.getMessage();
            case IllegalArgumentException wrong when wrong.getMessage() != null -> wrong.getMessage();
            default -> e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        };
    }

    @Override
    public void close() {
        session.close();
    }
}
