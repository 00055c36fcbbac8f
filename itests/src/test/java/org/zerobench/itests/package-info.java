/**
 * Tests of what crosses bundle borders, each in a framework of a JVM of its own that holds the distribution's bundles.
 *
 * <p>Classes named {@code …IT} run twice in {@code mvn verify}: on Felix and on Equinox. To run one of them:
 * {@code mvn verify -pl itests -am -Dit.test=BundlesIT -Dsurefire.failIfNoSpecifiedTests=false}.
 */
package org.zerobench.itests;
