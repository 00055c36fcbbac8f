/**
 * Best fit: a block goes into the smallest gap that holds it, the lowest of those.
 *
 * <p>{@link org.zerobench.malloc.bestfit.BestFitHeap} is the policy on two sorted sets of numbers ({@link
 * org.zerobench.malloc.bestfit.SortedLongs}): live blocks by address, gaps by size.
 */
package org.zerobench.malloc.bestfit;
