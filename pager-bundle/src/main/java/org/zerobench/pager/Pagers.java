package org.zerobench.pager;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Replacement;

/**
 * Publishes one {@link Pager} service for each {@link Replacement} service, under the policy's name and ranking, as long
 * as that is there. Each pager gets an instance of the policy for itself.
 *
 * <p>Framework threads; a pager that is in use when its policy goes works on with the instance it has until another one
 * has taken its world over.
 */
@Component(immediate = true, service = {})
public final class Pagers {
    private final BundleContext context;
    private final Machine machine;
    private final Map<ServiceReference<Replacement>, ServiceRegistration<Pager>> published = new ConcurrentHashMap<>();

    /** @param context this bundle's @param machine the board every pager works on */
    @Activate
    public Pagers(BundleContext context, @Reference Machine machine) {
        this.context = context;
        this.machine = machine;
    }

    /** A policy has come. */
    @Reference(service = Replacement.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPolicy(ServiceReference<Replacement> policy) {
        Object name = policy.getProperty(Replacement.POLICY);
        if (!(name instanceof String text) || text.isEmpty()) {
            machine.report("pager: " + policy.getBundle().getSymbolicName() + " has a Replacement without the property "
                    + Replacement.POLICY + ": give it a name");
            return;
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Pager.POLICY, text);
        properties.put("policy.bundle", policy.getBundle().getSymbolicName() + " " + policy.getBundle().getVersion());
        if (policy.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking) {
            properties.put(Constants.SERVICE_RANKING, ranking);
        }
        published.put(policy, context.registerService(Pager.class, new Factory(policy, text), properties));
    }

    /** A policy is going: so does its pager. */
    void removePolicy(ServiceReference<Replacement> policy) {
        ServiceRegistration<Pager> registration = published.remove(policy);
        if (registration != null) {
            registration.unregister();
        }
    }

    /** The bundle is going: its pagers with it. */
    @Deactivate
    void withdraw() {
        published.keySet().forEach(this::removePolicy);
    }

    private final class Factory implements PrototypeServiceFactory<Pager> {
        private final ServiceReference<Replacement> policy;
        private final String name;
        private final Map<Pager, Replacement> policies = new ConcurrentHashMap<>();

        Factory(ServiceReference<Replacement> policy, String name) {
            this.policy = policy;
            this.name = name;
        }

        private ServiceObjects<Replacement> objects() {
            return context.getServiceObjects(policy);
        }

        @Override
        public Pager getService(Bundle bundle, ServiceRegistration<Pager> registration) {
            ServiceObjects<Replacement> objects = objects();
            Replacement instance = objects == null ? null : objects.getService();
            if (instance == null) {
                return null;
            }
            Pager pager = new VirtualMemory(machine, instance, name);
            policies.put(pager, instance);
            return pager;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Pager> registration, Pager pager) {
            Replacement instance = policies.remove(pager);
            ServiceObjects<Replacement> objects = objects();
            if (instance != null && objects != null) {
                try {
                    objects.ungetService(instance);
                } catch (IllegalArgumentException e) {
                    // The policy's bundle has stopped: the framework took the instance back first.
                    assert instance != null;
                }
            }
        }
    }
}
