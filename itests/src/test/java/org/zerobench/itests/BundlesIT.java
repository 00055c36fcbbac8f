package org.zerobench.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The distribution as a whole: everything resolves, starts and finds what it needs. */
public class BundlesIT extends OnTheWorkbench {
    /** Installed in every mode, started only where a person sits at a terminal. */
    private static final String INTERACTIVE = "org.apache.felix.gogo.jline";

    @Inject
    private ServiceComponentRuntime components;

    @Test
    public void theFrameworkIsTheOneAskedFor() {
        String vendor = context.getProperty(Constants.FRAMEWORK_VENDOR);
        assertEquals(System.getProperty("zb.framework").equals("felix"), vendor.startsWith("Apache"));
    }

    @Test
    public void everyBundleIsActive() {
        List<String> inactive = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && !bundle.getSymbolicName().equals(INTERACTIVE))
                .map(Bundle::toString)
                .toList();
        assertEquals(List.of(), inactive);
    }

    @Test
    public void ourBundlesAreThere() {
        List<String> ours = Arrays.stream(context.getBundles())
                .map(Bundle::getSymbolicName)
                .filter(name -> name.startsWith("org.zerobench."))
                .toList();
        assertTrue(ours.toString(), ours.size() >= 12);
        assertTrue(ours.toString(), ours.contains("org.zerobench.machine"));
    }

    @Test
    public void noComponentWaitsForAnother() {
        List<String> waiting = components.getComponentDescriptionDTOs().stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(configuration -> configuration.unsatisfiedReferences.length > 0)
                .map(configuration -> configuration.description.name)
                .toList();
        assertEquals(List.of(), waiting);
    }

    @Test
    public void onlyTheApiIsShared() {
        List<String> exporters = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.zerobench."))
                .filter(bundle -> bundle.getHeaders().get(Constants.EXPORT_PACKAGE) != null)
                .map(Bundle::getSymbolicName)
                .toList();
        assertEquals(List.of("org.zerobench.api"), exporters);
    }
}
