/**
 * Containers: reads a manifest ({@link org.zerobench.containers.ManifestReader}), makes a plan of rights and mappings for
 * the kernel, and puts the images into RAM.
 *
 * <p><b>Threads:</b> any; what touches the machine runs at a safe point.
 */
package org.zerobench.containers;
