package org.zerobench.malloc.firstfit;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;

/** The policy {@code first-fit}; its ranking makes it the one that is taken when nobody chooses. */
@Component(service = Allocator.class, scope = ServiceScope.PROTOTYPE,
        property = {Allocator.POLICY + "=first-fit", "service.ranking:Integer=100"})
public final class FirstFit implements Allocator {

    @Override
    public Heap heap(HeapState state) {
        return new FirstFitHeap(state.check());
    }
}
