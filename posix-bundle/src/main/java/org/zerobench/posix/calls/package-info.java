/**
 * The process half's system calls: their handlers, one class for each family. (The file half's are beside the files.)
 *
 * <p>A handler reads its arguments from the {@link org.zerobench.posix.process.Call}, works on the process's memory or
 * signals, and returns a result or a negated error number. It knows neither registers nor IPC.
 *
 * <p><b>Threads:</b> machine thread only.
 */
package org.zerobench.posix.calls;
