/**
 * The microkernel: threads, spaces, IPC, capabilities.
 *
 * <p><b>Who implements it:</b> {@link org.zerobench.api.kernel.Kernel} the kernel bundle; {@link
 * org.zerobench.api.kernel.Server} every thread whose code is Java (pager, heap server, POSIX server and your own).
 *
 * <p>Three views of one object, by who uses it: {@link org.zerobench.api.kernel.Kernel} (the machine's loop), {@link
 * org.zerobench.api.kernel.KernelCalls} (servers, each under its own thread id and its own capabilities), {@link
 * org.zerobench.api.kernel.KernelView} (people).
 *
 * <p>Results of calls are L4's: zero or positive on success, a negated {@link org.zerobench.api.kernel.Errors} number
 * otherwise. No exception is thrown for a guest's or a server's wrong argument.
 *
 * <p><b>Threads:</b> machine thread only; asserted at every entry.
 */
@Export
@Version("1.0.0")
package org.zerobench.api.kernel;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
