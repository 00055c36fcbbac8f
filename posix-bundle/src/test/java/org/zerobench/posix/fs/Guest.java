package org.zerobench.posix.fs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.zerobench.api.machine.Machine;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.Processes;
import org.zerobench.posix.process.Task;
import org.zerobench.posix.process.UserFault;
import org.zerobench.posix.process.WaitQueue;

/** Processes that make file calls, without a CPU: arguments are ints, strings and byte arrays (laid into memory for the call). */
final class Guest {
    static final int AT = -100;
    private static final int MEMORY = 1 << 20;

    final FakeMachine fake = new FakeMachine();
    final World world = new World();
    FileHalf half;
    private CallTable table = new CallTable();

    /** All processes of a test. */
    static final class World implements Processes {
        final TreeMap<Integer, Process> all = new TreeMap<>();
        final List<Integer> woken = new ArrayList<>();
        final List<String> signals = new ArrayList<>();

        @Override
        public Process find(int pid) {
            return all.get(pid);
        }

        @Override
        public Collection<Process> all() {
            return all.values();
        }

        @Override
        public int signal(int pid, int signal) {
            signals.add("process " + pid + " signal " + signal);
            return 0;
        }

        @Override
        public int signalGroup(int group, int signal) {
            signals.add("group " + group + " signal " + signal);
            return 0;
        }

        @Override
        public boolean groupExists(int group, int session) {
            return all.containsKey(group);
        }

        @Override
        public void wake(int task) {
            woken.add(task);
        }
    }

    Guest(String... options) {
        for (int i = 0; i < options.length; i += 2) {
            fake.options.put(options[i], options[i + 1]);
        }
        half = new FileHalf(fake.machine, world);
        half.register(table);
        half.boot();
    }

    /** A new process with a console. */
    Actor process(int pid) {
        fake.consoles.putIfAbsent(0, new FakeMachine.Streams());
        return actor(pid, half.standard(0, "/"));
    }

    Actor actor(int pid, Files files) {
        Process process = new Process(pid, files);
        world.all.put(pid, process);
        return new Actor(process);
    }

    FakeMachine.Streams console() {
        return (FakeMachine.Streams) fake.consoles.get(0);
    }

    /** Another server takes over. Actors must be made anew with {@link #again}. */
    void swap() {
        var state = half.save();
        FileHalf next = new FileHalf(fake.machine, world);
        next.restore(state);
        var back = next.save();
        if (!back.equals(state)) {
            throw new AssertionError("restored state differs:\n" + state + "\n" + back);
        }
        half.retire();
        half = next;
        table = new CallTable();
        half.register(table);
    }

    /** The same process after a swap. */
    Actor again(Actor old) {
        return actor(old.process.pid(), half.files(old.process.files().id()));
    }

    /** One process making calls. */
    final class Actor implements Call {
        final Process process;
        private final Task task;
        final byte[] memory = new byte[MEMORY];
        private final int[] arguments = new int[7];
        private int number;
        private int top;
        private long progress;
        private boolean again;
        private boolean timedOut;
        int raised;

        Actor(Process process) {
            this.process = process;
            task = new Task(process.pid(), process, process.pid());
        }

        /** Makes a call; strings get a NUL, arrays are copied back. */
        int call(int callNumber, Object... values) {
            number = callNumber;
            progress = 0;
            again = false;
            timedOut = false;
            raised = 0;
            top = 4096;
            Arrays.fill(arguments, 0);
            int[] places = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                places[i] = top;
                arguments[i] = switch (values[i]) {
                    case Integer value -> value;
                    case String text -> place((text + "\0").getBytes(StandardCharsets.ISO_8859_1));
                    case byte[] bytes -> place(bytes);
                    default -> throw new IllegalArgumentException(values[i].toString());
                };
            }
            int result = run();
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof byte[] bytes) {
                    System.arraycopy(memory, places[i], bytes, 0, bytes.length);
                }
            }
            return result;
        }

        private int place(byte[] bytes) {
            System.arraycopy(bytes, 0, memory, top, bytes.length);
            int at = top;
            top += bytes.length + 7 & -8;
            return at;
        }

        /** Tries a blocked call again. */
        int retry(boolean late) {
            again = true;
            timedOut = late;
            return run();
        }

        private int run() {
            try {
                return table.handler(number).handle(this);
            } catch (UserFault fault) {
                return -fault.error;
            }
        }

        byte[] at(int index, int length) {
            return Arrays.copyOfRange(memory, arguments[index], arguments[index] + length);
        }

        int open(String path, int flags, int mode) {
            return call(5, path, flags, mode);
        }

        int write(int fd, String text) {
            return call(4, fd, text.getBytes(StandardCharsets.ISO_8859_1), text.length());
        }

        /** What a read gives, or the error number as {@code !n}. */
        String read(int fd, int length) {
            int n = call(3, fd, new byte[length], length);
            return n == BLOCKED ? "blocked" : n < 0 ? "!" + -n : new String(at(1, n), StandardCharsets.ISO_8859_1);
        }

        int close(int fd) {
            return call(6, fd);
        }

        /** The whole file, or the error number as {@code !n}. */
        String text(String path) {
            int fd = open(path, 0, 0);
            if (fd < 0) {
                return "!" + -fd;
            }
            StringBuilder text = new StringBuilder();
            while (true) {
                String piece = read(fd, 65536);
                if (piece.isEmpty() || piece.startsWith("!")) {
                    close(fd);
                    return text + piece;
                }
                text.append(piece);
            }
        }

        int create(String path, String text) {
            int fd = open(path, OpenFlags.CREATE | OpenFlags.TRUNCATE | OpenFlags.WRITE_ONLY, 0644);
            if (fd < 0) {
                return fd;
            }
            int n = write(fd, text);
            close(fd);
            return n;
        }

        /** Names in a directory, sorted, without "." and "..". */
        List<String> names(String path) {
            int fd = open(path, OpenFlags.DIRECTORY, 0);
            List<String> names = new ArrayList<>();
            while (fd >= 0) {
                int n = call(217, fd, new byte[512], 512);
                if (n <= 0) {
                    break;
                }
                byte[] bytes = at(1, n);
                for (int i = 0; i < n; ) {
                    int length = bytes[i + 16] & 0xFF | (bytes[i + 17] & 0xFF) << 8;
                    int end = i + 19;
                    while (bytes[end] != 0) {
                        end++;
                    }
                    String name = new String(bytes, i + 19, end - i - 19, StandardCharsets.ISO_8859_1);
                    if (!name.equals(".") && !name.equals("..")) {
                        names.add(name);
                    }
                    i += length;
                }
            }
            if (fd >= 0) {
                close(fd);
            }
            names.sort(null);
            return names;
        }

        /** A word of stat64. */
        int stat(String path, boolean follow, int offset) {
            int result = call(follow ? 195 : 196, path, new byte[104]);
            return result < 0 ? result : word(arguments[1] + offset);
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
            return process;
        }

        @Override
        public Task task() {
            return task;
        }

        @Override
        public Processes processes() {
            return world;
        }

        @Override
        public Machine machine() {
            return fake.machine;
        }

        @Override
        public byte[] in(int address, int bytes) {
            byte[] copy = new byte[check(address, bytes)];
            System.arraycopy(memory, address, copy, 0, bytes);
            return copy;
        }

        private int check(int address, int bytes) {
            if (bytes < 0 || address < 4096 || address > MEMORY - bytes) {
                throw UserFault.MEMORY;
            }
            return bytes;
        }

        @Override
        public void in(int address, byte[] target, int offset, int bytes) {
            System.arraycopy(memory, address, target, offset, check(address, bytes));
        }

        @Override
        public void out(int address, byte[] source, int offset, int bytes) {
            System.arraycopy(source, offset, memory, address, check(address, bytes));
        }

        @Override
        public int word(int address) {
            check(address, 4);
            return memory[address] & 0xFF | (memory[address + 1] & 0xFF) << 8 | (memory[address + 2] & 0xFF) << 16 | memory[address + 3] << 24;
        }

        @Override
        public void putWord(int address, int value) {
            check(address, 4);
            for (int i = 0; i < 4; i++) {
                memory[address + i] = (byte) (value >>> 8 * i);
            }
        }

        @Override
        public String path(int address) {
            return string(address, PATH_BYTES);
        }

        @Override
        public String string(int address, int most) {
            check(address, 1);
            int end = address;
            while (memory[end] != 0) {
                if (end - address >= most) {
                    throw UserFault.TOO_LONG;
                }
                end++;
            }
            return new String(memory, address, end - address, StandardCharsets.ISO_8859_1);
        }

        @Override
        public int block(WaitQueue... queues) {
            for (WaitQueue queue : queues) {
                queue.add(task.tid());
            }
            return BLOCKED;
        }

        @Override
        public int blockUntil(long machineNanos, WaitQueue... queues) {
            return block(queues);
        }

        @Override
        public boolean timedOut() {
            return timedOut;
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
            raised = signal;
        }

        @Override
        public boolean isNative() {
            return false;
        }

        @Override
        public void result(int index, int value) {}
    }
}
