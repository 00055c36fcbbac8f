package org.zerobench.api.kernel;

import java.util.List;

/**
 * What a container starts with (ABI 9.7, 10.4): the rights of its first thread, which is its own pager, those of everybody
 * in it, and the mappings of the pager's image.
 *
 * @param id     container id, 0 to 0x7D: the top byte of its threads' ids
 * @param name   for people
 * @param pager  capabilities in the list of the pager's space, in the order in which READ shows them
 * @param shared capabilities in the container's list
 * @param image  mappings of the pager's image
 * @param entry  where the pager starts; bit 0 chooses Thumb
 */
public record ContainerPlan(int id, String name, List<Right> pager, List<Right> shared, List<Piece> image, int entry) {
    public ContainerPlan {
        pager = List.copyOf(pager);
        shared = List.copyOf(shared);
        image = List.copyOf(image);
    }

    /**
     * A capability (ABI 9.1). Whom it is about (resid) follows from the resource type: the container itself, the pager's
     * space, the pager; a pool is about nobody.
     *
     * @param type   type and resource type words, as in ABI 9.2
     * @param access rights, as in ABI 9.3
     * @param start  first page frame or interrupt, else 0
     * @param end    end page frame, exclusive, or last interrupt, else 0
     * @param size   pages or units, else 0
     */
    public record Right(int type, int access, int start, int end, int size) {}

    /**
     * One mapping.
     *
     * @param physical first frame's address
     * @param virtual  first address
     * @param pages    number of pages
     * @param flags    of {@link MapFlags}
     */
    public record Piece(int physical, int virtual, int pages, int flags) {}
}
