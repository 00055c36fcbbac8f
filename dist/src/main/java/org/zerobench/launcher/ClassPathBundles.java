package org.zerobench.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * Bundles whose classes come from the JVM's own class path (OSGi Core 8, chapter 60, Connect). What the JVM keeps from run to
 * run, linked classes and what was hot in them (JEP 483, JEP 515), it keeps of the class path only.
 *
 * <p>A bundle is loaded as usual when its jar is not on the class path, or is not the one that the JVM has started with: so is
 * what is dropped in while it runs, and what an update finds where a jar has been replaced.
 */
final class ClassPathBundles implements ModuleConnector {

    /** How to tell a file from the one that takes its place. */
    private record Version(long bytes, FileTime written) {

        /** Null when there is no such file. */
        static Version of(Path path) {
            try {
                var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Version(attributes.size(), attributes.lastModifiedTime());
            } catch (IOException e) {
                return null;
            }
        }
    }

    /** A jar of the class path, as the JVM has found it. */
    private record Jar(Path path, Version version) {}

    /** By the locations of their bundles. */
    private final Map<String, Jar> jars = new HashMap<>();

    /** @param classPath as Java has it, in the property {@code java.class.path} */
    ClassPathBundles(String classPath) {
        for (String name : classPath.split(File.pathSeparator)) {
            Path path = Path.of(name).toAbsolutePath();
            Version version = Version.of(path);
            if (version != null) {
                jars.put(path.toUri().toString(), new Jar(path, version));
            }
        }
    }

    /** Where a bundle is to be installed from: no jar is copied. */
    String location(Path jar) {
        String location = jar.toUri().toString();
        return jars.containsKey(location) ? location : "reference:" + location;
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {
        // needs neither
    }

    @Override
    public Optional<ConnectModule> connect(String location) {
        Jar jar = jars.get(location);
        if (jar == null || !jar.version.equals(Version.of(jar.path))) {
            return Optional.empty();
        }
        var content = new Content(jar.path);
        return Optional.of(() -> content);
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }

    /**
     * Has the JVM open all jars of its class path now, as it does when it looks for something that is in none of the first ones.
     * Those that are built later are not for it.
     */
    static void openAll() {
        try {
            ClassPathBundles.class.getClassLoader().getResources("in no jar").hasMoreElements();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A bundle's jar. */
    private static final class Content implements ConnectContent {
        private final Path path;
        private JarFile jar;

        Content(Path path) {
            this.path = path;
        }

        @Override
        public void open() throws IOException {
            jar = new JarFile(path.toFile());
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }

        @Override
        public Optional<Map<String, String>> getHeaders() {
            var headers = new HashMap<String, String>();
            try {
                jar.getManifest().getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Optional.of(headers);
        }

        @Override
        public Iterable<String> getEntries() {
            return () -> jar.stream().map(JarEntry::getName).iterator();
        }

        @Override
        public Optional<ConnectEntry> getEntry(String name) {
            return Optional.ofNullable(jar.getJarEntry(name)).map(entry -> new Entry(jar, entry));
        }

        @Override
        public Optional<ClassLoader> getClassLoader() {
            return Optional.of(ClassPathBundles.class.getClassLoader());
        }
    }

    private record Entry(JarFile jar, JarEntry entry) implements ConnectContent.ConnectEntry {

        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return jar.getInputStream(entry);
        }
    }
}
