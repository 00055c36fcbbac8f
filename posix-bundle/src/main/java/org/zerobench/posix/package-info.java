/**
 * The POSIX server: {@link org.zerobench.posix.PosixService} is the part, {@code Dispatch} takes every message to its call and
 * back. Below stand the processes ({@link org.zerobench.posix.process}), the files ({@link org.zerobench.posix.fs}) and the
 * calls ({@link org.zerobench.posix.calls}; {@link org.zerobench.posix.nativeabi} for the native way in).
 *
 * <p><b>Threads:</b> machine thread only.
 */
package org.zerobench.posix;
