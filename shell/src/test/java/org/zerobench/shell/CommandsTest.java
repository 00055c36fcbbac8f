package org.zerobench.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zerobench.api.machine.Panel;

/** All commands through the real command processor, on a machine of paper. */
class CommandsTest {

    private final FakeMachine fake = new FakeMachine();
    private final ThreadIOImpl io = new ThreadIOImpl();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private CommandProcessorImpl processor;

    @BeforeEach
    void start() {
        io.start();
        processor = fake.processor(io);
    }

    @AfterEach
    void stop() {
        processor.stop();
        io.stop();
    }

    /** Gives commands from a pipe that holds {@code input}. @return the exit status */
    private int type(String commands, String input) {
        Station station = new Station(Set.of(), new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err);
        try (Commander commander = new Commander(processor, station, statement -> { })) {
            return new Batch(commander).run(commands);
        }
    }

    private String shown(String commands) {
        out.reset();
        err.reset();
        assertEquals(0, type(commands, ""), () -> err.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private String refused(String commands) {
        out.reset();
        err.reset();
        assertEquals(1, type(commands, ""));
        String complaint = err.toString(StandardCharsets.UTF_8).strip();
        assertEquals(1, complaint.lines().count(), complaint);
        return complaint;
    }

    @Test
    void programsAsATable() {
        assertEquals("""
                PID  PPID  PGRP  SPACE  S  THR     TIME  WAITS IN  COMMAND
                  2     0     2      3  S    1  1.23 ms  read(0)   /bin/busybox sh -c 'a long c~
                 12     2     2     14  R    2   3.50 s            /bin/heap-stress 1000000
                """, shown("ps"));
    }

    @Test
    void aNarrowTerminal() {
        assertEquals("""
                PID  SPACE  S     TIME  COMMAND
                  2      3  S  1.23 ms  /bin/bu~
                 12     14  R   3.50 s  /bin/he~
                """, shown("COLUMNS = 32; ps"));
    }

    @Test
    void everyStatementShowsItsValue() {
        String text = shown("spaces; cpu");
        assertTrue(text.contains("TTBR0") && text.contains("Paper 1.0"), text);
    }

    @Test
    void pipesGetTheTableAndScriptsTheValues() {
        assertEquals(" 12     2     2     14  R    2   3.50 s            /bin/heap-stress 1000000\n", shown("ps | grep heap"));
        assertEquals("/bin/heap-stress 1000000\n", shown("p = (ps) ; ($p get 1) command"));
    }

    @Test
    void theOtherViews() {
        assertTrue(shown("threads").contains("0x7e000002"));
        assertTrue(!shown("threads 3").contains("0x7f000001"));
        assertTrue(shown("spaces").lines().toList().get(1).endsWith("/bin/busybox sh -c 'a lo~"), shown("spaces"));
        assertTrue(!shown("caps capid").contains("ipc"), "only what is shown is searched");
        assertTrue(shown("maps 2").contains("r-xp"));
        assertTrue(shown("maps -p -s 3").contains("0x00300000"));
        assertTrue(shown("caps ipc").contains("ipc"));
        assertTrue(!shown("caps physmem").contains("ipc"));
        assertTrue(shown("fds 2").contains("console 1"));
        assertTrue(shown("missed").contains("rseq"));
        assertTrue(shown("options").contains("64M"));
        assertTrue(shown("frames").endsWith("AA..FA..\n"), shown("frames"));
        assertTrue(shown("heap").contains("first-fit"));
        assertTrue(shown("heap 2").contains("\n" + "#".repeat(33) + "."), shown("heap 2"));
        assertTrue(shown("trace").contains("10"));
        assertTrue(shown("trace").lines().toList().get(1).matches("ipc +20 +10"), shown("trace"));
    }

    @Test
    void memory() {
        byte[] bytes = {1, 2, 3, 4, 'a', '"', '\n', 0x7F, 0, 'b', 0};
        fake.mapped().asSlice(0x10).copyFrom(MemorySegment.ofArray(bytes));
        assertEquals("""
                   ADDRESS     CODE  INSTRUCTION
                →  0x00008010  0201  op      0x4030201, 0x30
                   0x00008012  0403  op      0x22610403, 0x31
                """, shown("x/2i 2"));
        assertTrue(shown("x/i 2 0x8015").endsWith("  0x00008014  2261  op      0x7f0a2261, 0x30\n"), "an odd address is Thumb code");
        assertEquals(shown("x/2i 2"), shown("x /2i -s 3 pc; "), "a space, the format apart");
        assertEquals(shown("x/2i 2"), shown("x/2i -t 0x7e000002"));
        assertEquals("""
                ADDRESS     +0          +4          +8          +c
                0x00008010  0x04030201  0x7f0a2261  0x00006200  0x00000000
                0x00008020  0x00000000
                """, shown("x/5x 2 0x8011"));
        assertEquals("ADDRESS     TEXT\n0x00008014  \"a\\\"\\n\\x7f\"\n0x00008019  \"b\"\n", shown("x/2s 2 0x8014"));
        assertEquals("nothing is mapped at 0x0000b000", shown("x/3x 2 0xaff8").lines().toList().getLast());
        assertEquals("nothing is mapped at 0xbfff0000 in space 3 (see maps)", refused("x 2 sp"));
        assertEquals("thread 0x7f000001 runs Java code", refused("x/i -t 0x7f000001"));
        assertEquals("no thread 0x5 (see threads)", refused("x/i -t 5"));
        assertTrue(refused("x/8q 2").startsWith("'/8q' is no format, /8i is one; usage: x [/[COUNT]FORMAT]"));
    }

    @Test
    void whatDoesNotExist() {
        assertEquals("no program 99 runs (see ps)", refused("maps 99"));
        assertEquals("something is missing; usage: maps [-p] [-s] PID", refused("maps"));
        assertTrue(refused("fds 99").startsWith("no program 99"));
        assertTrue(refused("heap -s 99").startsWith("no space 99"));
        assertTrue(refused("kill 100").startsWith("no program 100"));
        assertTrue(refused("wait 3").startsWith("no program 3 was run here"));
        assertEquals("this machine does not count its instructions: start it with --deterministic", refused("advance 10"));
        assertEquals("nonsense: no such command (see help)", refused("nonsense 1 2"));
    }

    @Test
    void help() {
        for (String command : List.of("ps", "threads", "spaces", "caps", "maps", "frames", "heap", "fds", "cpu", "trace", "missed", "options", "x",
                "run", "kill", "wait", "advance", "use", "swaps", "devices", "uart", "kmi", "display", "help")) {
            assertTrue(shown(command + " --help").startsWith("usage: " + command), command);
            assertEquals(shown(command + " --help"), shown("help zb:" + command));
            assertTrue(command.equals("help") || shown("help").contains("\n  " + command + " "), command);
        }
        assertTrue(shown("use -?").startsWith("usage: use"));
        assertEquals("usage: fds PID\n  open files of a program\n", shown("help fds"));
        assertTrue(shown("help").contains("gogo: cat echo grep"), shown("help"));
        assertEquals("no command 'nonsense' (see help)", refused("help nonsense"));
    }

    @Test
    void swapping() {
        assertTrue(shown("use").contains("*  malloc     first-fit"), shown("use"));
        assertTrue(shown("use malloc best-fit").startsWith("swap 1: malloc first-fit -> best-fit, 3 items, pause 120.0 us\n  1 name "));
        assertEquals("malloc: 7 swaps, pause median 120.0 us, longest 120.0 us\n", shown("use -n 7 malloc tlsf first-fit"));
        assertEquals("swap 9: malloc broken refused at step 4 restore: two blocks overlap; first-fit goes on", refused("use malloc broken; use malloc tlsf"));
        assertEquals(9, fake.history.size(), "nothing after the refused one");
        assertTrue(shown("swaps").contains("refused at 4 restore"));
        assertTrue(shown("swaps -s").contains("malloc     8        1"), shown("swaps -s"));
        assertTrue(shown("swaps 9").contains("two blocks overlap"));
        assertTrue(refused("use toaster x").contains("cpu, kernel, pager, malloc, posix"));
        assertTrue(refused("use malloc").contains("something is missing"));
    }

    @Test
    void aProgramGetsItsWordsAndTheRestOfTheInput() throws IOException {
        assertTrue(shown("run -e A=1 args 007 1.50 *.c '$x' \"a;b\"").startsWith("[args, 007, 1.50, *.c, $x, a;b]\n"), shown("run args 1"));
        Station station = new Station(Set.of(), new ByteArrayInputStream("run cat\nfor the program\n".getBytes(StandardCharsets.UTF_8)), out, err);
        out.reset();
        try (Commander commander = new Commander(processor, station, statement -> { })) {
            assertEquals(0, new Batch(commander).lines(station.input(), ""));
        }
        assertEquals("for the program\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(0, fake.open(), "consoles left open");
    }

    @Test
    void programsInPipes() {
        assertEquals("one\n", shown("echo one | run cat"));
        assertTrue(shown("run args x | wc -l").strip().startsWith("2"), shown("run args x | wc -l"));
    }

    @Test
    void aProgramThatFailsFailsTheCommand() {
        assertEquals("false: exit status 1", refused("run false"));
        assertEquals("nothing: no such program in /tmp", refused("run -d /tmp nothing"));
        assertEquals(0, fake.open(), "consoles left open");
    }

    @Test
    void theBackground() {
        assertTrue(shown("run -b cat").matches("\\[\\d+] cat\n"));
        assertTrue(shown("run -b args x; wait; echo done").endsWith("done\n"));
        fake.exits.computeIfAbsent(5, pid -> new java.util.concurrent.CompletableFuture<>());
        assertTrue(shown("run -b sleep").startsWith("[5]"));
        fake.exits.get(5).complete(15);
        assertEquals("program 5: killed by SIGTERM", refused("wait 5"));
        assertTrue(refused("wait 5").startsWith("no program 5"));
    }

    @Test
    void signals() {
        shown("kill 12; kill -INT 12; kill -9 12 2");
        assertEquals("12 15, 12 2, 12 9, 2 9", String.join(", ", fake.signals.stream().map(s -> s[0] + " " + s[1]).toList()));
        assertTrue(shown("kill -l").startsWith("HUP INT"));
    }

    @Test
    void devices() {
        assertEquals("""
                NAME   ADDRESS     REGISTERS  IRQ  LINE
                uart0  0x101f1000          2   12  up, masked
                """, shown("devices"));
        assertEquals("""
                OFFSET  REGISTER  VALUE
                   0x0  DR        0x00000041
                  0x18  FR        0x00000090
                """, shown("devices uart0"));
        assertEquals("no device 'x' (see devices)", refused("devices x"));
        assertEquals("LINE   ADDRESS\nuart0  0x101f1000\n", shown("uart"));
    }

    @Test
    void keysAndMouse() {
        assertEquals("", shown("kmi type hello 'wor ld\\n'; kmi mouse -3 4; kmi mouse 1 0x2 7"));
        assertEquals(List.of("type hello wor ld\n", "mouse -3 4 0", "mouse 1 2 7"), fake.panel.done);
        assertEquals("no key gives that", refused("kmi type '\u00e9'"));
        assertTrue(refused("kmi mouse 1").startsWith("something is missing"));
        assertTrue(refused("kmi press a").startsWith("kmi cannot 'press'; usage: kmi type"));
    }

    @Test
    void thePictureOfTheDisplay(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.png");
        assertEquals("off\n", shown("display"));
        assertTrue(refused("display " + file).startsWith("the display is off"));
        assertTrue(Files.notExists(file));
        fake.panel.picture = new Panel.Picture(2, 1, new int[] {0xFF0000FF, 0xFFFFFFFF});
        assertEquals("2 x 1\n", shown("display"));
        assertEquals("", shown("display " + file));
        assertArrayEquals(Png.of(fake.panel.picture), Files.readAllBytes(file));
        assertTrue(refused("display " + folder).startsWith("the picture cannot be written to"));
    }

    @Test
    void aSerialLine() {
        assertEquals("", shown("uart 0 send 'a b\\n'"));
        assertEquals(List.of("uart0 a b\n"), fake.panel.done);
        assertEquals(0, type("uart uart0", "typed"));
        assertEquals("hello from uart0\nTYPED", out.toString(StandardCharsets.UTF_8).strip());
        assertFalse(fake.panel.heard(), "nobody is left behind");
        out.reset();
        assertEquals(0, type("uart 0 | cat", "x"));
        assertEquals("hello from uart0\nX", out.toString(StandardCharsets.UTF_8).strip());
        assertTrue(refused("uart 7").startsWith("no serial line 'uart7' (uart0)"));
        assertTrue(refused("uart 0 throw a").startsWith("uart cannot 'throw'"));
    }

    @Test
    void leavingEarly() {
        assertEquals(0, type("exit; nonsense", ""));
        assertTrue(shown("quit; ps").isEmpty());
    }

    @Test
    void completion() {
        Station station = new Station(Set.of(), new ByteArrayInputStream(new byte[0]), out, err);
        try (Commander commander = new Commander(processor, station, statement -> { })) {
            Completion completion = new Completion(fake.machine, fake.swaps, commander.session());
            assertTrue(completion.offers(List.of("u")).containsAll(List.of("use", "ps", "grep")));
            assertTrue(completion.offers(List.of("use", "")).contains("malloc"));
            assertEquals(List.of("first-fit", "best-fit"), List.copyOf(completion.offers(List.of("use", "malloc", ""))));
            assertEquals(List.of("first-fit", "best-fit"), List.copyOf(completion.offers(List.of("zb:use", "-n", "10", "malloc", "x", ""))));
            assertEquals(List.of("2", "12"), List.copyOf(completion.offers(List.of("kill", ""))));
            assertEquals(List.of("2", "12"), List.copyOf(completion.offers(List.of("x/8i", ""))));
            assertTrue(completion.offers(List.of("x")).contains("x/i"));
            assertFalse(completion.offers(List.of("d")).contains("default"), "it is the command processor's");
            assertEquals(List.of("uart0"), List.copyOf(completion.offers(List.of("devices", ""))));
            assertEquals(List.of("uart0"), List.copyOf(completion.offers(List.of("uart", ""))));
            assertEquals(List.of("mouse", "type"), List.copyOf(completion.offers(List.of("kmi", ""))));
            assertTrue(completion.offers(List.of("kill", "-T")).contains("-TERM"));
            assertTrue(completion.offers(List.of("spaces", "-")).contains("--help"));
            assertTrue(!completion.offers(List.of("run", "sh", "-")).contains("-b"), "a program's options are its own");
        }
    }

    /** Standard streams are what they were: {@link ThreadIOImpl} took them over. */
    @Test
    void outputOfOthersIsNotTaken() {
        PrintStream before = System.out;
        shown("ps");
        assertEquals(before, System.out);
    }
}
