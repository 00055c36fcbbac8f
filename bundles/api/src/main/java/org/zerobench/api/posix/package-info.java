/**
 * Processes and files.
 *
 * <p><b>Who implements it:</b> {@link org.zerobench.api.posix.PosixServer} the POSIX bundle.
 *
 * <p><b>Threads:</b> machine thread only.
 */
@Export
@Version("1.0.0")
package org.zerobench.api.posix;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
