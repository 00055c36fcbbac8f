/**
 * Heaps: the allocation policy as a small SPI, and the server around it.
 *
 * <p><b>Who implements it:</b> {@link org.zerobench.api.malloc.Allocator} and {@link org.zerobench.api.malloc.Heap} anyone
 * with an idea where a block should go: two interfaces, no dependency but this package; {@link
 * org.zerobench.api.malloc.HeapServer} the machine bundle.
 *
 * <p>An allocator manages guest addresses; it never touches guest memory. The pager gives the pages.
 *
 * <p><b>Threads:</b> machine thread only.
 */
@Export
@Version("1.0.0")
package org.zerobench.api.malloc;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
