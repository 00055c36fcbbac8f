package org.zerobench.posix.fs;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zerobench.api.machine.Console;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.Vnode;

/** A board with nothing on it but clocks, options, consoles and a page cache that keeps no page. */
public final class FakeMachine {
    final Map<String, String> options = new HashMap<>();
    final Map<Integer, Console> consoles = new HashMap<>();
    /** Files that count as mapped by somebody. */
    final Set<Long> mapped = new HashSet<>();
    private long wall = 1_700_000_000_000_000_000L;
    long nanos = 1_000_000_000L;
    private final Pager pager = (Pager) Proxy.newProxyInstance(Pager.class.getClassLoader(), new Class<?>[] {Pager.class}, (self, method, a) -> switch (method.getName()) {
        case "read" -> ((Vnode) a[0]).read((Long) a[1], (byte[]) a[2], (Integer) a[3], (Integer) a[4]);
        case "write" -> ((Vnode) a[0]).write((Long) a[1], (byte[]) a[2], (Integer) a[3], (Integer) a[4]);
        case "truncated" -> null;
        case "flush" -> 0;
        case "forget" -> !mapped.contains(((Vnode) a[0]).id());
        case "areas" -> List.of();
        case "frameUse" -> new Pager.FrameUse(4096, 2048, 1000, 500, 0, 0, 0, 0, new byte[0]);
        default -> throw new UnsupportedOperationException(method.getName());
    });

    public final Machine machine = (Machine) Proxy.newProxyInstance(Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, (self, method, a) -> switch (method.getName()) {
        case "wallNanos" -> wall += 1000;
        case "nanos" -> nanos;
        case "pager" -> pager;
        case "chronicle" -> Optional.empty();
        case "option" -> Optional.ofNullable(options.get((String) a[0]));
        case "console" -> Optional.ofNullable(consoles.get((Integer) a[0]));
        default -> throw new UnsupportedOperationException(method.getName());
    });

    /** A console of byte queues. */
    static final class Streams implements Console {
        final java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        byte[] input = new byte[0];
        boolean ended;
        boolean terminal;
        boolean lines = true;
        /** Somebody has asked for more than there was. */
        boolean wanted;

        @Override
        public int id() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (input.length == 0) {
                wanted = true;
                return ended ? -1 : 0;
            }
            int n = Math.min(length, input.length);
            System.arraycopy(input, 0, target, offset, n);
            input = java.util.Arrays.copyOfRange(input, n, input.length);
            return n;
        }

        @Override
        public boolean readable() {
            return input.length > 0 || ended;
        }

        @Override
        public int write(int stream, byte[] source, int offset, int length) {
            out.write(source, offset, length);
            return length;
        }

        @Override
        public boolean terminal(int stream) {
            return terminal;
        }

        @Override
        public int columns() {
            return 100;
        }

        @Override
        public int rows() {
            return 30;
        }

        @Override
        public void lineMode(boolean on) {
            lines = on;
        }
    }
}
