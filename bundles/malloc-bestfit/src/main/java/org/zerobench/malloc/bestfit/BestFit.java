package org.zerobench.malloc.bestfit;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;

/** The policy {@code best-fit}. */
@Component(service = Allocator.class, scope = ServiceScope.PROTOTYPE,
        property = {Allocator.POLICY + "=best-fit", "service.ranking:Integer=50"})
public final class BestFit implements Allocator {

    @Override
    public Heap heap(HeapState state) {
        return new BestFitHeap(state.check());
    }
}
