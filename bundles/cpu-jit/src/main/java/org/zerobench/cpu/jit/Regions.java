package org.zerobench.cpu.jit;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * All compiled code of a CPU: finds the region for an address, has hot code compiled by a thread of its own, and takes what is
 * ready. Bounded: the oldest regions go first. Methods are for the machine thread.
 */
final class Regions {

    /**
     * When code is compiled, and how much of it is kept.
     *
     * @param hot   times that an instruction is branched to before it is compiled, in the beginning
     * @param least the same, when much has been executed
     * @param eager to compile code before it runs for the first time, on the machine thread
     * @param most  regions that are kept
     */
    record Tuning(int hot, int least, boolean eager, int most) {

        static final Tuning USUAL = new Tuning(60_000, 4_000, false, 1024);
    }

    /** An instruction's heat while its region is being compiled. */
    private static final int WAITING = Integer.MIN_VALUE / 2;
    /** Heat of what cannot be compiled. */
    private static final int NEVER = Integer.MIN_VALUE;
    /** Times that a region is entered before it is enlarged. */
    static final int OFTEN = 500_000;
    /** Instructions in which the host learns to know what it runs. */
    private static final double BEGINNING = 250e6;
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_WAITING = 16;
    /** Regions that begin at the same place of a frame, seen at different addresses. */
    private static final int MOST_VIEWS = 4;
    /** Bytes of a region's bytecode, about: few enough for HotSpot, which compiles no method above 8,000. */
    private static final int MOST_CODE = 6_000;

    private record Ready(Region region, Shape shape, Made made) {}

    /** @param code null when it could not be compiled @param bytes of its class file */
    private record Made(Code code, int bytes) {}

    private record Order(Region region, Shape shape) {}

    final Tuning tuning;
    private final Mmu mmu;
    private final CodePages pages;
    private final Decoder decoder;
    private final RamAccess ram;
    private final Queue<Region> inOrder = new ArrayDeque<>();
    private int bytes;
    /** Code by shape, the oldest first. */
    private final Map<Shape, Made> made = new LinkedHashMap<>();
    private final BlockingQueue<Order> wanted = new LinkedBlockingQueue<>();
    private final Queue<Ready> ready = new ConcurrentLinkedQueue<>();
    private Thread compiler;
    private int waiting;
    /** How often compiled code has been put to use. */
    private int taken;
    private int hot;
    private int compiled;
    private volatile Throwable failure;

    Regions(Mmu mmu, CodePages pages, Decoder decoder, RamAccess ram, Tuning tuning) {
        this.tuning = tuning;
        this.mmu = mmu;
        this.pages = pages;
        this.decoder = decoder;
        this.ram = ram;
    }

    /**
     * What there is of compiled code to enter at a key.
     *
     * @throws Abort when the address may not be executed
     */
    Entries.Entry find(int key) {
        if (!ready.isEmpty()) {
            take();
        }
        Entries.Entry entry = known(key);
        return entry != null ? entry : mmu.entries().put(key, look(key), taken);
    }

    /** What has been found for a key, or null. */
    Entries.Entry known(int key) {
        Entries.Entry entry = mmu.entries().at(key);
        return entry.key() == key && entry.holds(taken) ? entry : null;
    }

    private Region look(int key) {
        CodePage page = pages.find(mmu.fetch(key & ~1));
        if (page != null) {
            for (Region region : page.regions()) {
                if (region.valid && region.code != null && region.number(key) >= 0 && fits(region)) {
                    return region;
                }
            }
        }
        return null;
    }

    /** Whether the running space has the region's frames where it wants them. */
    private boolean fits(Region region) {
        for (int p = 0; p < region.pages.length; p++) {
            if (mmu.executable(region.pages[p]) != region.frames[p]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Times that an instruction is branched to before it is compiled. What has been run for long will be run for long, as a rule,
     * and is worth more of the host's time.
     *
     * @param retired instructions executed
     */
    int hot(long retired) {
        double share = BEGINNING / Math.max(retired, BEGINNING);
        hot = (int) Math.max(tuning.hot * share * share, tuning.least);
        return hot;
    }

    /** Counts that an instruction is branched to. @return true when it is worth a look for compiled code */
    boolean heats(Instruction target) {
        return ++target.heat > hot;
    }

    /** An instruction is hot and not compiled as the running space sees it. @return true when it is compiled now */
    boolean want(int key, Instruction first, CodePage page) {
        if (waiting >= MOST_WAITING) {
            first.heat = hot / 2;
            return false;
        }
        long views = page.regions().stream()
                .filter(region -> region.valid && (region.entries.getFirst().key & 0xFFF) == (key & 0xFFF)).count();
        Region region = views >= MOST_VIEWS ? null : finder().find(key, null);
        if (region == null) {
            first.heat = NEVER;
            return false;
        }
        // what is within a region has to be reached twice as often from outside
        region.blocks.stream().filter(block -> block.call == null)
                .forEach(block -> block.steps.getFirst().i.heat = -hot);
        order(region);
        return tuning.eager;
    }

    /** A region is entered often: it may be that it leads to others all the time, and back. */
    void enlarge(Region region) {
        if (region.replaces == null && waiting < MOST_WAITING) {
            Region larger = finder().find(region.entries.getFirst().key, region);
            if (larger != null && larger.steps.size() > region.steps.size()) {
                order(larger);
            }
        }
    }

    private RegionFinder finder() {
        return new RegionFinder(mmu, pages, decoder, tuning.eager, MOST_CODE);
    }

    private void order(Region region) {
        for (int frame : region.frames) {
            pages.find(frame).regions().add(region);
        }
        heat(region, WAITING);
        waiting++;
        Shape shape = new Shape(region);
        Made known = made.get(shape);
        if (known != null) {
            ready.add(new Ready(region, shape, known));
            return;
        }
        if (tuning.eager) {
            compile(region, shape);
            return;
        }
        if (compiler == null) {
            compiler = Thread.ofPlatform().daemon().name("cpu-jit-compiler").start(this::compile);
        }
        wanted.add(new Order(region, shape));
    }

    private static void heat(Region region, int heat) {
        region.entries.forEach(block -> block.steps.getFirst().i.heat = heat);
    }

    /** The compiler's thread. */
    private void compile() {
        try {
            while (true) {
                Order order = wanted.take();
                compile(order.region, order.shape);
            }
        } catch (InterruptedException e) {
            // retired
        }
    }

    private void compile(Region region, Shape shape) {
        Code code = null;
        int bytes = 0;
        try {
            byte[] file = RegionCompiler.classFile(region, ram);
            bytes = file.length;
            code = RegionCompiler.load(file, ram);
        } catch (RuntimeException | LinkageError e) {
            failure = e; // the interpreter goes on executing it
        } finally {
            ready.add(new Ready(region, shape, new Made(code, bytes)));
        }
    }

    /** Why a region could not be compiled, which is a bug; null when all could. */
    Throwable failure() {
        return failure;
    }

    /** Regions that can be entered, or could before their code changed. */
    int held() {
        return inOrder.size();
    }

    /** Regions that have been compiled since the CPU was opened. */
    int compiled() {
        return compiled;
    }

    /** What there is of compiled code, for people. */
    String figures() {
        return compiled + " regions of code compiled, " + inOrder.size() + " kept, " + (bytes >>> 10) + " KiB";
    }

    /** Puts to use what has been compiled. */
    private void take() {
        for (Ready next = ready.poll(); next != null; next = ready.poll()) {
            Region region = next.region;
            waiting--;
            if (next.made.code == null || !region.valid) {
                drop(region);
                heat(region, next.made.code == null ? NEVER : 0);
                continue;
            }
            if (region.replaces != null) {
                drop(region.replaces);
            }
            region.code = next.made.code;
            region.bytes = next.made.bytes;
            keep(next);
            inOrder.add(region);
            bytes += region.bytes;
            heat(region, tuning.hot);
            while (inOrder.size() > tuning.most || bytes > MOST_BYTES) {
                dropOne();
            }
        }
        inOrder.removeIf(region -> {
            bytes -= region.valid ? 0 : region.bytes;
            return !region.valid;
        });
        taken++;
    }

    private void keep(Ready next) {
        if (made.putIfAbsent(next.shape, next.made) == null) {
            compiled++;
            if (made.size() > tuning.most) {
                made.remove(made.keySet().iterator().next());
            }
        }
    }

    /** Drops the oldest region that has not been entered since it was looked at last. */
    private void dropOne() {
        while (inOrder.element().entered != inOrder.element().seen) {
            Region spared = inOrder.remove();
            spared.seen = spared.entered;
            inOrder.add(spared);
        }
        drop(inOrder.element());
    }

    private void drop(Region region) {
        region.valid = false;
        for (int frame : region.frames) {
            CodePage page = pages.find(frame);
            if (page != null) {
                page.regions().remove(region);
            }
        }
        if (inOrder.remove(region)) {
            bytes -= region.bytes;
            heat(region, 0);
        }
    }

    /** Ends the compiler's thread. */
    void close() {
        if (compiler != null) {
            compiler.interrupt();
        }
    }
}
