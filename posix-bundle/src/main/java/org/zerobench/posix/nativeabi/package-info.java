/**
 * The native way in: the message tags of docs/native-protocol.md, turned into the same calls that Linux programs make.
 *
 * <p><b>Threads:</b> machine thread only.
 */
package org.zerobench.posix.nativeabi;
