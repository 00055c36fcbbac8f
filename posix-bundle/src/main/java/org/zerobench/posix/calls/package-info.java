/**
 * System calls: what one is ({@link org.zerobench.posix.calls.Call}), the table of them ({@link
 * org.zerobench.posix.calls.CallTable}) and their handlers, one class for each family.
 *
 * <p>A handler reads its arguments from the call, works on the process's files, memory or signals, and returns a result or
 * a negated error number. It knows neither registers nor IPC.
 *
 * <p>The server has two halves that meet only here: files ({@link org.zerobench.posix.fs}) and processes ({@link
 * org.zerobench.posix.process}). {@link org.zerobench.posix.calls.FileSide} is all that the process half asks of the file
 * half; {@link org.zerobench.posix.process.Processes}, {@link org.zerobench.posix.process.Process} and {@link
 * org.zerobench.posix.process.Task} are what the file half may ask.
 *
 * <p><b>Threads:</b> machine thread only.
 */
package org.zerobench.posix.calls;
