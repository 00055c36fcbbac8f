package org.zerobench.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.connect.ConnectFrameworkFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * An embedded OSGi framework with the distribution's bundles. Many may run at once: each keeps its bundle cache in a
 * temporary folder of its own, gone when it ends.
 */
public final class Workbench {
    /** Reached first: the machine boots and work begins. */
    private static final int READY_LEVEL = 5;
    /** Reached behind it; bundles dropped into {@code deploy/} start here too. */
    private static final int LAST_LEVEL = 6;
    /** How long a signal waits for the bundles to stop, in milliseconds. */
    private static final long STOP_MILLIS = 3000;

    private final Path home;
    private final Path cache;
    private final Framework framework;
    private final String mode;
    /** Bundles that must be active before any work can be done. */
    private final List<Bundle> essential = new ArrayList<>();

    private Workbench(Path home, Path cache, Framework framework, String mode) {
        this.home = home;
        this.cache = cache;
        this.framework = framework;
        this.mode = mode;
    }

    /**
     * Starts the framework and all bundles. The work itself may have begun, or even be done, when this returns: it starts
     * with the bundles that do it.
     *
     * @param home       the distribution's folder
     * @param factory    of the framework
     * @param properties what the command line asks for, and what else the framework is to know
     * @throws IOException     when the distribution or its cache cannot be reached
     * @throws BundleException when a bundle that is needed does not start
     */
    public static Workbench start(Path home, ConnectFrameworkFactory factory, Map<String, String> properties)
            throws IOException, BundleException {
        Path cache = Files.createTempDirectory("zerobench-");
        try {
            var classPath = new ClassPathBundles(System.getProperty("java.class.path"));
            var framework = factory.newFramework(configuration(home, cache, properties), classPath);
            var workbench = new Workbench(home, cache, framework, properties.get("zb.mode"));
            Runtime.getRuntime().addShutdownHook(new Thread(workbench::ended, "workbench end"));
            framework.init();
            workbench.install(BundleList.read(home.resolve("etc/bundles.txt")), classPath);
            framework.getBundleContext().addFrameworkListener(workbench::heard);
            framework.start();
            workbench.check();
            return workbench;
        } catch (IOException | BundleException | RuntimeException e) {
            delete(cache);
            throw e;
        }
    }

    /** What the machine needs has started, or nothing would ever end the wait for it. */
    private void check() throws BundleException {
        for (Bundle bundle : essential) {
            boolean ending = framework.getState() != Bundle.ACTIVE;
            if (bundle.getState() != Bundle.ACTIVE && !ending) {
                throw new BundleException(bundle.getSymbolicName() + " does not start");
            }
        }
    }

    private static Map<String, String> configuration(Path home, Path cache, Map<String, String> properties) {
        Path deploy = Path.of(System.getProperty("zb.deploy", home.resolve("deploy").toString())).toAbsolutePath();
        var map = new LinkedHashMap<String, String>();
        map.put(Constants.FRAMEWORK_STORAGE, cache.resolve("bundles").toString());
        map.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        map.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(READY_LEVEL));
        map.put("felix.cache.locking", "false");
        // Errors reach the person through heard().
        map.put("felix.log.level", "0");
        map.put("felix.shutdown.hook", "false");
        map.put("felix.fileinstall.dir", deploy.toString());
        map.put("felix.fileinstall.poll", "500");
        map.put("felix.fileinstall.noInitialDelay", "true");
        map.put("felix.fileinstall.tmpdir", cache.resolve("fileinstall").toString());
        map.put("felix.fileinstall.log.level", "1");
        map.put("felix.fileinstall.start.level", Integer.toString(LAST_LEVEL));
        map.put("zb.home", home.toString());
        map.put("zb.guest", home.resolve("guest").toString());
        map.put("zb.deploy", deploy.toString());
        map.putAll(properties);
        return map;
    }

    private void install(BundleList list, ClassPathBundles classPath) throws BundleException {
        var context = framework.getBundleContext();
        var started = new ArrayList<Bundle>();
        for (BundleList.Entry entry : list.entries()) {
            Path jar = home.resolve("bundles").resolve(entry.name() + ".jar");
            Bundle bundle = context.installBundle(classPath.location(jar));
            bundle.adapt(BundleStartLevel.class).setStartLevel(entry.level());
            if (entry.startsIn(mode)) {
                started.add(bundle);
                if (entry.level() <= READY_LEVEL) {
                    essential.add(bundle);
                }
            }
        }
        for (Bundle bundle : started) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    private void heard(FrameworkEvent event) {
        int state = framework.getState();
        if (event.getType() == FrameworkEvent.STARTED && state == Bundle.ACTIVE) {
            framework.adapt(FrameworkStartLevel.class).setStartLevel(LAST_LEVEL);
            ClassPathBundles.openAll();
        } else if (event.getType() == FrameworkEvent.ERROR && (state == Bundle.STARTING || state == Bundle.ACTIVE)) {
            tell(event.getBundle(), event.getThrowable());
        }
    }

    /** A bundle that cannot be started, or an error inside the framework: one line. */
    private static void tell(Bundle bundle, Throwable cause) {
        System.err.println("workbench: bundle " + bundle.getSymbolicName() + ": " + cause.getMessage());
        if (Boolean.getBoolean("zb.debug")) {
            cause.printStackTrace();
        }
    }

    /** Where the services are: the framework's own view of itself. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits until someone stops the framework. */
    void await() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Runs when the JVM ends, by itself or by a signal: bundles are stopped, for they may own the terminal or files. */
    private void ended() {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            System.err.println("workbench: while stopping: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(cache);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left for the operating system's own cleaning of temporary files.
        }
    }
}
