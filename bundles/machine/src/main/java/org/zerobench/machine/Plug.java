package org.zerobench.machine;

import java.util.function.BiFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.zerobench.api.machine.MachineException;

/**
 * A candidate for a slot: a service that makes fresh parts.
 *
 * @param <P> the part
 */
final class Plug<P> {

    /** A fresh part and how to give it back to its bundle. */
    record Made<P>(P part, Runnable release) {}

    private interface Maker<P> {
        Made<P> make();
    }

    private final ServiceReference<?> reference;
    private final String policy;
    private final Maker<P> maker;

    private Plug(ServiceReference<?> reference, String policy, Maker<P> maker) {
        this.reference = reference;
        this.policy = policy;
        this.maker = maker;
    }

    /** @param wrap turns the service, with its policy, into the part that is swapped */
    static <T, P> Plug<P> of(ServiceReference<T> reference, ComponentServiceObjects<T> objects, BiFunction<T, String, P> wrap) {
        Object property = reference.getProperty("policy");
        String policy = property == null ? reference.getBundle().getSymbolicName() : property.toString();
        return new Plug<>(reference, policy, () -> {
            T service = objects.getService();
            if (service == null) {
                throw new MachineException("'" + policy + "' of " + reference.getBundle() + " could not be made: see the bundle's log");
            }
            return new Made<>(wrap.apply(service, policy), () -> release(objects, service));
        });
    }

    private static <T> void release(ComponentServiceObjects<T> objects, T service) {
        try {
            objects.ungetService(service);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // its bundle has gone and taken the service with it
        }
    }

    ServiceReference<?> reference() {
        return reference;
    }

    Made<P> make() {
        return maker.make();
    }

    boolean is(ServiceReference<?> other) {
        return reference.equals(other);
    }

    /** Higher ranking first, then the older service: OSGi's order. */
    boolean betterThan(Plug<?> other) {
        return reference.compareTo(other.reference) > 0;
    }

    String policy() {
        return policy;
    }

    int ranking() {
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    /** @return true when the service makes one instance per consumer, so that a fresh one can stand beside the old */
    boolean prototype() {
        return Constants.SCOPE_PROTOTYPE.equals(reference.getProperty(Constants.SERVICE_SCOPE));
    }

    String bundle() {
        Bundle bundle = reference.getBundle();
        return bundle == null ? "(gone)" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
