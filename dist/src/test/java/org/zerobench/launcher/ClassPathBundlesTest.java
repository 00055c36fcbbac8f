package org.zerobench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.connect.ConnectContent;

class ClassPathBundlesTest {
    @TempDir
    Path folder;

    private Path jar;
    private Path other;
    private ClassPathBundles bundles;

    @BeforeEach
    void twoJarsOneOnTheClassPath() throws IOException {
        jar = write("a.jar", "text");
        other = write("b.jar", "text");
        bundles = new ClassPathBundles(folder.resolve("missing.jar") + File.pathSeparator + jar);
    }

    private Path write(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "bundle");
        try (var out = new JarOutputStream(Files.newOutputStream(path), manifest)) {
            out.putNextEntry(new ZipEntry("some.txt"));
            out.write(text.getBytes());
        }
        return path;
    }

    @Test
    void aBundleOfTheClassPathHasItsClassesThere() throws IOException {
        ConnectContent content = bundles.connect(bundles.location(jar)).orElseThrow().getContent();
        content.open();
        try {
            assertEquals("bundle", content.getHeaders().orElseThrow().get("Bundle-SymbolicName"));
            assertEquals(Set.of("META-INF/MANIFEST.MF", "some.txt"),
                    Set.copyOf(StreamSupport.stream(content.getEntries().spliterator(), false).toList()));
            ConnectContent.ConnectEntry entry = content.getEntry("some.txt").orElseThrow();
            assertEquals("text", new String(entry.getInputStream().readAllBytes()));
            assertEquals(4, entry.getContentLength());
            assertTrue(content.getEntry("none.txt").isEmpty());
            assertSame(ClassPathBundles.class.getClassLoader(), content.getClassLoader().orElseThrow());
        } finally {
            content.close();
        }
    }

    @Test
    void anyOtherBundleIsLoadedAsUsual() {
        assertEquals("reference:" + other.toUri(), bundles.location(other));
        assertTrue(bundles.connect(bundles.location(other)).isEmpty());
        assertTrue(bundles.connect(other.toUri().toString()).isEmpty());
    }

    @Test
    void aJarThatHasBeenReplacedIsLoadedAsUsual() throws IOException {
        FileTime written = Files.getLastModifiedTime(jar);
        write("a.jar", "another text");
        Files.setLastModifiedTime(jar, written);
        assertTrue(bundles.connect(bundles.location(jar)).isEmpty(), "another size");
        write("a.jar", "text");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(written.toMillis() + 2000));
        assertTrue(bundles.connect(bundles.location(jar)).isEmpty(), "another time");
        Files.delete(jar);
        assertTrue(bundles.connect(bundles.location(jar)).isEmpty(), "gone");
    }
}
