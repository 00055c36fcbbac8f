package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Builds a template project of the documentation as its page says: against the API's jar alone. */
final class Template {
    static final long LIMIT_SECONDS = 240;

    private Template() {}

    /** @param name folder in {@code docs/templates} @param mine an empty folder to build in @return the jar */
    static Path build(Path root, String name, Path mine) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("zb.home")).toRealPath();
        copy(root.resolve("docs/templates/" + name), mine);
        Path api = home.resolve("bundles/zerobench-api.jar");
        try (JarFile jar = new JarFile(api.toFile())) {
            // Its parent may be in this local repository, and is not in that of others.
            assertFalse("the API's jar brings a POM, which has a parent", jar.stream().anyMatch(e -> e.getName().endsWith("pom.xml")));
        }
        run(root, "mvn", "-q", "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file", "-Dfile=" + api,
                "-DgroupId=org.zerobench", "-DartifactId=zerobench-api", "-Dversion=0.1.0-SNAPSHOT", "-Dpackaging=jar");
        run(mine, "mvn", "-q", "package");
        return mine.resolve("target/" + name + "-1.0.0.jar");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(f -> !f.toString().contains("target")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(String.join(" ", command) + "\n" + output, 0, process.waitFor());
    }
}
