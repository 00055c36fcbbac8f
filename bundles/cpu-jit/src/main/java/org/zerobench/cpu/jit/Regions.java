package org.zerobench.cpu.jit;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * All compiled code of a CPU: finds the region for an address, has hot code compiled by a thread of its own, and takes what is
 * ready. Bounded: the oldest regions go first. Methods are for the machine thread.
 */
final class Regions {

    /** Times that an instruction is branched to before it is compiled, unless told otherwise. */
    static final int HOT = 300;
    /** An instruction's heat while its region is being compiled. */
    private static final int WAITING = Integer.MIN_VALUE / 2;
    /** Heat of what cannot be compiled. */
    private static final int NEVER = Integer.MIN_VALUE;
    /** How much hotter code has to get from outside that is within a region already, before it is compiled once more. */
    private static final int INSIDE = 8;
    private static final int MOST_REGIONS = 2048;
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_WAITING = 16;
    /** Regions that begin at the same place of a frame, seen at different addresses. */
    private static final int MOST_VIEWS = 4;
    private static final int STEPS = Integer.getInteger("zb.jit.steps", 250);

    private record Ready(Region region, Code code) {}

    private final int hot;
    final boolean eager;
    private final Mmu mmu;
    private final CodePages pages;
    private final Decoder decoder;
    private final MemorySegment ram;
    private final Queue<Region> inOrder = new ArrayDeque<>();
    private int bytes;
    private final BlockingQueue<Region> wanted = new LinkedBlockingQueue<>();
    private final Queue<Ready> ready = new ConcurrentLinkedQueue<>();
    private Thread compiler;
    private int waiting;
    private int compiled;
    private volatile Throwable failure;
    /** Number of the entry for the key that was found last. */
    int entry;

    /** @param eager compiles code before it runs for the first time, on the machine thread */
    Regions(Mmu mmu, CodePages pages, Decoder decoder, MemorySegment ram, int hot, boolean eager) {
        this.hot = hot;
        this.eager = eager;
        this.mmu = mmu;
        this.pages = pages;
        this.decoder = decoder;
        this.ram = MemorySegment.ofAddress(ram.address()).reinterpret(ram.byteSize());
    }

    /**
     * The compiled region to enter at a key, or null.
     *
     * @throws Abort when the address may not be executed
     */
    Region find(int key) {
        if (!ready.isEmpty()) {
            take();
        }
        Entries entries = mmu.entries();
        if (entries.knows(key)) {
            Region region = entries.region(key);
            if (region == null || region.valid) {
                entry = entries.number(key);
                return region;
            }
        }
        Region found = look(key);
        entries.put(key, found);
        entry = found == null ? 0 : found.number(key);
        return found;
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
        long views = page.regions().stream().filter(region -> region.valid && (region.entries.getFirst().key & 0xFFF) == (key & 0xFFF)).count();
        Region region = views >= MOST_VIEWS ? null : new RegionFinder(mmu, pages, decoder, eager, STEPS).find(key);
        if (region == null) {
            first.heat = NEVER;
            return false;
        }
        for (int frame : region.frames) {
            pages.find(frame).regions().add(region);
        }
        region.blocks.forEach(block -> block.steps.getFirst().i.heat = -INSIDE * hot);
        heat(region, WAITING);
        waiting++;
        if (eager) {
            compile(region);
            return true;
        }
        if (compiler == null) {
            compiler = Thread.ofPlatform().daemon().name("cpu-jit-compiler").start(this::compile);
        }
        wanted.add(region);
        return false;
    }

    private static void heat(Region region, int heat) {
        region.entries.forEach(block -> block.steps.getFirst().i.heat = heat);
    }

    /** The compiler's thread. */
    private void compile() {
        try {
            while (true) {
                compile(wanted.take());
            }
        } catch (InterruptedException e) {
            // retired
        }
    }

    private void compile(Region region) {
        Code code = null;
        try {
            code = RegionCompiler.compile(region, ram);
        } catch (RuntimeException | LinkageError e) {
            failure = e; // the interpreter goes on executing it
        } finally {
            ready.add(new Ready(region, code));
        }
    }

    /** Why a region could not be compiled, which is a bug; null when all could. */
    Throwable failure() {
        return failure;
    }

    /** Regions that have been compiled since the CPU was opened. */
    int compiled() {
        return compiled;
    }

    /** Puts to use what has been compiled. */
    private void take() {
        for (Ready next = ready.poll(); next != null; next = ready.poll()) {
            Region region = next.region;
            waiting--;
            if (next.code == null || !region.valid) {
                drop(region);
                heat(region, next.code == null ? NEVER : 0);
                continue;
            }
            region.code = next.code;
            compiled++;
            inOrder.add(region);
            bytes += region.bytes;
            heat(region, hot);
            while (inOrder.size() > MOST_REGIONS || bytes > MOST_BYTES) {
                drop(inOrder.element());
            }
        }
        inOrder.removeIf(region -> {
            bytes -= region.valid ? 0 : region.bytes;
            return !region.valid;
        });
        mmu.forgetEntries();
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
