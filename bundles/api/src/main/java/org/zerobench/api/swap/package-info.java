/**
 * Hot swap: what a replaceable part hands over and how a replacement is reported.
 *
 * <p>Every part can save its world as an immutable, versioned, implementation-neutral {@link
 * org.zerobench.api.swap.State} record and take one in. The record describes the world, not the algorithm. One mechanism
 * carries hot swap, rollback, checkpoint and going back in time.
 *
 * <p><b>Who implements it:</b> {@link org.zerobench.api.swap.Swappable} every replaceable part; {@link
 * org.zerobench.api.swap.Swaps} the machine bundle.
 *
 * <p><b>Threads:</b> {@code save} runs on the machine thread or a helper thread while the machine stands still at a safe
 * point; so does {@code restore}. Both have a time limit and may not call the machine.
 */
@Export
@Version("1.0.0")
package org.zerobench.api.swap;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
