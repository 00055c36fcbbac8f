package org.zerobench.itests.swap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.zerobench.api.malloc.Heap;

/**
 * A candidate that is the real part in everything but one flaw, as a service of the test's own bundle.
 *
 * @param <T> the part's service
 */
final class Twin<T> implements PrototypeServiceFactory<T>, AutoCloseable {
    private final Class<T> service;
    private final String policy;
    private final ServiceObjects<T> real;
    private final ServiceRegistration<T> registration;
    /** What its {@code save} makes of the real world; volatile because the test changes it under the machine. */
    private volatile UnaryOperator<Object> saved = world -> world;
    private volatile Flaw flaw;
    /** How often a victim was; written by the machine thread alone. */
    private volatile int asked;

    /** @param policy of the real part; the twin's is that with a mark behind it */
    Twin(BundleContext context, Class<T> service, String policy) throws InvalidSyntaxException {
        this.service = service;
        this.policy = policy + "-twin";
        ServiceReference<T> reference = context.getServiceReferences(service, "(policy=" + policy + ")").iterator().next();
        real = context.getServiceObjects(reference);
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("policy", this.policy, Constants.SERVICE_RANKING, -1));
        registration = context.registerService(service, this, properties);
    }

    String policy() {
        return policy;
    }

    /** How often a page to evict was asked for. */
    int victimsAsked() {
        return asked;
    }

    /** From now on fresh ones and the one in use have this flaw; null for none. */
    Twin<T> with(Flaw next) {
        flaw = next;
        saved = next == Flaw.LOSES_A_THING ? Spoiled::lost : next == Flaw.CHANGES_A_NUMBER ? Spoiled::changed : world -> world;
        return this;
    }

    /** From now on its {@code save} gives this in place of the world. */
    Twin<T> saving(UnaryOperator<Object> spoil) {
        saved = spoil;
        return this;
    }

    @Override
    public T getService(Bundle bundle, ServiceRegistration<T> registration) {
        if (flaw == Flaw.CANNOT_BE_MADE) {
            return null;
        }
        return disguised(service, real.getService());
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<T> registration, T part) {
        real.ungetService(service.cast(((Twin<?>.Disguise) Proxy.getInvocationHandler(part)).real));
    }

    private <I> I disguised(Class<I> as, Object part) {
        return as.cast(Proxy.newProxyInstance(Twin.class.getClassLoader(), new Class<?>[] {as}, new Disguise(part)));
    }

    private final class Disguise implements InvocationHandler {
        private final Object real;

        Disguise(Object real) {
            this.real = real;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            boolean restores = List.of("restore", "heap", "loaded").contains(method.getName());
            boolean saves = List.of("save", "victim").contains(method.getName());
            asked += method.getName().equals("victim") ? 1 : 0;
            if (restores && flaw == Flaw.THROWS_IN_RESTORE) {
                throw new IllegalStateException(Flaw.THROWS_IN_RESTORE.reason());
            }
            if (restores && flaw == Flaw.HANGS_IN_RESTORE || saves && flaw == Flaw.HANGS_IN_SAVE) {
                hang();
            }
            try {
                Object result = method.invoke(real, arguments);
                return saves ? saved.apply(result) : result instanceof Heap heap ? disguised(Heap.class, heap) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        /** Nothing ends it but the end of the JVM: no interruption either. */
        private static void hang() {
            for (;;) {
                Thread.interrupted();
                LockSupport.park();
            }
        }
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
