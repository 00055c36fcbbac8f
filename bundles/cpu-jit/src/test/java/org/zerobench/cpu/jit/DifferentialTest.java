package org.zerobench.cpu.jit;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;
import org.zerobench.cpu.unicorn.EngineRoom;
import org.zerobench.cpu.unicorn.UnicornCpu;

/**
 * Random sequences on this CPU and on Unicorn: registers, flags, memory and the way execution ends must be the same, but for
 * what {@link Difference} names. Always the same sequences, as what Unicorn gets wrong is known only as far as it was met: {@code
 * -Dzb.seed=N} gives others (random ones without a number), {@code -Dzb.diff.instructions} makes it longer,
 * {@code -Dzb.diff.length} chooses the length of a sequence, {@code -Dzb.diff.all} counts all failures by instruction.
 */
class DifferentialTest {

    private static final int INSTRUCTIONS = Integer.getInteger("zb.diff.instructions", 110_000);
    private static final int LENGTH = Integer.getInteger("zb.diff.length", 8);
    private static final boolean ALL = Boolean.getBoolean("zb.diff.all");
    /** Instructions after which a sequence that jumps around is given up. */
    private static final int PATIENCE = 300;
    private static final int PAGE = 4096;
    private static final int CPSR_SEEN = 0xFE0F_FC20;

    private static final long SEED = 20261123;

    private final long seed = System.getProperty("zb.seed") == null ? SEED : Long.getLong("zb.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomCode source = new RandomCode(random);
    private final Map<String, List<String>> failures = new TreeMap<>();
    private final Map<Difference, Integer> differences = new TreeMap<>();
    private Arena arena;
    private MemorySegment dataBefore;
    private EngineRoom room;
    private Board mine;
    private Board others;
    private Cpu unicorn;
    private JitCpu java;

    @BeforeEach
    void open() {
        arena = Arena.ofShared();
        mine = new Board(arena);
        others = new Board(arena);
        dataBefore = arena.allocate(others.data().byteSize());
        room = new EngineRoom();
        unicorn = new UnicornCpu(room);
        unicorn.open(others.machine);
    }

    @AfterEach
    void close() {
        System.clearProperty(RamAccess.PROPERTY);
        java.retire();
        unicorn.retire();
        room.close();
        arena.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theInterpreterAgrees(boolean thumb) {
        java = new JitCpu(new Regions.Tuning(Integer.MAX_VALUE, Integer.MAX_VALUE, false, 0));
        bothCpusAgree(thumb, INSTRUCTIONS);
    }

    /** All code is compiled before it runs. */
    @ParameterizedTest
    @CsvSource({"false, segment", "true, segment", "false, unsafe", "true, unsafe"})
    void theCompilerAgrees(boolean thumb, String memory) {
        System.setProperty(RamAccess.PROPERTY, memory);
        java = new JitCpu(new Regions.Tuning(0, 0, true, 2048));
        bothCpusAgree(thumb, INSTRUCTIONS / 10);
        assertNull(java.regions().failure());
        System.out.println(java.regions().compiled() + " regions were compiled");
        assertTrue(java.regions().compiled() > 0);
    }

    private void bothCpusAgree(boolean thumb, int instructions) {
        java.open(mine.machine);
        int at = Board.CODE;
        int executed = 0;
        int sequences = 0;
        while (executed < instructions) {
            RandomCode.Sequence sequence = source.sequence(thumb, 1 + random.nextInt(LENGTH));
            if (at + sequence.bytes().length > Board.CODE + Board.CODE_BYTES) {
                at = Board.CODE;
                forgetCode();
            }
            if (sequences++ % 16 == 0) {
                long numbers = random.nextLong();
                mine.fillData(new Random(numbers));
                others.fillData(new Random(numbers));
            }
            mine.code(at, sequence.bytes());
            if (java.regions().tuning.eager()) {
                java.invalidateCode(Board.codeFrames() + at - Board.CODE & -PAGE, 2 * PAGE); // it looks ahead
            }
            others.code(at, sequence.bytes());
            executed += Math.min(sequence.items().size(), both(sequence, at));
            at = at + sequence.bytes().length + 15 & ~15;
        }
        System.out.println(executed + " instructions in " + sequences + " sequences; known differences " + differences);
        if (ALL) {
            failures.forEach((name, list) -> System.out.println(list.size() + " " + name + "\n   " + list.getFirst()));
        }
        assertTrue(failures.isEmpty(), failures.size() + " kinds of failures, seed " + seed);
    }

    @Test
    void bothOfferTheSameToPrograms() {
        java = new JitCpu();
        assertEquals(unicorn.info().hwcap(), java.info().hwcap());
        assertEquals(unicorn.info().hwcap2(), java.info().hwcap2());
    }

    /** @return instructions executed */
    private int both(RandomCode.Sequence sequence, int at) {
        ThreadContext left = new ThreadContext();
        left.ttbr0 = Board.TABLE;
        source.registers(left);
        left.jump(at | (sequence.thumb() ? 1 : 0));
        left.cpsr = left.cpsr & ~ThreadContext.CPSR_THUMB | (sequence.thumb() ? ThreadContext.CPSR_THUMB : 0);
        ThreadContext before = new ThreadContext();
        before.copyRegistersFrom(left);
        dataBefore.copyFrom(others.data());
        long start = java.retired();
        Trap ours = here(left);
        int executed = (int) (java.retired() - start);
        if (ours == null) {
            mine.data().copyFrom(others.data());
            forgetCode();
            return executed;
        }
        ThreadContext right = new ThreadContext();
        compare(sequence, at, before, new Outcome(ours, left), there(before, right));
        int length = sequence.bytes().length;
        if (Integer.compareUnsigned(left.r[ThreadContext.PC] - at, length) > 0
                || Integer.compareUnsigned(right.r[ThreadContext.PC] - at, length) > 0) {
            forgetCode(); // it may have run through code that is not written yet
        }
        return executed;
    }

    private void forgetCode() {
        java.invalidateCode(Board.codeFrames(), Board.CODE_BYTES);
        unicorn.invalidateCode(Board.codeFrames(), Board.CODE_BYTES);
    }

    /** The state that an execution ended in. */
    record Outcome(Trap trap, ThreadContext context) {}

    /** Runs on this CPU; null when it does not end. */
    private Trap here(ThreadContext context) {
        Trap[] last = new Trap[1];
        java.budget(PATIENCE);
        java.run(context, (running, trap) -> {
            last[0] = trap;
            return null;
        });
        return last[0];
    }

    /** Runs on Unicorn. @param before registers at the start @param context gets those at the end */
    private Outcome there(ThreadContext before, ThreadContext context) {
        context.ttbr0 = Board.TABLE;
        context.copyRegistersFrom(before);
        List<Trap> traps = new ArrayList<>();
        unicorn.run(context, (running, trap) -> {
            traps.add(trap);
            return null;
        });
        return new Outcome(traps.getFirst(), context);
    }

    /** Whether Unicorn has only missed the call at the end and taken the next one. */
    private boolean ranOn(Outcome ours, Outcome theirs) {
        int[] left = ours.context.r;
        int[] right = theirs.context.r.clone();
        right[ThreadContext.PC] -= ours.context.thumb() ? 2 : 4;
        return ours.trap == Trap.SupervisorCall.INSTANCE && theirs.trap == ours.trap && Arrays.equals(left, right);
    }

    /** Whether Unicorn comes to the same end once more, with nothing left from before. */
    private boolean isSteady(ThreadContext before, Outcome ours) {
        others.data().copyFrom(dataBefore);
        forgetCode();
        return difference(ours, there(before, new ThreadContext())) != null;
    }

    private void compare(RandomCode.Sequence sequence, int at, ThreadContext before, Outcome ours, Outcome theirs) {
        String what = difference(ours, theirs);
        if (what == null) {
            return;
        }
        Difference known = Difference.of(sequence, at, ours, theirs);
        if (known == null && (ranOn(ours, theirs) || !isSteady(before, ours))) {
            known = Difference.UNSTEADY;
        }
        mine.data().copyFrom(others.data());
        if (known != null) {
            differences.merge(known, 1, Integer::sum);
            return;
        }
        String text = what + "\n   " + sequence.items() + " at " + Integer.toHexString(at) + " ended here " + ours.trap + " pc "
                + Integer.toHexString(ours.context.r[ThreadContext.PC]) + ", there " + theirs.trap + " pc "
                + Integer.toHexString(theirs.context.r[ThreadContext.PC]) + "\n   before " + hex(before.r) + " cpsr "
                + Integer.toHexString(before.cpsr) + " fpscr " + Integer.toHexString(before.fpscr) + " seed " + seed;
        if (!ALL) {
            fail(text);
        }
        failures.computeIfAbsent(sequence.items().getLast().encoding().op + " " + sequence.items().getLast().encoding().section,
                k -> new ArrayList<>()).add(text);
    }

    /** What differs, or null. */
    private String difference(Outcome ours, Outcome theirs) {
        ThreadContext left = ours.context;
        ThreadContext right = theirs.context;
        if (!ours.trap.equals(theirs.trap)) {
            return "traps";
        }
        for (int i = 0; i < left.r.length; i++) {
            if (left.r[i] != right.r[i]) {
                return "r%d %08x, there %08x".formatted(i, left.r[i], right.r[i]);
            }
        }
        if (((left.cpsr ^ right.cpsr) & CPSR_SEEN) != 0) {
            return "cpsr %08x, there %08x".formatted(left.cpsr, right.cpsr);
        }
        if (((left.fpscr ^ right.fpscr) & ~Difference.LENGTH_AND_STRIDE) != 0) {
            return "fpscr %08x, there %08x".formatted(left.fpscr, right.fpscr);
        }
        int register = Arrays.mismatch(left.d, right.d);
        if (register >= 0) {
            return "d%d %016x, there %016x".formatted(register, left.d[register], right.d[register]);
        }
        long offset = mine.data().mismatch(others.data());
        return offset < 0 ? null : "memory at " + Long.toHexString(Board.DATA + offset);
    }

    private static String hex(int[] words) {
        return Arrays.stream(words).mapToObj(Integer::toHexString).toList().toString();
    }
}
