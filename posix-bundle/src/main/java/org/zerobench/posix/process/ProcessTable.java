package org.zerobench.posix.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All processes and tasks, and which of them want attention when the message in hand is done. */
public final class ProcessTable implements Processes {
    private static final int LAST_NUMBER = 32_767;
    /** Number 1 is kept: orphans see it as their parent. */
    private static final int FIRST_NUMBER = 2;

    private final World world;
    private final TreeMap<Integer, Process> processes = new TreeMap<>();
    private final Map<Integer, Task> tasks = new HashMap<>();
    private final ThreadIndex threads = new ThreadIndex();
    private final ArrayDeque<Task> attention = new ArrayDeque<>();
    private int next = FIRST_NUMBER;

    ProcessTable(World world) {
        this.world = world;
    }

    @Override
    public Process find(int pid) {
        return processes.get(pid);
    }

    @Override
    public Collection<Process> all() {
        return processes.values();
    }

    /** @return the task with that number, or null */
    public Task task(int tid) {
        return tasks.get(tid);
    }

    /** All tasks, in no order. */
    public Collection<Task> tasks() {
        return tasks.values();
    }

    /** @return the task of a kernel thread, or null */
    public Task byThread(int kernelThread) {
        return threads.get(kernelThread);
    }

    /** The lowest free number above the last one given. */
    int freeNumber() {
        int number = next;
        while (processes.containsKey(number) || tasks.containsKey(number)) {
            number = number >= LAST_NUMBER ? FIRST_NUMBER : number + 1;
        }
        next = number >= LAST_NUMBER ? FIRST_NUMBER : number + 1;
        return number;
    }

    int nextNumber() {
        return next;
    }

    void nextNumber(int number) {
        next = number;
    }

    void add(Process process) {
        processes.put(process.pid(), process);
    }

    void remove(Process process) {
        processes.remove(process.pid());
    }

    void add(Task task) {
        tasks.put(task.tid(), task);
        threads.put(task.thread(), task);
    }

    void remove(Task task) {
        tasks.remove(task.tid());
        threads.remove(task.thread());
    }

    /** A task goes on in another kernel thread (execve after vfork). */
    void moved(Task task, int kernelThread) {
        if (task.process().firstThread() == task.thread()) {
            task.process().firstThread(kernelThread);
        }
        threads.remove(task.thread());
        task.thread(kernelThread);
        threads.put(kernelThread, task);
    }

    @Override
    public int signal(int pid, int signal) {
        Process process = processes.get(pid);
        if (process == null) {
            return -org.zerobench.api.kernel.Errors.ESRCH;
        }
        if (signal != 0) {
            world.signals.send(process, SignalInfo.kernel(signal));
        }
        return 0;
    }

    @Override
    public int signalGroup(int group, int signal) {
        List<Process> members = group(group);
        for (Process process : members) {
            signal(process.pid(), signal);
        }
        return members.isEmpty() ? -org.zerobench.api.kernel.Errors.ESRCH : 0;
    }

    /** The processes of a group. */
    public List<Process> group(int group) {
        List<Process> members = new ArrayList<>();
        for (Process process : processes.values()) {
            if (process.group() == group) {
                members.add(process);
            }
        }
        return members;
    }

    @Override
    public long wallOffset() {
        return world.clocks.wallOffset();
    }

    @Override
    public boolean groupExists(int group, int session) {
        for (Process process : processes.values()) {
            if (process.group() == group && process.session() == session) {
                return true;
            }
        }
        return false;
    }

    /** A queue woke a task: its call is tried again when the message in hand is done. */
    @Override
    public void wake(int tid) {
        Task task = tasks.get(tid);
        if (task != null && task.sleep() != null) {
            attend(task);
        }
    }

    /** Has a task looked at (woken call, new signal, restored) when the message in hand is done. */
    public void attend(Task task) {
        if (!task.woken()) {
            task.woken(true);
            attention.add(task);
        }
    }

    /** The next task to look at, or null. */
    public Task attention() {
        Task task = attention.poll();
        if (task != null) {
            task.woken(false);
        }
        return task;
    }

    /** Number of processes, zombies too. */
    public int size() {
        return processes.size();
    }
}
