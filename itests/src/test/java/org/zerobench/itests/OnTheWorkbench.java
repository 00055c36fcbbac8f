package org.zerobench.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.options.DefaultCompositeOption;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/**
 * A test inside a framework with the bundles of the distribution, from the list the launcher reads. No mode is set, so
 * the machine boots and waits. One framework for all methods of a class.
 *
 * <p>A subclass adds what it needs in {@link #more()}; it runs outside the framework, the test methods inside.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class OnTheWorkbench {

    /** The framework that the test runs in. */
    @Inject
    protected BundleContext context;

    /** What Pax Exam asks for. */
    @Configuration
    public Option[] configuration() throws IOException {
        Path home = Path.of(System.getProperty("zb.home")).toAbsolutePath().normalize();
        Path scratch = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "it-");
        return options(
                junitBundles(),
                composite(distribution(home)),
                frameworkStartLevel(100),
                flags(),
                frameworkProperty("zb.home").value(home.toString()),
                frameworkProperty("zb.guest").value(home.resolve("guest").toString()),
                frameworkProperty("zb.deploy").value(scratch.resolve("deploy").toString()),
                frameworkProperty("felix.fileinstall.dir").value(Files.createDirectory(scratch.resolve("deploy")).toString()),
                frameworkProperty("felix.fileinstall.tmpdir").value(scratch.resolve("tmp").toString()),
                frameworkProperty("felix.fileinstall.poll").value("500"),
                frameworkProperty("felix.fileinstall.log.level").value("1"),
                systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
                systemProperty("zb.framework").value(System.getProperty("zb.framework", "felix")),
                composite(cpu()),
                systemProperty("zb.seed").value(System.getProperty("zb.seed", "")),
                composite(more()));
    }

    /** More options of one test class, such as {@code frameworkProperty("zb.ram")}. */
    protected Option[] more() {
        return new Option[0];
    }

    /** {@code -Dzb.cpu=POLICY}: the CPU that the machine boots with. */
    private static Option[] cpu() {
        String cpu = System.getProperty("zb.cpu", "");
        return cpu.isEmpty() ? new Option[0] : new Option[] {frameworkProperty("zb.cpu").value(cpu)};
    }

    private static Option flags() {
        var options = new DefaultCompositeOption();
        for (String flag : System.getProperty("zb.jvm.flags").split(" ")) {
            options.add(vmOption(flag));
        }
        return options.add(vmOption("-ea"));
    }

    private static Option[] distribution(Path home) throws IOException {
        List<Option> bundles = new ArrayList<>();
        for (String line : Files.readAllLines(home.resolve("etc/bundles.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.strip().split("\\s+");
                Path jar = home.resolve("bundles").resolve(words[2] + ".jar");
                var option = bundle(jar.toUri().toString()).startLevel(Integer.parseInt(words[0]));
                bundles.add(words[1].equals("always") ? option : option.noStart());
            }
        }
        return bundles.toArray(Option[]::new);
    }
}
