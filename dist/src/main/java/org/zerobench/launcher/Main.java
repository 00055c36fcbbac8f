package org.zerobench.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.BundleException;
import org.osgi.framework.connect.ConnectFrameworkFactory;

/** Where the JVM comes in. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** @param words the command line, see {@code --help} */
    public static void main(String[] words) {
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) {
        try {
            Invocation invocation = CommandLine.parse(words);
            if (invocation.task() instanceof Invocation.Task.Help) {
                System.out.print(CommandLine.HELP);
                return 0;
            }
            invocation.system().forEach(System::setProperty);
            String terminal = System.getenv().getOrDefault("TERM", "dumb");
            Map<String, String> properties = Deterministic.complete(invocation, System.getProperty("zb.tty", ""), terminal);
            Workbench.start(home(), frameworkFactory(), properties).await();
            System.out.flush();
            return Integer.getInteger("zb.exit", 0);
        } catch (UsageException e) {
            System.err.println("workbench: " + e.getMessage() + " (" + CommandLine.USAGE + ")");
            return WRONG_USAGE;
        } catch (IOException | BundleException | RuntimeException e) {
            System.err.println("workbench: cannot start: " + e.getMessage() + "; remove the folder dist/target and try again");
            return FAILED;
        } catch (InterruptedException e) {
            return FAILED;
        }
    }

    /** The distribution: the folder above the one this class's jar is in, or the one named by {@code zb.home}. */
    private static Path home() {
        String named = System.getProperty("zb.home");
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        try {
            var jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return jar.getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the launcher does not know where it is", e);
        }
    }

    private static ConnectFrameworkFactory frameworkFactory() {
        return ServiceLoader.load(ConnectFrameworkFactory.class).findFirst()
                .orElseThrow(() -> new IllegalStateException("no OSGi framework in lib/"));
    }
}
