package org.zerobench.pager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.api.pager.Protection.ANONYMOUS;
import static org.zerobench.api.pager.Protection.FIXED;
import static org.zerobench.api.pager.Protection.PRIVATE;
import static org.zerobench.api.pager.Protection.READ;
import static org.zerobench.api.pager.Protection.SHARED;
import static org.zerobench.api.pager.Protection.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zerobench.api.pager.PagerState;
import org.zerobench.api.pager.PagerState.Area;
import org.zerobench.api.pager.PagerState.Pages;
import org.zerobench.api.pager.PagerState.Space;
import org.zerobench.api.pager.Replacement;
import org.zerobench.api.swap.StateException;

/** Each sort of wrong state is refused, with a line that names what is wrong. */
class InconsistentStateTest {
    private static final int PAGE = 4096;

    private Rig rig;
    private PagerState good;

    @BeforeEach
    void aWorldWithEverythingInIt() throws Rig.Refused {
        rig = new Rig(48).boot(new Fifo());
        rig.openSpace(1);
        rig.openSpace(2);
        rig.pager.open(1, 0x20000000, 0x30000000);
        rig.pager.map(1, 0x10000000, 60 * PAGE, READ | WRITE, PRIVATE | ANONYMOUS | FIXED, null, 0);
        int shared = rig.pager.map(1, 0, 4 * PAGE, READ | WRITE, SHARED | ANONYMOUS, null, 0);
        int file = rig.pager.map(1, 0, 3 * PAGE, READ | WRITE, SHARED, rig.file(6, 3 * PAGE), 0);
        for (int i = 0; i < 60; i++) {
            rig.store(1, 0x10000000 + i * PAGE, (byte) i);
        }
        rig.pager.open(2, 0, 0);
        rig.pager.fork(1, 2);
        rig.store(1, shared, (byte) 1);
        rig.store(2, file, (byte) 1);
        rig.load(2, 0x10000000, 1);
        good = rig.pager.save();
    }

    private VirtualMemory fresh() {
        return new VirtualMemory(rig.machine, new Fifo(), "fifo");
    }

    @Test
    void theGoodOneIsTaken() {
        VirtualMemory pager = fresh();
        pager.restore(good);
        assertEquals(good, pager.save());
        assertTrue(good.items() > 60);
    }

    @Test
    void oneDifferenceIsADifference() {
        Pages p = copy(good.pages());
        assertEquals(good.pages(), p);
        p.holderPages()[0]++;
        assertTrue(!good.pages().equals(p), "the reverse check would not see a moved page");
    }

    /** A policy that cannot take the pages over refuses the swap instead of being dropped later. */
    @Test
    void aPolicyThatThrowsRefusesTheSwap() {
        Replacement bad = new Replacement() {
            @Override
            public void loaded(int frame) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void freed(int frame) {
            }

            @Override
            public int victim(Frames frames) {
                return -1;
            }
        };
        assertThrows(IllegalStateException.class, () -> new VirtualMemory(rig.machine, bad, "bad").restore(good));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongs")
    void isRefused(String expected, UnaryOperator<PagerState> wrong) {
        PagerState state = wrong.apply(good);
        StateException refusal = assertThrows(StateException.class, () -> fresh().restore(state));
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    }

    static Stream<Arguments> wrongs() {
        return Stream.of(
                pages("holds two pages", p -> p.frames()[1] = p.frames()[0]),
                pages("is not the pager's", p -> p.frames()[0] = 3),
                pages("is not the pager's", p -> p.frames()[0] = Rig.FIRST >>> 12),
                pages("is nowhere", p -> p.frames()[privateResident(p)] = -1),
                pages("is used twice", p -> p.slots()[p.count() - 1] = p.slots()[p.count() - 2]),
                pages("does not exist", p -> p.slots()[p.count() - 1] = 1 << 30),
                pages("file page", p -> p.slots()[first(p, PagerState.Kind.FILE)] = 1000),
                pages("is marked dirty", p -> p.dirty()[first(p, PagerState.Kind.PRIVATE)] = 1),
                pages("is of kind", p -> p.kinds()[0] = 9),
                pages("has a place in an object", p -> p.indices()[first(p, PagerState.Kind.PRIVATE)] = 4),
                pages("which is not there", p -> p.objects()[first(p, PagerState.Kind.SHARED)] = 77),
                pages("not of its area's object", p -> p.indices()[first(p, PagerState.Kind.FILE)] = 500),
                pages("is in no area", p -> p.holderPages()[0] = 5),
                pages("which is not there", p -> p.holderSpaces()[0] = 99),
                pages("is there twice", p -> p.holderPages()[p.holderPages().length - 2] = p.holderPages()[p.holderPages().length - 4]),
                pages("belong to no page", p -> p.holderCounts()[p.count() - 1]--),
                pages("holders", p -> p.holderCounts()[privateResident(p)] = 0),
                Arguments.of("differ in length", (UnaryOperator<PagerState>) s -> {
                    Pages p = s.pages();
                    return with(s, new Pages(p.frames(), new int[1], p.kinds(), p.objects(), p.indices(), p.dirty(), p.holderCounts(),
                            p.holderSpaces(), p.holderPages()));
                }),
                spaces("overlaps another", s -> s.add(1, s.getFirst())),
                spaces("is not made of pages", s -> s.set(0, area(s.getFirst(), 0x10000004, s.getFirst().end()))),
                spaces("overlaps another, is empty", s -> s.set(0, area(s.getFirst(), s.getFirst().end(), s.getFirst().end()))),
                spaces("in the kernel's range", s -> s.add(area(s.getFirst(), 0xFF000000, 0xFF001000))),
                spaces("is in no area", s -> s.removeFirst()),
                spaces("is not there", s -> s.replaceAll(a -> a.kind() == PagerState.Kind.SHARED
                        ? new Area(a.start(), a.end(), a.protection(), true, false, false, a.kind(), 55, 0) : a)),
                Arguments.of("is there twice", (UnaryOperator<PagerState>) s -> withSpaces(s, List.of(s.spaces().get(0), s.spaces().get(0)))),
                Arguments.of("is mapped nowhere", (UnaryOperator<PagerState>) s -> new PagerState(s.memory(), s.zeroFrame(), s.store(), s.spaces(),
                        List.of(s.shared().getFirst(), new PagerState.Shared(9, 1)), s.pages(), 0, 0, 0)),
                Arguments.of("is not in RAM", (UnaryOperator<PagerState>) s -> new PagerState(List.of(new PagerState.Memory(Rig.FIRST, 1 << 24)),
                        s.zeroFrame(), s.store(), s.spaces(), s.shared(), s.pages(), 0, 0, 0)),
                Arguments.of("zero frame", (UnaryOperator<PagerState>) s -> new PagerState(s.memory(), 1, s.store(), s.spaces(), s.shared(),
                        s.pages(), 0, 0, 0)));
    }

    private static int first(Pages p, PagerState.Kind kind) {
        for (int i = 0; i < p.count(); i++) {
            if (p.kinds()[i] == kind.ordinal()) {
                return i;
            }
        }
        throw new AssertionError("the world has no page of kind " + kind);
    }

    private static int privateResident(Pages p) {
        for (int i = 0; i < p.count(); i++) {
            if (p.kinds()[i] == 0 && p.frames()[i] != -1 && p.slots()[i] == -1) {
                return i;
            }
        }
        throw new AssertionError("the world has no private page in memory alone");
    }

    private static Pages copy(Pages p) {
        return new Pages(p.frames().clone(), p.slots().clone(), p.kinds().clone(), p.objects().clone(), p.indices().clone(),
                p.dirty().clone(), p.holderCounts().clone(), p.holderSpaces().clone(), p.holderPages().clone());
    }

    private static PagerState with(PagerState s, Pages pages) {
        return new PagerState(s.memory(), s.zeroFrame(), s.store(), s.spaces(), s.shared(), pages, s.faults(), s.evictions(), s.storeReads());
    }

    private static PagerState withSpaces(PagerState s, List<Space> spaces) {
        return new PagerState(s.memory(), s.zeroFrame(), s.store(), spaces, s.shared(), s.pages(), s.faults(), s.evictions(), s.storeReads());
    }

    private static Arguments pages(String expected, Consumer<Pages> change) {
        return Arguments.of(expected, (UnaryOperator<PagerState>) s -> {
            Pages pages = copy(s.pages());
            change.accept(pages);
            return with(s, pages);
        });
    }

    /** Changes the areas of the first space. */
    private static Arguments spaces(String expected, Consumer<List<Area>> change) {
        return Arguments.of(expected, (UnaryOperator<PagerState>) s -> {
            List<Space> spaces = new ArrayList<>(s.spaces());
            Space first = spaces.getFirst();
            List<Area> areas = new ArrayList<>(first.areas());
            change.accept(areas);
            spaces.set(0, new Space(first.spid(), first.mapStart(), first.mapEnd(), first.heapStart(), first.heapEnd(), areas));
            return withSpaces(s, spaces);
        });
    }

    private static Area area(Area a, int start, int end) {
        return new Area(start, end, a.protection(), a.shared(), a.growsDown(), a.charged(), a.kind(), a.object(), a.firstPage());
    }
}
