package org.zerobench.pager;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.zerobench.api.pager.Replacement;
import org.zerobench.pager.aging.Aging;
import org.zerobench.pager.clock.Clock;

/** Every policy of the house, and the one that people are told to start from ({@code docs/templates/my-replacement}). */
final class Policies {
    private static final Path TEMPLATE = Path.of("../docs/templates/my-replacement/src/main/java/example/RandomReplacement.java");

    private Policies() {}

    static final List<String> NAMES = List.of("fifo", "clock", "aging", "random");

    static Replacement make(String name) {
        return switch (name) {
            case "fifo" -> new Fifo();
            case "clock" -> new Clock();
            case "aging" -> new Aging();
            case "random" -> Template.make();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Compiled once, when first asked for. */
    private static final class Template {
        private static final Class<?> COMPILED = compile();

        static Replacement make() {
            try {
                return (Replacement) COMPILED.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        private static Class<?> compile() {
            try {
                Path classes = Files.createDirectories(Path.of("target/template-classes"));
                int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "25", "-proc:none", "-Xlint:-classfile",
                        "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), TEMPLATE.toString());
                if (result != 0) {
                    throw new AssertionError("the template does not compile");
                }
                return load(classes);
            } catch (IOException | ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }

        /** The loader stays open as long as its class: for ever. */
        @SuppressWarnings("resource")
        private static Class<?> load(Path classes) throws MalformedURLException, ClassNotFoundException {
            URL[] path = {classes.toUri().toURL()};
            return new URLClassLoader(path, Policies.class.getClassLoader()).loadClass("example.RandomReplacement");
        }
    }
}
