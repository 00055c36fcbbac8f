package org.zerobench.malloc.tlsf;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;

/** The policy {@code tlsf}. */
@Component(service = Allocator.class, scope = ServiceScope.PROTOTYPE,
        property = {Allocator.POLICY + "=tlsf", "service.ranking:Integer=40"})
public final class Tlsf implements Allocator {

    @Override
    public Heap heap(HeapState state) {
        return new TlsfHeap(state.check());
    }
}
