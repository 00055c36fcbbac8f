/**
 * Aging: an approximation of "least recently used" by shift registers.
 *
 * <p><b>Threads:</b> machine thread.
 */
package org.zerobench.pager.aging;
