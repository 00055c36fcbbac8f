package org.zerobench.machine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.Trap;

/**
 * Time is instructions executed: an instruction takes {@value #NANOS_PER_INSTRUCTION} ns, and time in which nobody can run is
 * skipped. What comes from outside ends the run of the CPU wherever it is; that place is written to the log, and a replay ends
 * its run there.
 *
 * <p>Only looking at the machine leaves no mark: the same thread goes on as if nothing had been.
 */
final class CountedRhythm implements Rhythm, Chronicle {
    private static final long NANOS_PER_INSTRUCTION = 1;
    /** Instructions between two looks at deadlines and slices. */
    private static final long TICK_INSTRUCTIONS = 1_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final String COMMAND = "command ";

    /** Something that has come and waits to be let in. */
    private record Arrival(Entry.Kind kind, String text, byte[] data, MachineThread.Request request) {}

    /** What the machine runs for. @param until number of instructions @param event or this, whichever comes first */
    private record Goal(long until, CompletableFuture<?> event) {}

    private final Board board;
    private final MachineThread thread;
    private final History history;
    private final SplittableRandom random;
    private final long epochNanos;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final List<Goal> goals = new ArrayList<>();
    /** What is waited for, for other threads to see. */
    private final Set<CompletableFuture<?>> awaitedEvents = ConcurrentHashMap.newKeySet();
    /** Consoles that are no terminals and whose input is asked for: the machine waits for it. */
    private final Set<Integer> awaited = new HashSet<>();

    /** Instructions executed at the last trap or end of a run. Read by other threads too. */
    private long executed;
    /** Time in which nobody ran. */
    private long skippedNanos;
    private Cpu running;
    /** Difference between {@link #executed} and what the running CPU counts. */
    private long base;
    private long begun;
    private long limit;
    private boolean hurry;
    /**
     * Count at which an instruction was tried in vain, which counts for nothing: a turn that ended behind such a trap would in a
     * replay, where the count ends it, end before.
     */
    private long tried = -1;
    /** The last trap has left the CPU. */
    private boolean left;
    private Kernel kernel;

    /** @param epochSeconds time since 1970 at power-on */
    CountedRhythm(Board board, MachineThread thread, History history, long seed, long epochSeconds) {
        this.board = board;
        this.thread = thread;
        this.history = history;
        random = new SplittableRandom(seed);
        epochNanos = epochSeconds * SECOND_NANOS;
    }

    // --- time --------------------------------------------------------------------------------------------------------

    @Override
    public long nanos() {
        return executed * NANOS_PER_INSTRUCTION + skippedNanos;
    }

    @Override
    public long wallNanos() {
        return epochNanos + nanos();
    }

    @Override
    public long instructions() {
        return executed;
    }

    @Override
    public String hash() {
        return board.requests().await(null, history.trace::toString);
    }

    /** For people, when the machine is off. */
    String summary() {
        return "trace " + history.trace + " after " + executed + " instructions";
    }

    private void executed(long instructions) {
        executed = instructions;
        history.at(instructions);
    }

    // --- the loop ----------------------------------------------------------------------------------------------------

    @Override
    public boolean hostTime() {
        return false;
    }

    @Override
    public void turn() {
        history.turn(skippedNanos);
        history.check();
        while (thread.current()) {
            if (!letIn()) {
                settle();
                thread.serve();
                if (maySetOff()) {
                    board.awaitRoom();
                    return;
                }
                thread.park();
            }
        }
    }

    @Override
    public boolean letIn() {
        if (history.replays()) {
            return replayOne();
        }
        Arrival next = arrivals.poll();
        if (next != null) {
            history.note(next.kind, next.text, next.data);
            perform(next);
        }
        return next != null;
    }

    private boolean replayOne() {
        Entry due = history.due();
        if (due == null) {
            return false;
        }
        if (due.kind() != Entry.Kind.CHANGE) {
            history.take(due);
            perform(new Arrival(due.kind(), due.text(), due.data(), null));
            return true;
        }
        for (Iterator<Arrival> all = arrivals.iterator(); all.hasNext();) {
            Arrival arrival = all.next();
            if (arrival.text.equals(due.text())) {
                all.remove();
                history.take(due);
                perform(arrival);
                return true;
            }
            if (!history.replay().expects(arrival.text)) {
                history.differs("here is '" + arrival.text + "', the log has '" + due.text() + "'");
                history.check();
            }
        }
        return false;
    }

    private void perform(Arrival arrival) {
        if (arrival.kind == Entry.Kind.HALT) {
            goals.forEach(goal -> goal.event.complete(null));
        } else if (arrival.request != null) {
            thread.serve(arrival.request);
        } else {
            board.outside().perform(arrival.kind, arrival.text, arrival.data, () -> { });
        }
    }

    /** Goals that are reached are no longer any. */
    private void settle() {
        goals.removeIf(goal -> {
            if (goal.until <= executed) {
                goal.event.complete(null);
            }
            return goal.event.isDone();
        });
    }

    private boolean maySetOff() {
        if (!history.replays()) {
            return !goals.isEmpty() && awaited.isEmpty();
        }
        if (goals.isEmpty()) {
            return false;
        }
        if (history.ended()) {
            history.differs("the machine was switched off at instruction " + executed);
            history.check();
        }
        return history.due() == null;
    }

    @Override
    public boolean interrupted() {
        return !history.replays() && !arrivals.isEmpty() && executed > begun && executed != tried;
    }

    @Override
    public void run(Cpu cpu, ThreadContext first, Kernel active) {
        if (hurry) {
            hurry = false;
            return;
        }
        kernel = active;
        begun = executed;
        limit = Math.min(begun + TICK_INSTRUCTIONS, history.nextStop());
        for (Goal goal : goals) {
            limit = Math.min(limit, goal.until);
        }
        running = cpu;
        base = executed - cpu.retired();
        left = false;
        ThreadContext context = first;
        try {
            do {
                cpu.budget(limit - executed);
                context = thread.run(cpu, context, this::trap);
                executed(base + cpu.retired());
            } while (!left && executed < limit && goesOn());
        } finally {
            running = null;
        }
        history.trace.left(context, executed);
    }

    /** A run was stopped before its end: who only looks does so now. @return false when the machine goes off */
    private boolean goesOn() {
        thread.serve();
        if (!history.replays() && !arrivals.isEmpty()) {
            // at least one instruction, so that a replay finds the same way
            limit = Math.min(limit, Math.max(executed == tried ? executed + 1 : executed, begun + 1));
        }
        return thread.current() && executed < limit;
    }

    private ThreadContext trap(ThreadContext context, Trap trap) {
        executed(base + running.retired());
        history.trace.trap(context, trap, executed);
        if (!(trap instanceof Trap.SupervisorCall)) {
            tried = executed;
        }
        ThreadContext next = kernel.trap(context, trap);
        left = next == null;
        return next;
    }

    /** Ends this turn after the trap that is being handled, or before the next run. */
    private void hasten() {
        if (running != null) {
            limit = executed;
            running.budget(0);
        } else {
            hurry = true;
        }
    }

    @Override
    public void rest(long deadline) {
        if (hurry) {
            hurry = false;
        } else if (deadline != Long.MAX_VALUE) {
            skippedNanos += Math.max(0, deadline - nanos());
        } else {
            standStill();
        }
    }

    /** Only something from outside can change anything. */
    private void standStill() {
        for (Goal goal : goals) {
            if (goal.until != Long.MAX_VALUE) {
                goal.event.complete(null);
            }
        }
        settle();
        if (goals.isEmpty()) {
            return;
        }
        if (history.replays()) {
            if (!history.continues()) {
                history.differs("the machine waits for something from outside");
            }
            return;
        }
        while (arrivals.isEmpty() && thread.current()) {
            thread.serve();
            if (arrivals.isEmpty()) {
                thread.park();
            }
        }
    }

    @Override
    public void end() {
        MachineException off = new MachineException(board.failure());
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            if (arrival.request != null) {
                arrival.request.lost().accept(off);
            }
        }
        goals.stream().filter(goal -> goal.until != Long.MAX_VALUE).forEach(goal -> goal.event.completeExceptionally(off));
        history.close();
    }

    // --- what comes --------------------------------------------------------------------------------------------------

    /** A request that changes the machine. Any thread. */
    void change(String what, MachineThread.Request request) {
        arrive(new Arrival(Entry.Kind.CHANGE, what, new byte[0], request));
    }

    /** Something else. Any thread. */
    void arrive(Entry.Kind kind, String text, byte[] data) {
        arrive(new Arrival(kind, text, data, null));
    }

    /** A key that stands for a signal. Any thread. */
    void press(String text, MachineThread.Request request) {
        arrive(new Arrival(Entry.Kind.KEY, text, new byte[0], request));
    }

    /** Something for a device. Any thread. */
    void deliver(String device, byte[] bytes, MachineThread.Request request) {
        arrive(new Arrival(Entry.Kind.DEVICE, device, bytes, request));
    }

    private void arrive(Arrival arrival) {
        arrivals.add(arrival);
        thread.wake();
    }

    /** An event that somebody may have waited for has happened. */
    void happened() {
        if (!goals.isEmpty() && goals.stream().allMatch(goal -> goal.event.isDone())) {
            hasten();
        }
    }

    /** A program asks for input. @param waits whether the machine waits for it */
    void inputWanted(int console, boolean waits) {
        if (waits && awaited.add(console)) {
            hasten();
        }
    }

    /** Input has been given to a console. */
    void inputTaken(int console) {
        awaited.remove(console);
    }

    boolean replays() {
        return history.replays();
    }

    // --- Chronicle ---------------------------------------------------------------------------------------------------

    /** The machine will not go on. Any thread. */
    void lost(String why) {
        awaitedEvents.forEach(event -> event.completeExceptionally(new MachineException(why)));
    }

    @Override
    public void runUntil(CompletableFuture<?> event) {
        awaitedEvents.add(event);
        event.whenComplete((nothing, failure) -> awaitedEvents.remove(event));
        change("go", new MachineThread.Request(() -> goals.add(new Goal(Long.MAX_VALUE, event)), lost -> { }));
    }

    @Override
    public void halt() {
        if (!history.replays()) {
            arrive(Entry.Kind.HALT, "", new byte[0]);
        }
    }

    @Override
    public long advance(long instructions) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        long before = board.change("advance " + instructions, () -> {
            goals.add(new Goal(executed + instructions, reached));
            return executed;
        });
        reached.join();
        return board.call(() -> executed) - before;
    }

    @Override
    public byte[] ask(String question, Supplier<byte[]> host) {
        board.assertMachineThread();
        return history.ask(question, host);
    }

    @Override
    public void random(byte[] target) {
        board.assertMachineThread();
        random.nextBytes(target);
    }

    @Override
    public void command(String line) {
        board.change(COMMAND + line, () -> null);
    }

    @Override
    public List<String> commands() {
        return history.replays() ? history.replay().changes(COMMAND) : null;
    }
}
