/**
 * Processes: tasks, memory, signals, births and ends, and what a system call of theirs is ({@link
 * org.zerobench.posix.process.Call}) with the table of them ({@link org.zerobench.posix.process.CallTable}).
 *
 * <p>The ground floor of the server. The file half ({@link org.zerobench.posix.fs}) and the handlers ({@link
 * org.zerobench.posix.calls}) stand on it. It asks the file half only through {@link org.zerobench.posix.process.FileSide};
 * a process's descriptor table is the one thing of the file half that it holds, without looking inside. The file half
 * asks through {@link org.zerobench.posix.process.Processes}, {@link org.zerobench.posix.process.Process} and {@link
 * org.zerobench.posix.process.Task}.
 *
 * <p><b>Threads:</b> machine thread only.
 */
package org.zerobench.posix.process;
