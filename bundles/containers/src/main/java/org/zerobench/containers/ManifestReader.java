package org.zerobench.containers;

import static org.zerobench.containers.RightWords.ALL_MEMORY_PHYSICAL;
import static org.zerobench.containers.RightWords.ALL_MEMORY_VIRTUAL;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.zerobench.api.machine.MachineException;
import org.zerobench.containers.Manifest.Container;
import org.zerobench.containers.Manifest.Image;
import org.zerobench.containers.Manifest.Range;
import org.zerobench.containers.Manifest.Region;

/**
 * Reads manifests: the format of ABI 10.3 with {@code image:} and {@code images:} per container, and, beside every control
 * capability and memory region, an optional {@code access:} word (ABI 9.3) in place of the usual rights.
 */
final class ManifestReader {
    private static final int PAGE = 4096;
    private static final long SMALLEST_RAM = 0x40000;
    private static final int MOST_CONTAINERS = 4;
    private static final int MOST_PHYSICAL = 4;
    private static final int MOST_VIRTUAL = 6;
    private static final int MOST_ID = 0x7D;
    private static final int LONGEST_NAME = 64;
    private static final long LONGEST_FILE = 1 << 20;
    /** Where user code and the UTCB area end (ABI 1.2). */
    private static final long USER_END = 0xF900_0000L;
    private static final Set<String> KEYS = Set.of("id", "name", "type", "project", "pager", "memory", "pager_regions",
            "capabilities", "devices", "image", "images");

    private final Path file;
    private final HostFiles files;
    private final Consumer<String> remarks;

    private ManifestReader(Path file, HostFiles files, Consumer<String> remarks) {
        this.file = file;
        this.files = files;
        this.remarks = remarks;
    }

    /**
     * Reads a manifest and the images that it names.
     *
     * @param remarks takes what is odd but does no harm, a line each
     * @throws MachineException when it cannot be read or makes no sense: names the place
     */
    static Manifest read(Path file, HostFiles files, Consumer<String> remarks) {
        return new ManifestReader(file, files, remarks).read();
    }

    private Manifest read() {
        Node root = Node.of(file.getFileName().toString(), yaml());
        if (root.number("schemaVersion", 1) != 1) {
            throw root.wrong("schemaVersion", "must be 1, not " + root.text("schemaVersion", ""));
        }
        List<Node> nodes = root.list("containers");
        if (nodes.isEmpty() || nodes.size() > MOST_CONTAINERS) {
            throw root.wrong("containers", "must list 1 to " + MOST_CONTAINERS + " containers");
        }
        List<Container> containers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            containers.add(container(nodes.get(i), i));
        }
        for (int i = 0; i < containers.size(); i++) {
            for (int j = 0; j < i; j++) {
                apart(nodes.get(i), containers.get(j), containers.get(i));
            }
        }
        return new Manifest(List.copyOf(containers));
    }

    private Object yaml() {
        String text;
        try {
            text = new String(files.read(file, LONGEST_FILE), StandardCharsets.UTF_8);
        } catch (MachineException e) {
            throw new MachineException("cannot read the manifest " + file + ": " + e.getMessage());
        }
        try {
            return new Load(LoadSettings.builder().setLabel(file.toString()).setSchema(new CoreSchema()).build()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new MachineException(file + " is not YAML: " + e.getMessage().lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(""));
        }
    }

    private Container container(Node node, int index) {
        node.onlyKnown(KEYS, remarks);
        long id = node.number("id", index);
        if (id < 0 || id > MOST_ID) {
            throw node.wrong("id", "must be from 0 to " + MOST_ID);
        }
        String name = node.text("name", node.text("project", "container" + id));
        if (name.length() > LONGEST_NAME) {
            throw node.wrong("name", "is longer than " + LONGEST_NAME + " characters");
        }
        String type = node.text("type", "baremetal");
        boolean posix = type.equals("posix");
        if (!posix && !type.equals("baremetal")) {
            throw node.wrong("type", "must be baremetal or posix, not '" + type + "'");
        }
        Node memory = node.node("memory");
        List<Region> physical = regions(memory, "physical", MOST_PHYSICAL, 1L << 32, ALL_MEMORY_PHYSICAL);
        List<Region> virtual = regions(memory, "virtual", MOST_VIRTUAL, USER_END, ALL_MEMORY_VIRTUAL);
        addPagerRegions(node.node("pager_regions"), virtual);
        if (physical.stream().mapToLong(r -> r.range().end() - r.range().start()).sum() < SMALLEST_RAM) {
            throw memory.wrong("physical", String.format("must be 0x%x bytes or more", SMALLEST_RAM));
        }
        Node pager = node.node("pager");
        long lma = pager.number("lma", physical.getFirst().range().start());
        long vma = pager.number("vma", virtual.getFirst().range().start());
        inside(pager, "lma", lma, physical);
        inside(pager, "vma", vma, virtual);
        List<Image> images = images(node, name);
        return new Container((int) id, name, posix, lma, vma, List.copyOf(physical), List.copyOf(virtual),
                RightWords.grants(node.node("capabilities")), devices(node), images, PagerImage.choose(node, images, vma, posix));
    }

    private static List<Region> regions(Node memory, String key, int most, long limit, int access) {
        List<Region> regions = new ArrayList<>();
        for (Node node : memory.list(key)) {
            regions.add(new Region(range(node, limit), (int) node.number("access", access)));
        }
        if (regions.isEmpty() || regions.size() > most) {
            throw memory.wrong(key, "must list 1 to " + most + " ranges");
        }
        for (int i = 0; i < regions.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (regions.get(i).range().overlaps(regions.get(j).range())) {
                    throw memory.wrong(key, "has ranges that overlap: " + regions.get(j).range() + " and " + regions.get(i).range());
                }
            }
        }
        return regions;
    }

    private static Range range(Node node, long limit) {
        long start = node.number("start");
        long end = node.number("end");
        if (((start | end) & PAGE - 1) != 0) {
            throw node.wrong(new Range(start, end) + " is not page aligned");
        }
        if (start <= 0 || start >= end || end > limit) {
            throw node.wrong(new Range(start, end) + String.format(" is no range between 0x1000 and 0x%x", limit));
        }
        return new Range(start, end);
    }

    /** They name regions of memory.virtual by what they serve; one that is not listed there is a region all the same. */
    private static void addPagerRegions(Node node, List<Region> virtual) {
        for (String key : List.of("shm", "task", "utcb")) {
            if (node.has(key)) {
                Range range = range(node.node(key), USER_END);
                boolean listed = virtual.stream().anyMatch(r -> r.range().start() <= range.start() && range.end() <= r.range().end());
                if (!listed) {
                    if (virtual.stream().anyMatch(r -> r.range().overlaps(range))) {
                        throw node.wrong(key, range + " lies only partly in a range of memory.virtual");
                    }
                    virtual.add(new Region(range, ALL_MEMORY_VIRTUAL));
                }
            }
        }
    }

    private static void inside(Node pager, String key, long address, List<Region> regions) {
        if ((address & PAGE - 1) != 0) {
            throw pager.wrong(key, String.format("0x%x is not page aligned", address));
        }
        if (regions.stream().noneMatch(r -> r.range().contains(address))) {
            throw pager.wrong(key, String.format("0x%x lies in none of the container's memory ranges", address));
        }
    }

    private static List<BoardDevice> devices(Node node) {
        Set<BoardDevice> devices = new LinkedHashSet<>();
        for (Node entry : node.list("devices")) {
            BoardDevice device = BoardDevice.named(entry.text("name", ""));
            if (device == null) {
                throw entry.wrong("name", "'" + entry.text("name", "") + "' is no device of this board (" + BoardDevice.names() + ")");
            }
            devices.add(device);
        }
        return List.copyOf(devices);
    }

    private List<Image> images(Node node, String container) {
        List<Image> images = new ArrayList<>();
        for (Node entry : node.list("images")) {
            String name = entry.text("name", "");
            if (name.isEmpty() || !entry.has("path")) {
                throw entry.wrong("must have a name and a path");
            }
            images.add(image(entry, name, entry.text("path", "")));
        }
        if (node.has("image")) {
            images.add(image(node, container, node.text("image", "")));
        }
        if (images.isEmpty()) {
            throw node.wrong("must name its program: image: PATH");
        }
        return List.copyOf(images);
    }

    private Image image(Node node, String name, String path) {
        Path found = file.toAbsolutePath().getParent().resolve(path).normalize();
        try {
            return new Image(name, found, files.read(found, Elf.MOST_BYTES));
        } catch (MachineException e) {
            throw node.wrong("names the image " + found + ", but " + e.getMessage());
        }
    }

    private static void apart(Node node, Container a, Container b) {
        if (a.id() == b.id()) {
            throw node.wrong("id", b.id() + " is another container's too");
        }
        for (Region mine : b.physical()) {
            for (Region other : a.physical()) {
                overlap(node, "physical", a, mine, other);
            }
        }
        for (Region mine : b.virtual()) {
            for (Region other : a.virtual()) {
                overlap(node, "virtual", a, mine, other);
            }
        }
        for (BoardDevice device : b.devices()) {
            if (a.devices().contains(device)) {
                throw node.wrong("devices", device + " is container " + a.id() + "'s");
            }
        }
    }

    private static void overlap(Node node, String kind, Container other, Region mine, Region theirs) {
        if (mine.range().overlaps(theirs.range())) {
            throw node.wrong("memory." + kind, mine.range() + " overlaps " + theirs.range() + " of container " + other.id());
        }
    }
}
