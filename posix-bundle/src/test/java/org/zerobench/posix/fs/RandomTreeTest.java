package org.zerobench.posix.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random file operations on each kind of root, with the host's own file system as model. */
class RandomTreeTest {
    private static final int OPERATIONS = 3000;
    private static final String[] NAMES = {"a", "b", "c", "d", "e\u00C3\u00A9"};

    enum Root { MEMORY, OVERLAY, WRITABLE }

    @TempDir
    Path folder;

    private Path model;
    private Path root;
    private Random random;

    @ParameterizedTest
    @EnumSource(Root.class)
    void behavesLikeTheHost(Root kind) throws IOException {
        long seed = Long.getLong("zb.seed", System.nanoTime());
        random = new Random(seed);
        model = Files.createDirectory(folder.resolve("model"));
        root = Files.createDirectory(folder.resolve("root"));
        Files.createDirectory(model.resolve("w"));
        if (kind == Root.OVERLAY) {
            populate(model.resolve("w"));
        }
        copy(model, root);
        TreeMap<String, String> before = picture(root);
        Guest guest = switch (kind) {
            case MEMORY -> new Guest();
            case OVERLAY -> new Guest("root", root.toString());
            case WRITABLE -> new Guest("root", root.toString(), "writable", "true");
        };
        Guest.Actor actor = guest.process(1);
        if (kind == Root.MEMORY) {
            assertEquals(0, actor.call(39, "/w", 0755));
        }
        try {
            for (int i = 0; i < OPERATIONS; i++) {
                step(actor, i);
                if (i % 500 == 250) {
                    guest.swap();
                    actor = guest.again(actor);
                }
                if (i % 200 == 0) {
                    assertEquals(picture(model.resolve("w")), picture(actor, "/w", ""), "after operation " + i);
                }
            }
            assertEquals(picture(model.resolve("w")), picture(actor, "/w", ""), "in the end");
            if (kind == Root.OVERLAY) {
                assertEquals(before, picture(root), "the host folder was changed");
            } else if (kind == Root.WRITABLE) {
                assertEquals(picture(model), picture(root), "the host folder is not what the guest made");
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(kind + " with -Dzb.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private void populate(Path here) throws IOException {
        for (String name : List.of("a", "b")) {
            Path directory = Files.createDirectory(here.resolve(name));
            for (String file : List.of("a", "c", "d")) {
                Files.writeString(directory.resolve(file), (name + file).repeat(random.nextInt(4000)));
            }
            Files.createDirectory(directory.resolve("b"));
            Files.createSymbolicLink(directory.resolve("b").resolve("a"), Path.of("../c"));
        }
    }

    private String path() {
        StringBuilder path = new StringBuilder("w");
        int depth = 1 + random.nextInt(3);
        for (int i = 0; i < depth; i++) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        return path.toString();
    }

    private Path host(String path) {
        return model.resolve(new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static boolean worked(Work work) {
        try {
            work.run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void step(Guest.Actor actor, int i) {
        String path = path();
        Path host = host(path);
        String guest = "/" + path;
        switch (random.nextInt(10)) {
            case 0, 1 -> same(i, "mkdir " + path, worked(() -> Files.createDirectory(host)), actor.call(39, guest, 0755));
            case 2, 3 -> {
                String text = ("text " + i + " ").repeat(random.nextInt(2000));
                same(i, "create " + path, worked(() -> Files.writeString(host, text, StandardCharsets.ISO_8859_1)), actor.create(guest, text));
            }
            case 4 -> {
                int at = random.nextInt(20000);
                String text = "at " + at + "!".repeat(random.nextInt(5000));
                same(i, "write at " + at + " " + path, worked(() -> patch(host, at, text)), patch(actor, guest, at, text));
            }
            case 5 -> {
                int length = random.nextInt(20000);
                same(i, "truncate " + path, worked(() -> cut(host, length)), actor.call(193, guest, 0, length, 0));
            }
            case 6 -> same(i, "unlink " + path, worked(() -> unlink(host)), actor.call(10, guest));
            case 7 -> same(i, "rmdir " + path, worked(() -> removeDirectory(host)), actor.call(40, guest));
            case 8 -> {
                String to = path();
                same(i, "rename " + path + " to " + to, worked(() -> rename(host, host(to))), actor.call(38, guest, "/" + to));
            }
            default -> links(actor, i, path, guest, host);
        }
    }

    private void links(Guest.Actor actor, int i, String path, String guest, Path host) {
        String to = path();
        if (random.nextBoolean()) {
            String target = "../" + NAMES[random.nextInt(4)];
            same(i, "symlink " + path, worked(() -> Files.createSymbolicLink(host, Path.of(target))), actor.call(83, target, guest));
        } else if (!Files.isSymbolicLink(host)) {
            // of a link Java would follow it, Linux would not
            same(i, "link " + path + " to " + to, worked(() -> Files.createLink(host(to), host)), actor.call(9, guest, "/" + to));
        }
    }

    private static void same(int i, String what, boolean worked, int result) {
        assertEquals(worked, result >= 0, "operation " + i + ", " + what + ": the host " + (worked ? "did it" : "refused") + ", the guest got " + result);
    }

    private static void patch(Path host, int at, String text) throws IOException {
        try (var channel = Files.newByteChannel(host, StandardOpenOption.WRITE)) {
            channel.position(at);
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    private static int patch(Guest.Actor actor, String guest, int at, String text) {
        int fd = actor.open(guest, OpenFlags.WRITE_ONLY, 0);
        if (fd < 0) {
            return fd;
        }
        int result = actor.call(181, fd, text.getBytes(StandardCharsets.ISO_8859_1), text.length(), 0, at, 0);
        actor.close(fd);
        return result;
    }

    private static void cut(Path host, int length) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(host, StandardOpenOption.WRITE)) {
            if (channel.size() < length) {
                channel.write(java.nio.ByteBuffer.allocate(1), length - 1);
            } else {
                channel.truncate(length);
            }
        }
    }

    private static void unlink(Path host) throws IOException {
        if (Files.isDirectory(host, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("is a directory");
        }
        Files.delete(host);
    }

    private static void removeDirectory(Path host) throws IOException {
        if (!Files.isDirectory(host, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("is no directory");
        }
        Files.delete(host);
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(each).toString());
                if (!each.equals(from)) {
                    Files.copy(each, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** Every path with what it is. */
    private static TreeMap<String, String> picture(Path here) throws IOException {
        TreeMap<String, String> picture = new TreeMap<>();
        picture(here, "", picture);
        return picture;
    }

    private static void picture(Path here, String prefix, TreeMap<String, String> picture) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(here)) {
            for (Path entry : entries) {
                String name = prefix + HostNames.toGuest(entry.getFileName().toString());
                if (Files.isSymbolicLink(entry)) {
                    picture.put(name, "-> " + Files.readSymbolicLink(entry));
                } else if (Files.isDirectory(entry)) {
                    picture.put(name, "directory");
                    picture(entry, name + "/", picture);
                } else {
                    picture.put(name, Files.getAttribute(entry, "unix:nlink") + " " + digest(Files.readString(entry, StandardCharsets.ISO_8859_1)));
                }
            }
        }
    }

    private static TreeMap<String, String> picture(Guest.Actor actor, String here, String prefix) {
        TreeMap<String, String> picture = new TreeMap<>();
        for (String name : new ArrayList<>(actor.names(here))) {
            String path = here + "/" + name;
            int mode = actor.stat(path, false, 16);
            switch (mode & Mode.TYPE) {
                case Mode.LINK -> {
                    int n = actor.call(85, path, new byte[256], 256);
                    picture.put(prefix + name, "-> " + new String(actor.at(1, n), StandardCharsets.ISO_8859_1));
                }
                case Mode.DIRECTORY -> {
                    picture.put(prefix + name, "directory");
                    picture.putAll(picture(actor, path, prefix + name + "/"));
                }
                default -> {
                    int links = actor.stat(path, false, 20);
                    String text = actor.text(path);
                    assertEquals(text.length(), actor.stat(path, false, 48), "size of " + path);
                    picture.put(prefix + name, links + " " + digest(text));
                }
            }
        }
        assertTrue(actor.stat(here, false, 20) >= 2, "links of a directory");
        return picture;
    }

    private static String digest(String text) {
        return text.length() + " bytes, " + text.hashCode();
    }
}
