package org.zerobench.machine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Server;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.Cpu;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.InterruptController;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.machine.TrapHandler;

/**
 * The machine's loop: requests at the safe point, timers, then a thread on the CPU until the next trap that needs one.
 *
 * <p>Beside it runs a ticker: every millisecond it stops a running CPU (preemption) and looks whether the machine thread
 * has been inside one Java server for too long. One that has is abandoned with its engine, and a fresh machine thread goes
 * on: a kernel is consistent whenever it is inside a server.
 */
final class MachineThread {
    private static final long TICK_NANOS = 1_000_000;
    private static final int GIVE_UP_AFTER = 20;
    /** Marks time spent in a request posted by another thread, in place of a server's id. */
    static final int IN_REQUEST = -1;
    /** Most interrupts at one safe point: a line that the kernel does not get rid of must not stop the machine. */
    private static final int MOST_INTERRUPTS = 512;

    /** @param work runs at a safe point @param lost told when the work was abandoned instead of finished */
    record Request(Runnable work, Consumer<Throwable> lost) {}

    private final Board board;
    private final Baton baton;
    private final long serverLimitNanos;
    private Rhythm rhythm;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private volatile Request served;
    private volatile boolean off;
    private volatile boolean running;
    private volatile boolean idle;
    private volatile Cpu runningCpu;
    private volatile Thread thread;
    private volatile Thread ticker;
    /** Asked for their deadlines at each safe point. */
    private Device[] devices = new Device[0];

    private volatile int serverTid;
    private volatile long serverCalls;
    private long seenCalls = -1;
    private long seenSince;
    private int failures;

    MachineThread(Board board, Baton baton, long serverLimitNanos) {
        this.board = board;
        this.baton = baton;
        this.serverLimitNanos = serverLimitNanos;
    }

    Rhythm rhythm() {
        return rhythm;
    }

    /** Before {@link #start}. */
    void drivenBy(Rhythm rhythm) {
        this.rhythm = rhythm;
    }

    synchronized void start() {
        devices = board.devices().toArray(Device[]::new);
        begin(() -> { });
        ticker = Thread.ofPlatform().daemon().name("machine-ticker").start(this::tick);
    }

    /** Starts a thread that takes the baton, does {@code first}, and loops. */
    private void begin(Runnable first) {
        Thread next = Thread.ofPlatform().daemon().name("machine").unstarted(() -> {
            first.run();
            loop();
        });
        thread = next;
        baton.take(next);
        next.start();
    }

    void stop() {
        off = true;
        wake();
        LockSupport.unpark(ticker);
    }

    /** Puts a request before the machine; it runs at the next safe point. Any thread. */
    void post(Request request) {
        requests.add(request);
        wake();
        if (off && !thread.isAlive()) {
            refuse();
        }
    }

    void wake() {
        stopCpu();
        LockSupport.unpark(thread);
    }

    /** An interrupt line has gone up: a thread on the CPU is stopped for it, unless the next look at the lines is a matter of counting. */
    void raised() {
        if (rhythm.hostTime()) {
            stopCpu();
        }
    }

    private void stopCpu() {
        Cpu cpu = runningCpu;
        if (running && cpu != null) {
            cpu.stop();
        }
    }

    boolean isOff() {
        return off;
    }

    void inServer(int tid) {
        if (!baton.held()) {
            return; // an abandoned thread that comes back has no say
        }
        serverTid = tid;
        if (tid != 0) {
            serverCalls++; // only the machine thread writes it
        }
    }

    boolean current() {
        return Thread.currentThread() == thread && !off;
    }

    private void loop() {
        Cpu used = null;
        while (current()) {
            try {
                if (!board.complete()) {
                    serve();
                    if (current() && !board.complete() && !rhythm.letIn()) {
                        LockSupport.park(this);
                    }
                    continue;
                }
                rhythm.turn();
                if (!current() || !board.complete()) {
                    continue;
                }
                Kernel kernel = board.kernel();
                expire(kernel);
                interrupts(kernel);
                ThreadContext next = kernel.schedule();
                if (next == null) {
                    rest(kernel);
                } else {
                    used = board.cpu();
                    rhythm.run(used, next, kernel);
                }
                failures = 0;
            } catch (Divergence e) {
                board.failedForGood(e.getMessage());
                off = true;
            } catch (Throwable e) {
                if (!current()) {
                    break;
                }
                failed(e);
            }
        }
        if (used != null && !off) {
            used.retire(); // this thread was abandoned: its engine goes with it
        } else if (Thread.currentThread() == thread) {
            end();
        }
    }

    private void end() {
        try {
            rhythm.end();
        } catch (MachineException | Divergence e) {
            board.failedForGood(e.getMessage());
        }
        refuse();
    }

    /** Nobody will do what was posted. */
    private void refuse() {
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            request.lost.accept(new MachineException(board.failure()));
        }
    }

    /** Waits, not for ever, until the machine thread has ended. */
    void join() {
        try {
            thread.join(serverLimitNanos / 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs threads until a trap or a stop ends it. @return the one that ran last */
    ThreadContext run(Cpu cpu, ThreadContext next, TrapHandler handler) {
        runningCpu = cpu;
        running = true;
        ThreadContext last = next;
        // what came before running was set has not stopped the CPU
        if (requests.isEmpty() && !rhythm.interrupted()) {
            try {
                last = cpu.run(next, handler);
            } finally {
                running = false;
            }
        }
        running = false;
        return last;
    }

    /** Does what was posted. */
    void serve() {
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            serve(request);
            if (!current()) {
                return;
            }
        }
    }

    void serve(Request request) {
        served = request;
        inServer(IN_REQUEST);
        request.work.run();
        if (current()) {
            inServer(0);
            served = null;
        }
    }

    private void expire(Kernel kernel) {
        long now = board.nanos();
        if (kernel.deadline() <= now) {
            kernel.expire(now);
        }
        expire(Servers.PAGER, board.pager(), now);
        expire(Servers.POSIX, board.posix(), now);
    }

    private void expire(int tid, Server server, long now) {
        if (server.deadline() <= now) {
            inServer(tid);
            try {
                server.expire(now);
            } finally {
                inServer(0);
            }
        }
    }

    /** Device events in their order, each with its interrupt: what a late timer makes up for comes one by one. */
    private void interrupts(Kernel kernel) {
        InterruptController controller = board.interrupts();
        for (int i = 0; i < MOST_INTERRUPTS; i++) {
            long now = board.nanos();
            for (Device device : devices) {
                if (device.deadline() <= now) {
                    device.expire(now);
                }
            }
            if (controller.pending() < 0) {
                return;
            }
            kernel.interrupt();
        }
    }

    private void rest(Kernel kernel) {
        long deadline = Math.min(kernel.deadline(), Math.min(board.pager().deadline(), board.posix().deadline()));
        for (Device device : devices) {
            deadline = Math.min(deadline, device.deadline());
        }
        rhythm.rest(deadline);
    }

    /** Sleeps until something is posted. */
    void park() {
        sleep(Long.MAX_VALUE);
    }

    /** Sleeps so many nanoseconds, or until something is posted. */
    void sleep(long nanos) {
        idle = true;
        if (requests.isEmpty()) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        idle = false;
        LockSupport.unpark(ticker);
    }

    /** A bug in engine, kernel or a server's timer: told, then the machine goes on with a fresh engine. */
    private void failed(Throwable e) {
        inServer(0);
        board.bug("the machine met a bug and goes on with a fresh CPU", e);
        if (++failures > GIVE_UP_AFTER) {
            board.failedForGood("the machine cannot go on: " + e);
            off = true;
            return;
        }
        board.renewCpu(true);
    }

    private void tick() {
        while (!off) {
            if (idle) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, TICK_NANOS);
            }
            raised();
            watch();
        }
    }

    private void watch() {
        int tid = serverTid;
        long calls = serverCalls;
        long now = System.nanoTime();
        if (tid == 0 || calls != seenCalls) {
            seenCalls = calls;
            seenSince = now;
        } else if (now - seenSince > serverLimitNanos) {
            abandon(tid);
            seenSince = now;
        }
    }

    /** Leaves a hanging thread and its engine behind and goes on from the kernel's state. */
    private void abandon(int tid) {
        String who = tid == IN_REQUEST ? "a request" : board.serverName(tid);
        StringBuilder where = new StringBuilder();
        StackTraceElement[] stack = thread.getStackTrace();
        if (stack.length > 0) {
            where.append(" (at ").append(stack[0]).append(')');
        }
        board.report(who + " did not return within " + serverLimitNanos / 1_000_000 + " ms" + where
                + ": it is abandoned and its caller gets an error; replace it with: use");
        Request lost = served;
        if (tid == IN_REQUEST && lost != null) {
            lost.lost.accept(new MachineException("it did not return in time and was abandoned"));
        }
        if (!rhythm.hostTime()) {
            board.failedForGood("a machine in deterministic mode does not go on without " + who);
            stop();
            return;
        }
        serverTid = 0;
        running = false;
        begin(() -> {
            board.renewCpu(false);
            if (tid > 0) {
                board.kernel().abandoned(tid);
            }
        });
    }
}
