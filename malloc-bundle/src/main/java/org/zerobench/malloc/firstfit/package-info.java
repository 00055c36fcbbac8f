/**
 * First fit: a block goes into the lowest gap that holds it. The classic allocator of the native containers, and the
 * default.
 *
 * <p>{@link org.zerobench.malloc.firstfit.FirstFitHeap} holds the rules, {@link org.zerobench.malloc.firstfit.Blocks} the
 * live blocks in address order with an index that finds the lowest gap without walking them all.
 */
package org.zerobench.malloc.firstfit;
