package org.zerobench.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zerobench.api.kernel.ContainerPlan.Right;
import org.zerobench.api.machine.MachineException;
import org.zerobench.containers.Manifest.Container;

class ManifestReaderTest {
    private static final String STOCK = """
            schemaVersion: 1
            kconfig: stock
            containers:
              - id: 0
                name: test0
                type: baremetal
                image: a.elf
                pager: { lma: 0x00100000, vma: 0xA0000000 }
                memory:
                  physical: [ { start: 0x00100000, end: 0x00E00000 } ]
                  virtual: [ { start: 0xA0000000, end: 0xB0000000 } ]
            """;
    private static final String SECOND = """
              - id: 1
                name: test1
                type: baremetal
                image: a.elf
                pager: { lma: "0x00E00000", vma: 0xB0000000 }
                memory:
                  physical: [ { start: 0x00E00000, end: 0x01000000 } ]
                  virtual: [ { start: 0xB0000000, end: 0xB1000000 } ]
            """;

    @TempDir
    Path folder;
    private final List<String> remarks = new ArrayList<>();

    @BeforeEach
    void image() throws IOException {
        Files.write(folder.resolve("a.elf"), new ElfFile(0x400).segment(0xA0000000, 0x100000, new byte[8], 8, 7).bytes());
    }

    private Manifest read(String text) {
        try {
            return ManifestReader.read(Files.writeString(folder.resolve("m.yaml"), text), HostFiles::now, remarks::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aManifestWithoutCapabilitiesHasTheUsualOnes() {
        // abi: boot.stock-capabilities, container.manifest
        Container container = read(STOCK + "    devices: [ { name: UART1 }, { name: timer1 } ]\n").containers().getFirst();
        List<Right> rights = Plans.of(container, List.of()).pager();
        assertEquals(List.of(0x00040001, 0x00200080, 0x00400080, 0x00800080, 0x00040020, 0x00040010, 0x00040002, 0x01000080, 0x00040100,
                0x00040004, 0x00040008, 0x00040040, 0x00100080, 0x00040004, 0x00040004), rights.stream().map(Right::type).toList());
        assertEquals(List.of(0x7000003F, 0x30000000, 0x30000000, 0x30000000, 0x70000180, 0x7000001F, 0x7000001F, 0x30000000, 0x7000000F, 0x7F,
                0x1FF, 0x70000003, 0x30000000, 0x7F, 0x7F), rights.stream().map(Right::access).toList());
        assertEquals(List.of(0, 64, 100, 800, 0, 0, 0, 32, 0, 0xD00, 0x10000, 0, 64, 1, 1), rights.stream().map(Right::size).toList());
        assertEquals(0x3F, rights.get(4).end());
        assertEquals(0x101F2, rights.get(13).start());
        assertEquals(0x101E4, rights.get(14).end());
        assertEquals(List.of(), Plans.of(container, List.of()).shared());
        assertEquals(List.of(), remarks);
    }

    @Test
    void aPosixContainerHasEighteen() {
        // abi: container.posix-eighteen-capabilities
        Container container = read(STOCK.replace("baremetal", "posix") + """
                    pager_regions:
                      shm: { start: 0x80000000, end: 0x90000000 }
                      task: { start: 0x40000000, end: 0x80000000 }
                      utcb: { start: 0xF8100000, end: 0xF8200000 }
                """).containers().getFirst();
        var plan = Plans.of(container, List.of());
        assertEquals(18, plan.pager().size() + plan.shared().size());
        assertEquals(List.of(0x00400080, 0x00040010), plan.shared().stream().map(Right::type).sorted((a, b) -> b - a).toList());
    }

    @Test
    void whatIsSwitchedOffIsNotThere() {
        // abi: container.capabilities-by-manifest
        Container container = read(STOCK + """
                    capabilities:
                      pools:
                        thread: { enabled: true, size: 5 }
                        cap: { enabled: false }
                      exregs: { enabled: false }
                      irqctrl: { enabled: false }
                      ipc: { enabled: true, target: current_pager_space }
                      capctrl: { access: 0x7000007F }
                    devices: [ { name: UART1 } ]
                """).containers().getFirst();
        List<Right> rights = Plans.of(container, List.of()).pager();
        assertTrue(rights.stream().noneMatch(r -> r.type() == 0x00040002 || r.type() == 0x01000080));
        assertEquals(5, rights.stream().filter(r -> r.type() == 0x00100080).findFirst().orElseThrow().size());
        assertEquals(0x7000007F, rights.stream().filter(r -> r.type() == 0x00040100).findFirst().orElseThrow().access());
        assertEquals(1, rights.stream().filter(r -> r.type() == 0x00020010).count(), "ipc about the pager's space");
        Right interrupt = rights.stream().filter(r -> r.type() == 0x00040020).findFirst().orElseThrow();
        assertEquals(13, interrupt.start(), "the device's own interrupt");
        assertEquals(13, interrupt.end());
    }

    @Test
    void severalContainersLieApart() {
        // abi: container.several-in-manifest
        assertEquals(List.of(0, 1), read(STOCK + SECOND).containers().stream().map(Container::id).toList());
        assertEquals(0xE00000, read(STOCK + SECOND).containers().get(1).lma());
    }

    @Test
    void whatIsUnknownIsTold() {
        read(STOCK + "    capabilites: { }\n");
        assertEquals(List.of("m.yaml.containers[0].capabilites is unknown and ignored"), remarks);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "schemaVersion: 1|schemaVersion: 2|schemaVersion must be 1",
        "id: 0|id: 200|id must be from 0 to",
        "id: 1|id: 0|is another container's too",
        "baremetal|linux|type must be baremetal or posix",
        "image: a.elf|image: nosuch.elf|there is no such file",
        "image: a.elf|project: x|must name its program",
        "lma: 0x00100000|lma: 0x00F00000|lies in none of the container's memory ranges",
        "lma: 0x00100000|lma: 0x00100001|not page aligned",
        "vma: 0xA0000000|vma: 0x10000|lies in none",
        "end: 0x00E00000|end: 0x00E00800|not page aligned",
        "end: 0x00E00000|end: 0x00100000|is no range",
        "end: 0x00E00000|end: 0x00101000|must be 0x40000 bytes or more",
        "end: 0x00E00000|end: 0x00F00000|overlaps 0x00100000-0x00f00000 of container 0",
        "end: 0xB0000000|end: 0xB0001000|overlaps",
        "end: 0xB0000000|end: 0xFFFFF000|is no range",
        "end: 0x00E00000|end: many|must be a number like",
        "physical:|physikal:|physical must list 1 to 4 ranges",
        "containers:|kontainers:|must list 1 to 4 containers",
        "pager: { lma: 0x00100000, vma: 0xA0000000 }|pager: 5|must be a mapping",
        "schemaVersion: 1|{ [|is not YAML",
        "name: test0|name: test0\\n    devices: [ { name: UART9 } ]|is no device of this board",
        "name: test0|name: test0\\n    capabilities: { pools: { thread: { size: -1 } } }|size must be from 0",
        "name: test0|name: test0\\n    capabilities: { ipc: { target: everybody } }|target must be current_container",
        "name: test0|name: test0\\n    capabilities: { ipc: { enabled: perhaps } }|must be true or false",
        "name: test0|name: test0\\n    images: [ { name: x } ]|must have a name and a path",
        "name: test0|name: test0\\n    pager_regions: { shm: { start: 0xAF000000, end: 0xB0800000 } }|only partly",
    })
    void whatIsWrongIsNamed(String good, String bad, String message) {
        // abi: container.manifest-errors
        String text = (STOCK + SECOND).replaceFirst(java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad.replace("\\n", "\n")));
        MachineException e = assertThrows(MachineException.class, () -> read(text));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().contains("m.yaml"), e.getMessage());
        assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        MachineException e = assertThrows(MachineException.class, () -> ManifestReader.read(folder.resolve("no.yaml"), HostFiles::now, remarks::add));
        assertTrue(e.getMessage().contains("no such file"), e.getMessage());
        e = assertThrows(MachineException.class, () -> ManifestReader.read(folder, HostFiles::now, remarks::add));
        assertTrue(e.getMessage().contains("it is a folder"), e.getMessage());
    }
}
