package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.zerobench.api.swap.Subsystem;

/** Parts replaced by nothing but OSGi's own means: a jar in a folder, bundles updated, stopped and started. */
public class PlainOsgiIT extends UnderPrograms {
    private static final String CPU = "org.zerobench.cpu.";
    /** A part's bundle is also the file's name: {@code org.zerobench.malloc.tlsf} is {@code zerobench-malloc-tlsf.jar}. */
    private static final Map<Subsystem, String> BUNDLES = new LinkedHashMap<>();

    static {
        BUNDLES.put(Subsystem.CPU, CPU + "unicorn");
        BUNDLES.put(Subsystem.KERNEL, "org.zerobench.kernel");
        BUNDLES.put(Subsystem.PAGER, "org.zerobench.pager");
        BUNDLES.put(Subsystem.MALLOC, "org.zerobench.malloc.firstfit");
        BUNDLES.put(Subsystem.POSIX, "org.zerobench.posix");
    }

    @Test
    public void aBetterRankedJarInTheFolderIsUsedWhileItIsThere() throws Exception {
        Path deploy = Path.of(context.getProperty("felix.fileinstall.dir"));
        String before = active(Subsystem.MALLOC);
        Path mine = deploy.resolveSibling("mine.jar");
        betterBestFit(jar("org.zerobench.malloc.bestfit"), mine);
        Path there = Files.move(mine, deploy.resolve("mine.jar"), StandardCopyOption.ATOMIC_MOVE);
        until(() -> active(Subsystem.MALLOC).equals("mine"));
        Files.delete(there);
        until(() -> active(Subsystem.MALLOC).equals(before));
        allAccepted();
    }

    @Test
    public void everyPartsBundleCanBeUpdated() throws Exception {
        for (var part : bundles().entrySet()) {
            String policy = active(part.getKey());
            int swapsBefore = swaps.history().size();
            try (InputStream jar = Files.newInputStream(jar(part.getValue()))) {
                bundle(part.getValue()).update(jar);
            }
            until(() -> swaps.history().size() > swapsBefore && active(part.getKey()).equals(policy));
        }
        allAccepted();
    }

    @Test
    public void aPartThatIsStoppedIsWaitedFor() throws Exception {
        Bundle otherCpu = bundle(CPU + (active(Subsystem.CPU).equals("jit") ? "unicorn" : "jit")); // it would go on in the stopped one's place
        otherCpu.stop();
        for (var part : bundles().entrySet()) {
            if (part.getKey() != Subsystem.MALLOC) {
                String policy = active(part.getKey());
                bundle(part.getValue()).stop();
                assertEquals("", active(part.getKey()));
                bundle(part.getValue()).start();
                until(() -> active(part.getKey()).equals(policy));
            }
        }
        otherCpu.start();
        allAccepted();
    }

    @Test
    public void theOnlyAllocatorIsStoppedAndAnotherOneGoesOn() throws Exception {
        List<String> all = List.of("org.zerobench.malloc.bestfit", "org.zerobench.malloc.tlsf", "org.zerobench.malloc.firstfit");
        for (String name : all) {
            bundle(name).stop();
        }
        assertEquals("", active(Subsystem.MALLOC));
        bundle("org.zerobench.malloc.tlsf").start();
        until(() -> active(Subsystem.MALLOC).equals("tlsf"));
        for (String name : all) {
            bundle(name).start();
        }
        until(() -> active(Subsystem.MALLOC).equals("first-fit"));
        allAccepted();
    }

    /** The parts' bundles, with the CPU that is in use. */
    private Map<Subsystem, String> bundles() {
        Map<Subsystem, String> bundles = new LinkedHashMap<>(BUNDLES);
        bundles.put(Subsystem.CPU, CPU + active(Subsystem.CPU));
        return bundles;
    }

    private void allAccepted() {
        assertEquals(List.of(), swaps.history().stream().filter(report -> !report.accepted()).toList());
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(name)).findFirst().orElseThrow();
    }

    private Path jar(String name) {
        return Path.of(context.getProperty("zb.home"), "bundles", name.replace("org.zerobench.", "zerobench-").replace('.', '-') + ".jar");
    }

    /** The same bundle as another one, with another policy's name and a better ranking. */
    private static void betterBestFit(Path original, Path target) throws IOException {
        try (JarFile from = new JarFile(original.toFile())) {
            Manifest manifest = from.getManifest();
            manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "mine");
            try (OutputStream file = Files.newOutputStream(target); JarOutputStream to = new JarOutputStream(file, manifest)) {
                for (JarEntry entry : from.stream().filter(e -> !e.isDirectory() && !e.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
                    byte[] bytes = from.getInputStream(entry).readAllBytes();
                    to.putNextEntry(new JarEntry(entry.getName()));
                    to.write(entry.getName().startsWith("OSGI-INF/") ? better(bytes) : bytes);
                }
            }
        }
    }

    private static byte[] better(byte[] component) {
        return new String(component, StandardCharsets.UTF_8).replace("best-fit", "mine").replace("\"50\"", "\"1000\"").getBytes(StandardCharsets.UTF_8);
    }
}
