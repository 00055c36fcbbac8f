package org.zerobench.itests.swap;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.zerobench.api.kernel.Request;
import org.zerobench.api.machine.Consoles;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.Swaps;
import org.zerobench.itests.OnTheWorkbench;

/**
 * Java servers that pass every check of a swap and then, in use, throw or never answer: their caller gets an error, the
 * person a line that names the part and the way out, everybody else nothing.
 */
public class WrongServersIT extends OnTheWorkbench {
    /** Native protocol, section 4. */
    private static final int GETCWD = 93;
    /** What {@code crash exhaust-heap} asks for at a time, in bytes. */
    private static final int BLOCK = 100_000;
    private static final int LIMIT_SECONDS = 60;

    @Inject
    private Machine machine;
    @Inject
    private Consoles consoles;
    @Inject
    private Swaps swaps;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private PrintStream before;
    private Repeated neighbour;

    /** What a part does wrong in use. */
    private enum Wrong {
        THROWS {
            @Override
            int act() {
                throw new IllegalStateException("wrong on purpose");
            }
        },
        NEVER_ANSWERS {
            @Override
            int act() {
                for (;;) {
                    Thread.interrupted();
                    LockSupport.park();
                }
            }
        };

        abstract int act();
    }

    @Override
    protected Option[] more() {
        return new Option[] {frameworkProperty("zb.limit").value("300")};
    }

    /** Somebody who uses pager, kernel and POSIX server, and no heap. */
    @Before
    public void aNeighbour() throws InterruptedException {
        before = System.err;
        System.setErr(new PrintStream(screen, true, StandardCharsets.UTF_8));
        neighbour = new Repeated(machine, consoles, Repeated.alone(machine, consoles, "/bin/linux-posix-test"), "/bin/linux-posix-test");
    }

    /** The neighbour has noticed nothing, and no stack trace was seen. */
    @After
    public void nobodyElse() throws InterruptedException {
        System.setErr(before);
        neighbour.check();
        before.print(seen());
        assertTrue(seen(), !seen().contains("\tat "));
    }

    private String seen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    @Test
    public void anAllocatorThatThrows() throws Exception {
        allocator(Wrong.THROWS, "allocator 'odd' threw ", "choose another with: use malloc");
    }

    @Test
    public void anAllocatorThatNeverAnswers() throws Exception {
        allocator(Wrong.NEVER_ANSWERS, "did not return within 300 ms", "replace it with: use");
    }

    /** Its program gets no memory; under another allocator the next one does. */
    private void allocator(Wrong wrong, String... told) throws Exception {
        ServiceRegistration<?> odd = register(Allocator.class, "first-fit", what ->
                Integer.valueOf(BLOCK).equals(what) ? wrong : null);
        done(swaps.use(Subsystem.MALLOC, "odd"));
        Guest culprit = Guest.run(machine, consoles, "/bin/crash", "exhaust-heap");
        int status = culprit.ended().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        done(swaps.use(Subsystem.MALLOC, "first-fit"));
        odd.unregister();
        assertEquals(0, status);
        assertEquals("heap exhausted: ENOMEM\n", culprit.text());
        told(told);
        assertTrue(Guest.run(machine, consoles, "/bin/heap-stress", "2000").result(machine).contains("done"));
    }

    @Test
    public void aPosixServerThatThrows() throws Exception {
        posixServer(Wrong.THROWS, "wrong on purpose");
    }

    @Test
    public void aPosixServerThatNeverAnswers() throws Exception {
        posixServer(Wrong.NEVER_ANSWERS, "did not return within 300 ms", "replace it with: use");
    }

    /** One call of one program goes wrong: it gets an error, its other calls and the neighbour's go well. */
    private void posixServer(Wrong wrong, String... told) throws Exception {
        ServiceRegistration<?> odd = register(PosixServer.class, "posix", what ->
                what instanceof Request r && r.kind() == Request.Kind.MESSAGE && r.tag() == GETCWD ? wrong : null);
        done(swaps.use(Subsystem.POSIX, "odd"));
        Guest culprit = Guest.run(machine, consoles, "/bin/posix-test");
        culprit.ended().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        done(swaps.use(Subsystem.POSIX, "posix"));
        odd.unregister();
        assertTrue(culprit.text(), culprit.text().contains("FAILED"));
        assertTrue(culprit.text(), culprit.text().lines().filter(line -> line.endsWith(" ok")).count() > 20);
        told(told);
        Guest.run(machine, consoles, "/bin/posix-test").result(machine);
    }

    private void told(String... all) {
        for (String words : all) {
            assertTrue(words + " in " + seen(), seen().contains(words));
        }
    }

    private static void done(SwapReport report) {
        assertTrue(report.toString(), report.accepted());
    }

    /** Says for each call with one argument whether it goes wrong: a request to a server, a size to a heap. */
    @FunctionalInterface
    private interface Trouble {
        Wrong in(Object what);
    }

    /** The real part under the name {@code odd}, with trouble. */
    private <T> ServiceRegistration<?> register(Class<T> service, String policy, Trouble trouble) throws Exception {
        ServiceReference<T> reference = context.getServiceReferences(service, "(policy=" + policy + ")").iterator().next();
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("policy", "odd", Constants.SERVICE_RANKING, -1));
        return context.registerService(service, new PrototypeServiceFactory<T>() {
            @Override
            public T getService(Bundle bundle, ServiceRegistration<T> registration) {
                return troubled(service, context.getServiceObjects(reference).getService(), trouble);
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<T> registration, T part) {
                // The real one behind it goes with the test's bundle.
            }
        }, properties);
    }

    private static <I> I troubled(Class<I> as, Object part, Trouble trouble) {
        return as.cast(Proxy.newProxyInstance(WrongServersIT.class.getClassLoader(), new Class<?>[] {as}, (proxy, method, arguments) -> {
            Wrong wrong = arguments == null || arguments.length != 1 ? null : trouble.in(arguments[0]);
            if (wrong != null) {
                wrong.act();
            }
            try {
                Object result = method.invoke(part, arguments);
                return result instanceof Heap heap ? troubled(Heap.class, heap, trouble) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
