package org.zerobench.posix.process;

import static org.zerobench.posix.process.World.SELF;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Protection;

/** New processes and tasks: fork, vfork, threads, and the first process of a program. */
public final class Births {
    /** Lowest address that mmap chooses. */
    public static final int MAP_START = 0x0001_0000;
    /** Top of the stack of a program; the stack may grow 8 MiB down. */
    public static final int STACK_TOP = 0xBF00_0000;
    /** Size of the stack in bytes. */
    public static final int STACK_BYTES = 8 << 20;
    /** End of the range that mmap chooses from: below the stack and a gap. */
    public static final int MAP_END = STACK_TOP - Layout.STACK_ROOM;

    public static final int CLONE_VM = 0x100;
    public static final int CLONE_FILES = 0x400;
    public static final int CLONE_SIGHAND = 0x800;
    public static final int CLONE_VFORK = 0x4000;
    public static final int CLONE_PARENT = 0x8000;
    public static final int CLONE_THREAD = 0x1_0000;
    public static final int CLONE_SETTLS = 0x8_0000;
    public static final int CLONE_PARENT_SETTID = 0x10_0000;
    public static final int CLONE_CHILD_CLEARTID = 0x20_0000;
    public static final int CLONE_CHILD_SETTID = 0x100_0000;
    /** Name spaces and other things that are not there. */
    private static final int CLONE_UNKNOWN = 0x7E02_0000;

    private final World world;
    private final int mostProcesses;
    private final int mostTasks;

    Births(World world) {
        this.world = world;
        mostProcesses = world.option("processes", 256);
        mostTasks = 4 * mostProcesses;
    }

    /**
     * What clone(2) asks for.
     *
     * @param flags      CLONE_ bits and the exit signal in the low byte
     * @param stack      the child's stack pointer, 0 for the parent's value
     * @param parentTid  where the child's number goes with PARENT_SETTID
     * @param tls        thread pointer with SETTLS
     * @param childTid   word in the child for CHILD_SETTID and CHILD_CLEARTID
     * @param ours       true for a native call
     */
    public record Wish(int flags, int stack, int parentTid, int tls, int childTid, boolean ours) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /** The first process of a program, with an empty space. @return its task or null when there is no room */
    Task first(org.zerobench.posix.fs.Files files) {
        if (full()) {
            return null;
        }
        int spid = newSpace();
        if (spid < 0) {
            return null;
        }
        int thread = world.kernel().createThread(SELF, spid, Servers.PAGER);
        if (thread < 0) {
            closeSpace(spid);
            return null;
        }
        Process process = new Process(world.processes.freeNumber(), files, world);
        process.space(new Space(spid));
        process.startNanos(world.machine.nanos());
        Task task = new Task(process.pid(), process, thread);
        enter(process, task);
        return task;
    }

    /** Where there are too many, those go that nobody will wait for. */
    private boolean full() {
        return world.processes.size() >= mostProcesses && !world.endings.reapForgotten();
    }

    private void enter(Process process, Task task) {
        process.firstThread(task.thread());
        process.tasks().add(task);
        world.processes.add(process);
        world.processes.add(task);
    }

    /** Makes a space that the pager manages and whose traps come here. @return spid or an error */
    int newSpace() {
        Kernel kernel = world.kernel();
        int spid = kernel.createSpace(SELF);
        if (spid < 0) {
            return spid;
        }
        world.machine.pager().open(spid, MAP_START, MAP_END);
        kernel.setForeign(SELF, spid, Servers.POSIX);
        kernel.allowIpc(SELF, spid, Servers.POSIX);
        kernel.allowIpc(SELF, spid, Servers.HEAP);
        return spid;
    }

    void closeSpace(int spid) {
        world.machine.pager().close(spid);
        world.machine.heaps().close(spid);
        world.kernel().destroySpace(SELF, spid);
    }

    /** A UTCB for a task: a slot of its space, its page mapped when it is the first in it. */
    void giveUtcb(Task task) {
        Space space = task.process().space();
        int slot = task.slot() >= 0 ? task.slot() : space.takeSlot();
        if (slot < 0) {
            return;
        }
        task.slot(slot);
        int address = Space.utcb(slot);
        int page = slot * Space.UTCB_BYTES >> 12;
        if (!space.pages().get(page)) {
            int mapped = world.machine.pager().map(space.spid(), address & ~0xFFF, 4096, Protection.READ | Protection.WRITE,
                    Protection.PRIVATE | Protection.ANONYMOUS | Protection.FIXED, null, 0);
            if (Pager.failed(mapped)) {
                return;
            }
            space.pages().set(page);
        }
        world.kernel().setUtcb(SELF, task.thread(), address);
    }

    /**
     * clone(2) without its waiting: makes the child and starts it.
     *
     * @param parent    who asks
     * @param registers its registers, pc behind the call
     * @return the new task's number, or -EINVAL, -EAGAIN, -ENOMEM
     */
    public int clone(Task parent, ThreadContext registers, Wish wish) {
        boolean thread = wish.has(CLONE_THREAD);
        if ((wish.flags() & CLONE_UNKNOWN) != 0 || thread && !(wish.has(CLONE_VM) && wish.has(CLONE_SIGHAND))
                || wish.has(CLONE_SIGHAND) && !wish.has(CLONE_VM)) {
            if (!(wish.ours() && thread && wish.has(CLONE_VM))) {
                return -Errors.EINVAL;
            }
        }
        if (world.processes.tasks().size() >= mostTasks || !thread && full()) {
            return -Errors.EAGAIN;
        }
        Task child = thread ? newThread(parent) : newProcess(parent, wish);
        if (child == null) {
            return -Errors.ENOMEM;
        }
        start(parent, child, registers, wish);
        return child.tid();
    }

    /** The parent of a vfork goes to sleep. */
    public void vforkBegun(Process parent, Process child) {
        child.vforkParent(parent);
    }

    /** @return true when a vfork's child has ended or runs a program. @param child null when it is gone */
    public boolean vforkOver(Process parent, Process child) {
        return child == null || child.vforkParent() != parent;
    }

    private Task newThread(Task parent) {
        Process process = parent.process();
        int thread = world.kernel().createThread(SELF, process.spid(), Servers.PAGER);
        if (thread < 0) {
            return null;
        }
        Task task = new Task(world.processes.freeNumber(), process, thread);
        process.tasks().add(task);
        world.processes.add(task);
        task.shortName(parent.shortName());
        return task;
    }

    private Task newProcess(Task parentTask, Wish wish) {
        Process parent = parentTask.process();
        Space space = wish.has(CLONE_VM) ? parent.space().join() : copySpace(parent);
        if (space == null) {
            return null;
        }
        int thread = world.kernel().createThread(SELF, space.spid(), Servers.PAGER);
        if (thread < 0) {
            if (space.leave()) {
                closeSpace(space.spid());
            }
            return null;
        }
        Process child = new Process(world.processes.freeNumber(), wish.has(CLONE_FILES) ? parent.files().share() : parent.files().copy(), world);
        child.space(space);
        child.container(parent.container());
        if (parent.classic()) {
            world.endings.reapNamesake(parent, thread);
        }
        child.parent(wish.has(CLONE_PARENT) ? parent.parentProcess() : parent);
        child.group(parent.group());
        child.session(parent.session());
        child.credentials(parent.credentials());
        child.image(parent.image());
        child.shortName(parent.shortName());
        child.startNanos(world.machine.nanos());
        child.limits(parent.limits());
        child.actionsFrom(parent);
        child.exitSignal(wish.flags() & 0xFF);
        child.ours(parent.ours());
        Task task = new Task(child.pid(), child, thread);
        task.shortName(parentTask.shortName());
        task.altStack(wish.has(CLONE_VM) && !wish.has(CLONE_VFORK) ? Task.AltStack.NONE : parentTask.altStack());
        if (!wish.has(CLONE_VM) && parentTask.slot() >= 0) {
            task.slot(parentTask.slot());
            space.takeSlot(parentTask.slot());
        }
        enter(child, task);
        return task;
    }

    /** @return the copy-on-write image of a process's space, or null when memory is short */
    private Space copySpace(Process parent) {
        int spid = newSpace();
        if (spid < 0) {
            return null;
        }
        if (world.machine.pager().fork(parent.spid(), spid) < 0) {
            closeSpace(spid);
            return null;
        }
        world.machine.heaps().fork(parent.spid(), spid);
        Space space = new Space(spid);
        space.pages().or(parent.space().pages());
        space.signalPage(parent.space().signalPage());
        return space;
    }

    /** Two may send messages to each other. */
    private void acquaint(Task one, Task other) {
        world.kernel().allowIpc(SELF, one.process().spid(), other.thread());
        world.kernel().allowIpc(SELF, other.process().spid(), one.thread());
    }

    /** In the classic system all tasks of a container may send to each other (ABI 12.1); a session is what that is here. */
    private void acquaintAll(Task child) {
        for (Process process : world.processes.all()) {
            if (process.classic() && process.session() == child.process().session()) {
                process.tasks().forEach(task -> acquaint(task, child));
            }
        }
    }

    private void start(Task parent, Task child, ThreadContext registers, Wish wish) {
        Kernel kernel = world.kernel();
        ThreadContext c = kernel.context(SELF, child.thread());
        if (registers.vfpUsed) {
            world.machine.cpu().syncVfp(registers, false);
        }
        c.copyRegistersFrom(registers);
        if (wish.stack() != 0) {
            c.r[ThreadContext.SP] = wish.stack();
        }
        if (wish.ours()) {
            c.r[3] = 0;
            c.jump(registers.r[ThreadContext.LR]);
        } else {
            c.r[0] = 0;
        }
        if (wish.has(CLONE_SETTLS)) {
            c.tpidruro = wish.tls();
        }
        child.blocked(parent.blocked());
        giveUtcb(child);
        int spid = child.process().spid();
        try {
            if (wish.has(CLONE_PARENT_SETTID)) {
                world.memory.putWord(parent.process().spid(), wish.parentTid(), child.tid());
            }
            if (wish.has(CLONE_CHILD_SETTID)) {
                world.memory.putWord(spid, wish.childTid(), child.tid());
            }
        } catch (UserFault ignored) {
            // As Linux does: a bad pointer here is nobody's error.
        }
        child.clearTid(wish.has(CLONE_CHILD_CLEARTID) ? wish.childTid() : 0);
        if (parent.process().ours()) {
            acquaint(parent, child);
            kernel.allowIpc(SELF, spid, child.thread());
        }
        if (parent.process().classic()) {
            acquaintAll(child);
        }
        if (!parent.process().stopped()) {
            kernel.run(SELF, child.thread());
        }
    }
}
