/**
 * TLSF, two-level segregated fit (M. Masmano, I. Ripoll, A. Crespo, J. Real: "TLSF: a new dynamic memory allocator for
 * real-time systems", ECRTS 2004): free blocks in lists by size class, found through two levels of bitmaps, so that every
 * operation takes constant time.
 *
 * <p>{@link org.zerobench.malloc.tlsf.TlsfHeap} is the policy, {@link org.zerobench.malloc.tlsf.Pieces} the arena cut into
 * live and free pieces with both kinds of links, {@link org.zerobench.malloc.tlsf.AddressTable} finds a live piece.
 */
package org.zerobench.malloc.tlsf;
