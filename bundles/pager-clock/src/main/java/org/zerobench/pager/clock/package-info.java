/**
 * Second chance: the oldest page goes unless it was used since it was last looked at.
 *
 * <p><b>Threads:</b> machine thread.
 */
package org.zerobench.pager.clock;
