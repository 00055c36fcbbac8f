package org.zerobench.posix;

import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.posix.nativeabi.NativeCall;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.Processes;
import org.zerobench.posix.process.SignalInfo;
import org.zerobench.posix.process.Task;
import org.zerobench.posix.process.UserFault;
import org.zerobench.posix.process.WaitQueue;
import org.zerobench.posix.process.World;

/** The one call object of a server: set up for each call in turn. */
final class LiveCall implements NativeCall {
    private static final int ARGUMENTS = 7;
    private static final int MOST_BYTES = 1 << 30;

    private final World world;
    private final int[] arguments = new int[ARGUMENTS];
    private final int[] results = new int[6];
    private int resultMask;
    private Task task;
    private int spid;
    private int number;
    private boolean ours;
    private boolean again;
    private long progress;
    private ThreadContext registers;
    private byte[] caught;

    LiveCall(World world) {
        this.world = world;
    }

    /** Begins a Linux call: number and arguments from the registers. */
    void begin(Task caller, ThreadContext context, int callNumber) {
        enter(caller, context, callNumber, false);
        System.arraycopy(context.r, 0, arguments, 0, ARGUMENTS);
    }

    /** Begins a native call; its arguments follow with {@link #argument}. */
    void beginNative(Task caller, ThreadContext context, int callNumber) {
        enter(caller, context, callNumber, true);
        resultMask = 0;
    }

    private void enter(Task caller, ThreadContext context, int callNumber, boolean isNative) {
        task = caller;
        registers = context;
        spid = caller.process().spid();
        number = callNumber;
        ours = isNative;
        caught = null;
        Task.Sleep sleep = caller.sleep();
        again = sleep != null;
        progress = again ? sleep.progress : 0;
    }

    @Override
    public void argument(int index, int value) {
        arguments[index] = value;
    }

    @Override
    public void writeTo(byte[] buffer) {
        caught = buffer;
    }

    @Override
    public ThreadContext registers() {
        return registers;
    }

    int resultMask() {
        return resultMask;
    }

    int resultWord(int index) {
        return results[index];
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public int arg(int index) {
        return arguments[index];
    }

    @Override
    public Process process() {
        return task.process();
    }

    @Override
    public Task task() {
        return task;
    }

    @Override
    public Processes processes() {
        return world.processes;
    }

    @Override
    public Machine machine() {
        return world.machine;
    }

    @Override
    public byte[] in(int address, int bytes) {
        if (bytes < 0 || bytes > MOST_BYTES) {
            throw UserFault.MEMORY;
        }
        byte[] target = new byte[bytes];
        world.memory.read(spid, address, target, 0, bytes);
        return target;
    }

    @Override
    public void in(int address, byte[] target, int offset, int bytes) {
        world.memory.read(spid, address, target, offset, bytes);
    }

    @Override
    public void out(int address, byte[] source, int offset, int bytes) {
        if (caught != null) {
            System.arraycopy(source, offset, caught, address, bytes);
            return;
        }
        world.memory.write(spid, address, source, offset, bytes);
    }

    @Override
    public int word(int address) {
        return world.memory.word(spid, address);
    }

    @Override
    public void putWord(int address, int value) {
        world.memory.putWord(spid, address, value);
    }

    @Override
    public String path(int address) {
        return world.memory.string(spid, address, PATH_BYTES);
    }

    @Override
    public String string(int address, int most) {
        return world.memory.string(spid, address, most);
    }

    @Override
    public int block(WaitQueue... queues) {
        return blockUntil(Long.MAX_VALUE, queues);
    }

    @Override
    public int blockUntil(long machineNanos, WaitQueue... queues) {
        Task.Sleep sleep = task.sleep();
        if (sleep == null) {
            sleep = new Task.Sleep(number, ours);
            sleep.deadline = machineNanos;
        }
        sleep.progress = progress;
        world.sleeping.sleep(task, sleep, queues);
        return BLOCKED;
    }

    @Override
    public boolean timedOut() {
        return again && task.sleep().timedOut;
    }

    @Override
    public boolean again() {
        return again;
    }

    @Override
    public long progress() {
        return progress;
    }

    @Override
    public void progress(long value) {
        progress = value;
    }

    @Override
    public void raise(int signal) {
        world.signals.send(task, SignalInfo.from(signal, 0, task.process()));
    }

    @Override
    public boolean isNative() {
        return ours;
    }

    @Override
    public void result(int index, int value) {
        if (ours) {
            results[index] = value;
            resultMask |= 1 << index;
        }
    }
}
