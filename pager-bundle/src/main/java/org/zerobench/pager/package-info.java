/**
 * The pager: virtual memory for programs and servers.
 *
 * <h2>The model</h2>
 * A {@link org.zerobench.pager.Space} has {@link org.zerobench.pager.Area areas}: runs of pages with a protection and a
 * meaning. What a place in an area holds is a {@link org.zerobench.pager.Page}: 4096 bytes in a frame, in the backing
 * store, or both. A page is <em>private</em> or belongs to a {@link org.zerobench.pager.MemoryObject}: a file (its page
 * cache) or shared anonymous memory. Every page knows its holders, the places that have it, so eviction finds every
 * mapping without searching.
 *
 * <h2>Copy on write</h2>
 * Private pages are shared, not objects: fork lets the child hold the parent's pages, and a store to a page with more than
 * one holder makes a copy. There are no shadow objects: no chains to walk at a fault, none to merge when a task ends, no
 * page that lives on though nobody can see it. The price is one step per touched page at fork. A private file area shows
 * the file's cached pages read-only until a store replaces one by a private copy.
 *
 * <h2>What the kernel's tables may contain</h2>
 * Always less than or as much as this package allows, so a missing entry costs a fault and never a wrong byte:
 * <ul>
 * <li>a private page is mapped writable only while it has one holder and no copy in the backing store;</li>
 * <li>a file page is mapped writable only while it is marked dirty, and only by shared areas;</li>
 * <li>a page of shared memory is mapped writable only while it has no copy in the backing store;</li>
 * <li>an object's page is mapped only where it has a holder; the zero frame anywhere, read-only;</li>
 * <li>only what an area allows to be executed is executable.</li>
 * </ul>
 * Stores are seen exactly: the first store to a clean page is a fault.
 *
 * <h2>The order of changes</h2>
 * The kernel forgets a mapping before the page behind it changes or goes; a page enters the tables after its contents are
 * complete. A pager that is given up in the middle of a policy's answer therefore leaves nothing half done.
 *
 * <p><b>Threads:</b> machine thread; {@link org.zerobench.pager.Pagers} framework threads.
 */
package org.zerobench.pager;
