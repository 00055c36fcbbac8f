package org.zerobench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zerobench.api.machine.MachineException;

/** The small parts that read and write words. */
class WordsTest {

    @Test
    void statementsEndOutsideOfQuotesAndBrackets() {
        assertEquals(List.of("a", "b c", "run sh -c 'x; y'", "each [1 2] { p; q }"),
                Statements.of("a; b c\n  run sh -c 'x; y' ;; each [1 2] { p; q }\n\n"));
        assertEquals(List.of("echo \"a;b\" c\\;d"), Statements.of("echo \"a;b\" c\\;d"));
        assertEquals(List.of("ps | grep x", "x#y"), Statements.of("# first\nps | grep x # second; still\nx#y"));
        assertEquals(List.of("echo '# no comment'"), Statements.of("echo '# no comment'"));
        assertEquals(List.of(), Statements.of(" ;\n; # nothing"));
    }

    @Test
    void optionsEndAtTheFirstPlainWord() {
        Arguments arguments = new Arguments("x: does something", List.of("-b", "-d="), new String[] {"-b", "-d", "/tmp", "-d", "/", "ls", "-b"});
        assertTrue(arguments.has("-b"));
        assertEquals(List.of("/tmp", "/"), arguments.values("-d"));
        assertEquals("/", arguments.value("-d", "no"));
        assertEquals(List.of("ls", "-b"), arguments.rest());
        assertEquals(List.of("-x"), new Arguments("x: does something", List.of(), new String[] {"--", "-x"}).rest());
        assertEquals(List.of("-"), new Arguments("x: does something", List.of(), new String[] {"-"}).rest());
    }

    @Test
    void wrongWordsAreOneLineWithTheUsage() {
        String[] unknown = {"-y"};
        MachineException e = assertThrows(MachineException.class, () -> new Arguments("x [-z]: long text", List.of("-z"), unknown));
        assertEquals("unknown option -y; usage: x [-z]", e.getMessage());
        assertThrows(MachineException.class, () -> new Arguments("x: does something", List.of("-z="), new String[] {"-z"}));
        Arguments two = new Arguments("x: does something", List.of(), new String[] {"1", "0x10"});
        assertThrows(MachineException.class, () -> two.rest(0, 1));
        assertThrows(MachineException.class, () -> two.rest(3, 4));
        assertThrows(MachineException.class, () -> two.number("1x"));
        assertEquals(16, two.number("0x10"));
        assertThrows(Arguments.Help.class, () -> new Arguments("x: does something", List.of(), new String[] {"--help"}));
        assertThrows(Arguments.Help.class, () -> new Arguments("x: does something", List.of(), new String[] {"-?"}));
    }

    @Test
    void programsGetWhatWasTyped() {
        assertEquals(List.of("args", "007", "1.50", "1e3", "x"), ProgramCommands.verbatim("run -b args 007 1.50 1e3 x", List.of("args", "7", "1.5", "1000.0", "x")));
        assertEquals(List.of("args", "5"), ProgramCommands.verbatim("run args $a", List.of("args", "5")));
        assertEquals(List.of("b", "01"), ProgramCommands.verbatim("run -b a 1.0|run b 01 | cat", List.of("b", "1")));
        assertEquals(List.of("a", "1.0"), ProgramCommands.verbatim("x = { run a 1.0 }", List.of("a", "1.0")));
        assertEquals(List.of("args", "a b"), ProgramCommands.verbatim("run args 'a b'", List.of("args", "a b")));
    }

    @Test
    void signalsHaveNames() {
        assertEquals(9, GuestSignals.number("KILL"));
        assertEquals(15, GuestSignals.number("sigterm"));
        assertEquals(2, GuestSignals.number("2"));
        assertEquals(-1, GuestSignals.number("NOPE"));
        assertEquals(-1, GuestSignals.number("65"));
        assertEquals("SIGSEGV", GuestSignals.name(11));
        assertEquals("signal 40", GuestSignals.name(40));
    }

    @Test
    void statusesAsAShellGivesThem() {
        assertEquals(0, new ExitStatus(1, 0).code());
        assertEquals(3, new ExitStatus(1, 3 << 8).code());
        assertEquals(139, new ExitStatus(1, 11 | 0x80).code());
        assertEquals("killed by SIGSEGV", new ExitStatus(1, 11 | 0x80).complaint());
        assertEquals("", new ExitStatus(1, 0).complaint());
    }

    @Test
    void numbersForPeople() {
        assertEquals("0", Units.bytes(0));
        assertEquals("1023", Units.bytes(1023));
        assertEquals("1.5K", Units.bytes(1536));
        assertEquals("4.0G", Units.bytes(1L << 32));
        assertEquals("999 ns", Units.time(999));
        assertEquals("1.5 us", Units.time(1500));
        assertEquals("2.00 ms", Units.time(2_000_000));
        assertEquals("61.00 s", Units.time(61_000_000_000L));
        assertEquals("0x80001000", Units.hex(0x80001000));
    }

    @Test
    void longLinesBreakAtBlanks() {
        assertEquals("one two\nthree\n\nfour  five", Units.wrap("one two three\n\nfour  five", 10));
        assertEquals("averylongword\nb", Units.wrap("averylongword b", 5));
        assertEquals("  one  two\n  three", Units.wrap("  one  two three", 11), "indented as before");
    }

    @Test
    void controlSequencesGoAndTextStays() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlainText plain = new PlainText(bytes);
        plain.write("a\033[31;1mred\033[0m b\u00e4\033[".getBytes(StandardCharsets.UTF_8));
        plain.write("2Kend".getBytes(StandardCharsets.UTF_8));
        assertEquals("ared b\u00e4end", bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theEnvironmentOfAProgram() {
        FakeMachine machine = new FakeMachine();
        List<String> environment = new Programs(machine.machine, machine.consoles).environment(List.of("A=1", "HOME=/root", "A=2", "nonsense", "B=x=y"), false);
        assertTrue(environment.containsAll(List.of("A=2", "HOME=/root", "B=x=y")), environment::toString);
        assertEquals(4, environment.size(), environment::toString);
    }

    @Test
    void whichStreamsAreTerminals() {
        assertEquals(Set.of(0, 2), Station.terminals("0,2"));
        assertEquals(Set.of(), Station.terminals(null));
        assertEquals(Set.of(), Station.terminals(""));
        assertEquals(Set.of(1), Station.terminals(" 1 "));
    }

    @Test
    void theStatementUnderTheCursor() {
        assertEquals(List.of("us"), Completion.statement("ps; us"));
        assertEquals(List.of("use", "malloc", ""), Completion.statement("use malloc "));
        assertEquals(List.of("grep", "x"), Completion.statement("ps | grep x"));
        assertEquals(List.of(""), Completion.statement(""));
    }
}
