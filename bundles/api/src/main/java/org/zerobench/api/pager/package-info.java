/**
 * Memory policy: areas, objects, the page cache, copy-on-write, replacement.
 *
 * <p><b>Who implements it:</b> {@link org.zerobench.api.pager.Replacement} anyone with an idea which page to evict (small:
 * start there); {@link org.zerobench.api.pager.Pager} the pager bundle, which publishes one pager for each replacement
 * policy it finds, or a bundle with a memory manager of its own.
 *
 * <p><b>Threads:</b> machine thread only.
 */
@Export
@Version("1.0.0")
package org.zerobench.api.pager;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
