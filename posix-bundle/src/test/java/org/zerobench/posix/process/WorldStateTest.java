package org.zerobench.posix.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zerobench.api.posix.FsState;
import org.zerobench.api.posix.PosixServer.MissedCall;
import org.zerobench.api.posix.PosixState;
import org.zerobench.api.swap.StateException;
import org.zerobench.posix.fs.FakeMachine;
import org.zerobench.posix.fs.FileHalf;

/** Processes as a record: the same after every take-over, refused where it contradicts itself. */
class WorldStateTest {
    private static final int PROCESSES = 12;
    private static final int FIRST_PID = 2;

    private final FakeMachine fake = new FakeMachine();
    private Random random;

    static Stream<Long> seeds() {
        Long chosen = Long.getLong("zb.seed");
        return chosen == null ? Stream.iterate(1L, s -> s + 1).limit(40) : Stream.of(chosen);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomWorldsSurviveTakeOvers(long seed) {
        random = new Random(seed);
        PosixState state = world();
        PosixState before = state;
        for (int i = 0; i < 3; i++) {
            WorldState next = fresh();
            List<MissedCall> missed = next.restore(state);
            state = next.save(missed);
            same("-Dzb.seed=" + seed, before, state);
        }
    }

    /** Piece by piece first, so that a difference can be read. */
    private static void same(String seed, PosixState before, PosixState after) {
        assertEquals(before.processes().size(), after.processes().size(), seed);
        for (int i = 0; i < before.processes().size(); i++) {
            assertEquals(before.processes().get(i), after.processes().get(i), seed);
        }
        assertEquals(before.tasks().size(), after.tasks().size(), seed);
        for (int i = 0; i < before.tasks().size(); i++) {
            assertEquals(before.tasks().get(i), after.tasks().get(i), seed);
        }
        assertEquals(before.spaces(), after.spaces(), seed);
        assertEquals(before.futexes(), after.futexes(), seed);
        assertEquals(before, after, seed);
    }

    @Test
    void contradictionsAreRefused() {
        random = new Random(2);
        PosixState good = world();
        PosixState.Process first = good.processes().getFirst();
        PosixState.Task task = good.tasks().getFirst();
        refused("twice", s -> processes(s, plus(s.processes(), first)));
        refused("twice", s -> tasks(s, plus(s.tasks(), task)));
        refused("which is not its own", s -> tasks(s, s.tasks().subList(1, s.tasks().size())));
        refused("tasks without a process", s -> tasks(s, plus(s.tasks(), owned(task, 999, task.pid(), 0x7E00_0999))));
        refused("kernel thread", s -> tasks(s, s.tasks().stream().map(t -> owned(t, t.tid(), t.pid(), task.thread())).toList()));
        refused("which is not described", s -> new PosixState(s.files(), s.nextNumber(), s.wallOffset(), List.of(), s.processes(), s.tasks(), s.futexes(), s.missed()));
        refused("users", s -> new PosixState(s.files(), s.nextNumber(), s.wallOffset(), s.spaces().stream().map(this::oneUserMore).toList(), s.processes(),
                s.tasks(), s.futexes(), s.missed()));
        refused("futex", s -> new PosixState(s.files(), s.nextNumber(), s.wallOffset(), s.spaces(), s.processes(), s.tasks(),
                List.of(new PosixState.FutexWait(998, 4096, 0x1000, true, -1)), s.missed()));
        refused("there is no process", s -> processes(s, s.processes().stream().filter(p -> !p.zombie()).toList()));
    }

    private void refused(String why, UnaryOperator<PosixState> change) {
        random = new Random(2);
        PosixState bad = change.apply(world());
        StateException refusal = assertThrows(StateException.class, () -> fresh().restore(bad), why);
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    private WorldState fresh() {
        return new WorldState(new World(fake.machine, FileHalf::new));
    }

    /** A tree of processes, each with what may be set; zombies have nothing any more, a vfork shares its parent's space. */
    private PosixState world() {
        World files = new World(fake.machine, FileHalf::new);
        files.files.boot();
        int[] parents = IntStream.range(0, PROCESSES).map(i -> i == 0 ? -1 : random.nextInt(i)).toArray();
        boolean[] zombie = new boolean[PROCESSES];
        boolean[] shares = new boolean[PROCESSES];
        for (int i = 1; i < PROCESSES; i++) {
            zombie[i] = random.nextInt(4) == 0;
            shares[i] = !zombie[i] && !zombie[parents[i]] && random.nextInt(4) == 0;
        }
        List<PosixState.Process> processes = new ArrayList<>();
        List<PosixState.Task> tasks = new ArrayList<>();
        List<PosixState.Space> spaces = new ArrayList<>();
        int[] spids = new int[PROCESSES];
        for (int i = 0; i < PROCESSES; i++) {
            spids[i] = zombie[i] ? -1 : shares[i] ? spids[parents[i]] : 4096 + i;
        }
        for (int i = 0; i < PROCESSES; i++) {
            int me = i;
            List<Integer> children = IntStream.range(0, PROCESSES).filter(c -> parents[c] == me).map(c -> c + FIRST_PID).boxed().toList();
            List<Integer> own = zombie[i] ? List.of() : IntStream.range(0, 1 + random.nextInt(3)).map(t -> t == 0 ? me + FIRST_PID : 100 * t + me).boxed().toList();
            own.forEach(tid -> tasks.add(task(tid, me + FIRST_PID)));
            int table = zombie[i] ? 0 : files.files.standard(0, "/").id();
            processes.add(process(i + FIRST_PID, children, own, spids[i], table, zombie[i], shares[i] ? parents[i] + FIRST_PID : 0));
            if (spids[i] == 4096 + i) {
                int users = (int) IntStream.range(0, PROCESSES).filter(j -> spids[j] == spids[me]).count();
                spaces.add(new PosixState.Space(spids[i], users, List.of(0, 1 + random.nextInt(50)), List.of(random.nextInt(8)), random.nextInt() & -4096));
            }
        }
        tasks.sort((a, b) -> Integer.compare(a.tid(), b.tid()));
        List<PosixState.FutexWait> futexes = tasks.stream().filter(t -> !t.sleep().isEmpty())
                .map(t -> new PosixState.FutexWait(t.tid(), 4096 + random.nextInt(4), random.nextInt() & -4, random.nextBoolean(), random.nextInt())).toList();
        FsState fileState = files.files.save();
        return new PosixState(fileState, 1000 + random.nextInt(1000), random.nextLong(), List.copyOf(spaces), List.copyOf(processes), List.copyOf(tasks), futexes,
                List.of(new MissedCall(random.nextInt(400), "some", random.nextInt(9), "/bin/x")));
    }

    private PosixState.Process process(int pid, List<Integer> children, List<Integer> tasks, int spid, int files, boolean zombie, int vforkParent) {
        List<Long> limits = random.longs(2 * Process.LIMITS).boxed().toList();
        List<PosixState.Action> actions = IntStream.rangeClosed(1, SignalNumbers.LAST)
                .mapToObj(s -> new PosixState.Action(random.nextInt(), random.nextInt(), random.nextInt(), random.nextLong(), random.nextBoolean())).toList();
        List<PosixState.Timer> timers = IntStream.range(0, random.nextInt(3))
                .mapToObj(t -> new PosixState.Timer(t, random.nextInt(2), 14, 0, random.nextInt(), random.nextLong(), random.nextLong(), random.nextInt(5))).toList();
        boolean stopped = random.nextBoolean();
        return new PosixState.Process(pid, children, tasks, 1 + random.nextInt(20), 1 + random.nextInt(20), spid, files,
                new PosixState.Image("/bin/p" + pid, List.of("p", "ä" + pid), List.of("A=" + random.nextInt()), random.nextInt(100), random.nextBoolean()), "p" + pid, random.nextLong(),
                limits, fourIds(), fourIds(), List.of(random.nextInt(), random.nextInt()), actions, signals(), random.nextInt(64), stopped,
                stopped ? 19 : 0, random.nextBoolean(), zombie, zombie ? random.nextInt(0xFFFF) : 0, random.nextLong(), random.nextLong(), random.nextBoolean(),
                random.nextBoolean(), vforkParent, timers, random.nextInt(), random.nextInt());
    }

    private List<Integer> fourIds() {
        return random.ints(4).boxed().toList();
    }

    /** Of the classic signals at most one each, of the real-time ones several. */
    private List<PosixState.Signal> signals() {
        List<Integer> numbers = new ArrayList<>(IntStream.range(1, 1 + random.nextInt(6)).map(i -> 3 * i).boxed().toList());
        numbers.addAll(List.of(40, 40, 64).subList(0, random.nextInt(4)));
        return numbers.stream().map(n -> new PosixState.Signal(n, random.nextInt(), random.nextInt(), random.nextInt(), random.nextInt())).toList();
    }

    /** SIGKILL and SIGSTOP cannot be blocked. */
    private long mask() {
        return random.nextLong() & ~SignalNumbers.UNBLOCKABLE;
    }

    private PosixState.Task task(int tid, int pid) {
        boolean saved = random.nextBoolean();
        boolean stack = random.nextBoolean();
        List<PosixState.Sleep> sleep = random.nextBoolean() ? List.of()
                : List.of(new PosixState.Sleep(random.nextInt(400), random.nextBoolean(), random.nextLong(), random.nextLong(), random.nextBoolean(), random.nextBoolean()));
        return new PosixState.Task(tid, pid, 0x7E00_0000 + tid, mask(), saved, saved ? mask() : 0, signals(),
                stack ? random.nextInt() : 0, stack ? 1 + random.nextInt(99999) : 0, stack ? random.nextInt(3) : Task.AltStack.NONE.flags(), random.nextInt(),
                random.nextInt(), random.nextInt(20) - 1, "t" + tid, sleep);
    }

    private static <T> List<T> plus(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }

    private static PosixState processes(PosixState s, List<PosixState.Process> processes) {
        return new PosixState(s.files(), s.nextNumber(), s.wallOffset(), s.spaces(), processes, s.tasks(), s.futexes(), s.missed());
    }

    private static PosixState tasks(PosixState s, List<PosixState.Task> tasks) {
        return new PosixState(s.files(), s.nextNumber(), s.wallOffset(), s.spaces(), s.processes(), tasks, s.futexes(), s.missed());
    }

    private PosixState.Space oneUserMore(PosixState.Space s) {
        return new PosixState.Space(s.spid(), s.users() + 1, s.slots(), s.pages(), s.signalPage());
    }

    private static PosixState.Task owned(PosixState.Task t, int tid, int pid, int thread) {
        return new PosixState.Task(tid, pid, thread, t.blocked(), t.maskSaved(), t.savedMask(), t.pending(), t.altAddress(), t.altBytes(), t.altFlags(),
                t.clearTid(), t.robustList(), t.slot(), t.shortName(), t.sleep());
    }
}
