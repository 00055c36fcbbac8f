package org.zerobench.malloc.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLClassLoader;
import java.net.URL;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.zerobench.api.malloc.Allocator;

/** The allocator that people are told to start from ({@code docs/templates/my-allocator}) passes the contract. */
class TemplateTest extends AllocatorContract {

    private static final Path SOURCE = Path.of("../../docs/templates/my-allocator/src/main/java/example/NextFit.java");

    @TempDir
    static Path classes;
    private static Class<?> template;

    @BeforeAll
    static void compile() throws Exception {
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "25", "-proc:none", "-Xlint:-classfile",
                "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), SOURCE.toString());
        assertEquals(0, result, "the template does not compile");
        template = new URLClassLoader(new URL[] {classes.toUri().toURL()}, TemplateTest.class.getClassLoader()).loadClass("example.NextFit");
    }

    @Override
    protected Allocator allocator() {
        try {
            return (Allocator) template.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** It is written to be read: it searches block by block. */
    @Override
    protected int operations(int usual) {
        return usual / 8;
    }
}
