package org.zerobench.api.malloc;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.zerobench.api.kernel.Server;

/**
 * The kernel thread that serves heaps by IPC with the active {@link Allocator}. A space's heap is made at its first
 * request; its arena is an anonymous area that the pager fills.
 *
 * <table><caption>Requests (tag in MR0; reply in MR0)</caption>
 * <tr><td>64 MALLOC</td><td>MR2 bytes</td><td>address, 0 when there is no room</td></tr>
 * <tr><td>65 FREE</td><td>MR2 address</td><td>0 or -EINVAL</td></tr>
 * <tr><td>66 REALLOC</td><td>MR2 address, MR3 bytes</td><td>new address; MR2 = bytes to copy before freeing the old block,
 *     0 when it did not move</td></tr>
 * <tr><td>67 CHECK</td><td></td><td>0; MR2 live blocks, MR3 live bytes</td></tr>
 * </table>
 */
@ProviderType
public interface HeapServer extends Server {
    int MALLOC = 64;
    int FREE = 65;
    int REALLOC = 66;
    int CHECK = 67;

    /** {@code child} gets a copy of the heap of {@code parent} (fork). */
    void fork(int parent, int child);

    /** The space ended or its program was replaced: its heap is forgotten. */
    void close(int spid);

    /** All heaps now. */
    MallocState save();
}
