package org.zerobench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zerobench.launcher.Invocation.Task;

class CommandLineTest {
    @TempDir
    Path folder;

    private static Invocation parse(String... words) {
        return CommandLine.parse(List.of(words));
    }

    private static String refusal(String... words) {
        return assertThrows(UsageException.class, () -> parse(words)).getMessage();
    }

    @Test
    void nothingIsAShell() {
        assertEquals(Map.of("zb.mode", "shell"), parse().properties());
    }

    @Test
    void commandsAreOneWord() {
        assertEquals(Map.of("zb.mode", "command", "zb.command", "ps; use"), parse("-c", "ps; use").properties());
        assertTrue(refusal("-c").contains("missing"));
        assertTrue(refusal("-c", "ps", "use").contains("'use'"));
    }

    @Test
    void scriptsBecomeAbsolute() throws IOException {
        Path script = Files.writeString(folder.resolve("a.gogo"), "ps");
        var properties = parse("script", script.toString()).properties();
        assertEquals("script", properties.get("zb.mode"));
        assertEquals(script.toAbsolutePath().toString(), properties.get("zb.script"));
        assertTrue(refusal("script", folder.resolve("none").toString()).contains("cannot read"));
        assertTrue(refusal("script", folder.toString()).contains("cannot read"));
    }

    @Test
    void execKeepsTheProgramsWordsAsTheyAre() {
        var properties = parse("exec", "--ram", "8MiB", "--env", "A=1", "--env=B=x y", "--allocator", "tlsf", "--pager=clock",
                "--cpu", "unicorn", "--writable", "--", "/bin/sh", "-c", "--ram", "", "a b").properties();
        assertEquals("exec", properties.get("zb.mode"));
        assertEquals("5", properties.get("zb.exec.argc"));
        assertEquals("/bin/sh", properties.get("zb.exec.arg.0"));
        assertEquals("--ram", properties.get("zb.exec.arg.2"));
        assertEquals("", properties.get("zb.exec.arg.3"));
        assertEquals("a b", properties.get("zb.exec.arg.4"));
        assertEquals("8388608", properties.get("zb.ram"));
        assertEquals("A=1\nB=x y", properties.get("zb.env"));
        assertEquals("tlsf", properties.get("zb.allocator"));
        assertEquals("clock", properties.get("zb.pager"));
        assertEquals("unicorn", properties.get("zb.cpu"));
        assertEquals("true", properties.get("zb.writable"));
        assertFalse(properties.containsKey("zb.root"));
    }

    @Test
    void theProgramMayFollowWithoutDashes() {
        assertEquals(new Task.Exec(List.of("hello", "--ram")), parse("exec", "hello", "--ram").task());
    }

    @Test
    void optionsMayStandFirst() {
        var invocation = parse("--ram", "4M", "-Dzb.debug=true", "-Dflag", "exec", "--", "--", "x");
        assertEquals("4194304", invocation.options().get("zb.ram"));
        assertEquals(Map.of("zb.debug", "true", "flag", ""), invocation.system());
        assertEquals(new Task.Exec(List.of("--", "x")), invocation.task());
    }

    @Test
    void rootIsAnAbsoluteFolder() throws IOException {
        assertEquals(folder.toAbsolutePath().toString(),
                parse("exec", "--root", folder.resolve("x/..").toString().replace("x/..", "."), "p").options().get("zb.root"));
        Path file = Files.writeString(folder.resolve("f"), "");
        assertTrue(refusal("exec", "--root", file.toString(), "p").contains("not a folder"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "help"})
    void helps(String word) {
        assertInstanceOf(Task.Help.class, parse(word).task());
    }

    @ParameterizedTest
    @CsvSource({
        "exec, which program", "exec --, which program", "exec --nonsense x, --nonsense", "frobnicate, frobnicate",
        "container, which manifest", "container nosuch.yaml, cannot read nosuch.yaml", "container pom.xml --seconds x, number from 1", "container pom.xml --uart 4, from 0 to 3", "container pom.xml pom.xml, one manifest", "container pom.xml --nonsense, unknown option", "--ram, missing", "exec --env A p, NAME=VALUE", "exec --env =x p, NAME=VALUE",
        "-D=x, NAME=VALUE", "-- x, after exec", "--pager= exec x, policy", "--writable=no exec x, --writable=no"
    })
    void refuses(String line, String because) {
        String message = refusal(line.split(" "));
        assertTrue(message.contains(because), message);
    }

    @Test
    void aVariableOfTwoLinesIsRefusedRatherThanTorn() {
        assertTrue(refusal("exec", "--env", "A=1\nB=2", "p").contains("one line"));
    }

    @Test
    void aLogHoldsAllThatAReplayNeeds() throws IOException {
        String log = folder.resolve("log").toString();
        var logged = Deterministic.complete(parse("--ram", "8M", "-Dzb.seed=7", "-Dother=x", "--hash", "exec", "--log", log, "--", "sh", "-c", "a b"), "0,1", "xterm");
        assertEquals("jit", logged.get("zb.cpu"));
        assertEquals(log, logged.get("zb.log"));
        Files.writeString(Path.of(log), "zerobench log 1\n" + logged.get("zb.invocation") + "1 0 0123456789abcdef change x =\n");
        var replayed = Deterministic.complete(parse("--replay", log), "", "dumb");
        assertEquals(log, replayed.remove("zb.replay"));
        assertEquals("7", replayed.remove("zb.seed"));
        logged.keySet().removeAll(List.of("zb.log", "zb.hash", "zb.invocation"));
        assertEquals(logged, replayed);
        assertTrue(refusal("--replay", log, "exec", "sh").contains("from the log"));
        assertTrue(refusal("--replay", folder.resolve("none").toString()).contains("cannot read"));
        assertTrue(refusal("exec", "--log", folder.toString(), "sh").contains("cannot write"));
        Files.writeString(Path.of(log), "something");
        assertTrue(assertThrows(UsageException.class, () -> Deterministic.complete(parse("--replay", log), "", "")).getMessage().contains("is no log"));
    }

    @Test
    void onlyDeterministicModeChoosesACpu() {
        assertFalse(Deterministic.complete(parse("exec", "sh"), "", "").containsKey("zb.cpu"));
        assertEquals("jit", Deterministic.complete(parse("exec", "--deterministic", "sh"), "", "").get("zb.cpu"));
        assertEquals("unicorn", Deterministic.complete(parse("exec", "--deterministic", "--cpu", "unicorn", "sh"), "", "").get("zb.cpu"));
    }

    @Test
    void containersOfAManifest() {
        var invocation = CommandLine.parse(List.of("container", "pom.xml", "--seconds", "3", "--uart", "1", "--ram", "128M"));
        var properties = invocation.properties();
        assertEquals("container", properties.get("zb.mode"));
        assertTrue(properties.get("zb.container.manifest").endsWith("/pom.xml"));
        assertEquals("3", properties.get("zb.container.seconds"));
        assertEquals("1", properties.get("zb.container.uart"));
        assertEquals("134217728", properties.get("zb.ram"));
        assertEquals("0", CommandLine.parse(List.of("container", "pom.xml")).properties().get("zb.container.seconds"));
    }
}
