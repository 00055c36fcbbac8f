package org.zerobench.shell;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The end of the JVM: the launcher waits for the framework to stop and exits with the system property {@value #EXIT}. */
final class Ending {

    private static final String EXIT = "zb.exit";

    private Ending() {}

    /** @param status 0 to 255 */
    static void exit(BundleContext context, int status) {
        System.setProperty(EXIT, Integer.toString(status));
        Bundle system;
        try {
            system = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        } catch (IllegalStateException gone) {
            return; // a signal has stopped the framework already, and this bundle with it
        }
        try {
            system.stop();
        } catch (BundleException e) {
            throw new IllegalStateException("the framework cannot be stopped", e);
        }
    }
}
