/**
 * The test kit for allocators.
 *
 * <p>Extend {@link org.zerobench.malloc.tck.AllocatorContract} and give it your allocator: it runs what every allocator must
 * pass. {@link org.zerobench.malloc.tck.CheckedHeap} wraps a heap and compares each answer with a model; {@link
 * org.zerobench.malloc.tck.HeapTrace} is a seeded random program.
 */
package org.zerobench.malloc.tck;
