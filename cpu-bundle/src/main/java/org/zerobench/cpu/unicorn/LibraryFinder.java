package org.zerobench.cpu.unicorn;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.zerobench.api.machine.MachineException;

/**
 * Chooses the Unicorn library: the one named by the property {@value #PROPERTY}; else the newest the system has, if it is
 * newer than the bundled one; else the bundled one.
 */
final class LibraryFinder {

    /** System property: path of the library to use. */
    static final String PROPERTY = "zb.unicorn";

    private final String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    private final String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);

    /** @throws MachineException when there is none for this host; says what to do */
    UnicornLibrary find() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isBlank()) {
            return load(Path.of(named).toAbsolutePath().toString(), named).orElseThrow(() -> new MachineException(
                    "cannot load " + named + " (named by -D" + PROPERTY + "): is it a libunicorn for " + arch + "?"));
        }
        // The system's go first: the dynamic linker answers a bare name with any loaded library of that name.
        UnicornLibrary best = null;
        for (String name : systemNames()) {
            best = newer(best, load(name, resolved(name)));
        }
        return Optional.ofNullable(newer(best, bundled())).orElseThrow(() -> new MachineException(
                "no Unicorn library for " + os + " on " + arch + ": install libunicorn 2 or name one with -D" + PROPERTY
                        + "=PATH"));
    }

    /** The newer of two, the first if equal; the other one is unloaded. */
    private static UnicornLibrary newer(UnicornLibrary first, Optional<UnicornLibrary> second) {
        if (first == null || second.isEmpty()) {
            return first == null ? second.orElse(null) : first;
        }
        boolean takeSecond = Integer.compareUnsigned(second.get().version(), first.version()) > 0;
        (takeSecond ? first : second.get()).close();
        return takeSecond ? second.get() : first;
    }

    private List<String> systemNames() {
        List<String> names = new ArrayList<>();
        if (os.contains("mac")) {
            for (String folder : List.of("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")) {
                names.add(folder + "/libunicorn.2.dylib");
            }
            names.removeIf(name -> !Files.exists(Path.of(name)));
        } else if (os.contains("windows")) {
            names.add("unicorn.dll");
        } else {
            names.add("libunicorn.so.2");
        }
        return names;
    }

    private Optional<UnicornLibrary> load(String name, String source) {
        Arena arena = Arena.ofShared();
        try {
            SymbolLookup symbols = name.contains("/") || name.contains("\\")
                    ? SymbolLookup.libraryLookup(Path.of(name), arena)
                    : SymbolLookup.libraryLookup(name, arena);
            return Optional.of(new UnicornLibrary(symbols, arena, source));
        } catch (IllegalArgumentException | MachineException e) {
            arena.close();
            return Optional.empty();
        }
    }

    /** Where the dynamic linker would find a bare name, for people; the name itself when that is not easily known. */
    private static String resolved(String name) {
        if (name.contains("/")) {
            return name;
        }
        List<String> folders = List.of("/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
                "/usr/lib64", "/usr/lib", "/lib");
        return folders.stream().map(folder -> folder + "/" + name).filter(path -> Files.exists(Path.of(path)))
                .findFirst().orElse(name);
    }

    private Optional<UnicornLibrary> bundled() {
        String resource = bundledResource();
        try (InputStream in = LibraryFinder.class.getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            Path file = Files.createTempFile("zerobench-", resource.substring(resource.lastIndexOf('/') + 1));
            try {
                Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                return Optional.of(load(file.toString(), "bundle").orElseThrow(() -> new MachineException(
                        "the bundled Unicorn library cannot be loaded from " + file.getParent()
                                + ": is that folder mounted noexec? choose another with -Djava.io.tmpdir")));
            } finally {
                // A loaded library needs its file no more; Windows keeps it locked until the JVM ends.
                if (os.contains("windows") || !Files.deleteIfExists(file)) {
                    file.toFile().deleteOnExit();
                }
            }
        } catch (IOException e) {
            throw new MachineException("cannot unpack the bundled Unicorn library: " + e.getMessage()
                    + "; choose another folder with -Djava.io.tmpdir", e);
        }
    }

    private String bundledResource() {
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        if (os.contains("mac")) {
            return "/natives/osx_" + (arm ? "arm64" : "64") + "/libunicorn.dylib";
        }
        if (os.contains("windows")) {
            return "/natives/windows_64/unicorn.dll";
        }
        return "/natives/linux_" + (arm ? "arm64" : "64") + "/libunicorn.so";
    }
}
