package org.zerobench.machine;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.CpuInfo;
import org.zerobench.api.machine.CpuState;
import org.zerobench.api.machine.InterruptController;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.Peripherals;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.TrapHandler;
import org.zerobench.api.malloc.Allocator;
import org.zerobench.api.malloc.Heap;
import org.zerobench.api.malloc.HeapState;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.PosixServer;

/** A board without OSGi: services are made by hand, and the parts that a test is not about do nothing. */
final class Fakes {
    private static long nextServiceId;

    private Fakes() {}

    static Board board(Map<String, String> options) {
        Board board = new Board(options::get, (machine, raised, console) -> new Peripherals.Fitted(List.of(), inert(InterruptController.class), inert(Peripherals.Wires.class)));
        board.add(board.cpuSlot(), plug(Cpu.class, "nothing", 0, IdleCpu::new, part -> part));
        board.add(board.kernelSlot(), plug(Kernel.class, "nothing", 0, () -> inert(Kernel.class), part -> part));
        board.add(board.pagerSlot(), plug(Pager.class, "nothing", 0, () -> inert(Pager.class), part -> part));
        board.add(board.posixSlot(), plug(PosixServer.class, "nothing", 0, () -> inert(PosixServer.class), part -> part));
        return board;
    }

    static <T, P> Plug<P> plug(Class<T> type, String policy, int ranking, Supplier<T> maker, java.util.function.Function<T, P> wrap) {
        return Plug.of(reference(policy, ranking), objects(maker), (service, name) -> wrap.apply(service));
    }

    static Plug<Heaps> allocator(String policy, int ranking, Supplier<Allocator> maker) {
        return Plug.of(Fakes.<Allocator>reference(policy, ranking), objects(maker), Heaps::new);
    }

    /** Answers 0, null, false, or "never" to everything. */
    private static <T> T inert(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getName().equals("deadline")) {
                return Long.MAX_VALUE;
            }
            if (method.getName().equals("pending")) {
                return -1;
            }
            Class<?> result = method.getReturnType();
            return result == int.class ? 0x40000000 : result == long.class ? (Object) 0L : result == boolean.class ? (Object) false : null;
        }));
    }

    @SuppressWarnings("unchecked")
    private static <T> ServiceReference<T> reference(String policy, int ranking) {
        long id = ++nextServiceId;
        Map<String, Object> properties = Map.of("policy", policy, "service.ranking", ranking, "service.scope", "prototype", "service.id", id);
        Bundle bundle = (Bundle) Proxy.newProxyInstance(Fakes.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (self, method, args) -> method.getName().equals("getSymbolicName") ? "test" : null);
        return (ServiceReference<T>) Proxy.newProxyInstance(Fakes.class.getClassLoader(), new Class<?>[] {ServiceReference.class},
                (self, method, args) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(args[0]);
                    case "getBundle" -> bundle;
                    case "compareTo" -> {
                        int other = (Integer) ((ServiceReference<?>) args[0]).getProperty("service.ranking");
                        long otherId = (Long) ((ServiceReference<?>) args[0]).getProperty("service.id");
                        yield ranking != other ? Integer.compare(ranking, other) : Long.compare(otherId, id);
                    }
                    case "equals" -> self == args[0];
                    case "hashCode" -> (int) id;
                    default -> null;
                });
    }

    private static <T> ComponentServiceObjects<T> objects(Supplier<T> maker) {
        return new ComponentServiceObjects<>() {
            @Override
            public T getService() {
                return maker.get();
            }

            @Override
            public void ungetService(T service) {}

            @Override
            public ServiceReference<T> getServiceReference() {
                return null;
            }
        };
    }

    private static final class IdleCpu implements Cpu {
        @Override
        public CpuInfo info() {
            return new CpuInfo("idle", "test", "none", 0, 0, false, List.of());
        }

        @Override
        public void open(Machine machine) {}

        @Override
        public ThreadContext run(ThreadContext context, TrapHandler handler) {
            return context;
        }

        @Override
        public void stop() {}

        @Override
        public void syncVfp(ThreadContext context, boolean load) {}

        @Override
        public void invalidatePage(int ttbr0, int virtual) {}

        @Override
        public void invalidateSpace(int ttbr0) {}

        @Override
        public void invalidateCode(int physical, int bytes) {}

        @Override
        public CpuState save() {
            return new CpuState();
        }

        @Override
        public void restore(CpuState state) {}
    }

    /** Places blocks one behind the other and never reuses room; {@code flaw} spoils it in one way. */
    static class Bump implements Allocator {
        enum Flaw { NONE, THROWS_IN_RESTORE, LOSES_A_BLOCK, MOVES_A_BLOCK, HANGS_IN_RESTORE, HANGS_IN_SAVE, THROWS_IN_ALLOCATE, ANSWERS_NONSENSE }

        private final Flaw flaw;

        Bump(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        public Heap heap(HeapState state) {
            if (flaw == Flaw.THROWS_IN_RESTORE) {
                throw new IllegalStateException("spoiled");
            }
            if (flaw == Flaw.HANGS_IN_RESTORE) {
                hang();
            }
            return new BumpHeap(state);
        }

        private static void hang() {
            // a real hang: neither interruption nor time ends it
            while (!Thread.currentThread().isDaemon() || System.nanoTime() != 0) {
                Thread.onSpinWait();
            }
        }

        private final class BumpHeap implements Heap {
            private final java.util.TreeMap<Integer, Integer> blocks = new java.util.TreeMap<>();
            private final HeapState arena;
            private int next;

            BumpHeap(HeapState state) {
                arena = state;
                next = state.start();
                for (int i = 0; i < state.blocks(); i++) {
                    blocks.put(state.addresses()[i], state.sizes()[i]);
                    next = state.addresses()[i] + (state.sizes()[i] + 7 & ~7);
                }
            }

            @Override
            public int allocate(int bytes) {
                if (flaw == Flaw.THROWS_IN_ALLOCATE) {
                    throw new IllegalStateException("spoiled");
                }
                if (flaw == Flaw.ANSWERS_NONSENSE) {
                    return 0x1234567;
                }
                int address = next;
                blocks.put(address, bytes);
                next += bytes + 7 & ~7;
                return address;
            }

            @Override
            public int free(int address) {
                Integer bytes = blocks.remove(address);
                return bytes == null ? -1 : bytes;
            }

            @Override
            public int size(int address) {
                return blocks.getOrDefault(address, -1);
            }

            @Override
            public HeapState save() {
                if (flaw == Flaw.HANGS_IN_SAVE) {
                    hang();
                }
                int[] addresses = blocks.keySet().stream().mapToInt(Integer::intValue).toArray();
                int[] sizes = blocks.values().stream().mapToInt(Integer::intValue).toArray();
                if (flaw == Flaw.LOSES_A_BLOCK && addresses.length > 0) {
                    return new HeapState(arena.start(), arena.arenaBytes(), java.util.Arrays.copyOf(addresses, addresses.length - 1),
                            java.util.Arrays.copyOf(sizes, sizes.length - 1));
                }
                if (flaw == Flaw.MOVES_A_BLOCK && addresses.length > 0) {
                    addresses[0] += 8;
                }
                return new HeapState(arena.start(), arena.arenaBytes(), addresses, sizes);
            }
        }
    }
}
