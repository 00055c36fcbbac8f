package org.zerobench.api.kernel;

import java.util.Arrays;
import java.util.List;
import org.zerobench.api.machine.Trap;
import org.zerobench.api.swap.State;

/**
 * The kernel's world. Page tables are not in it but in RAM, where the CPU walks them: the record says which frames they
 * occupy, and whoever takes the world over adopts them as they stand.
 *
 * <p>Lists are by ascending id, except where order is part of the world: {@link #ready}, {@link #capabilities} (look-up
 * order), {@link Thread#senders}, the two queues of a {@link MutexQueue}.
 *
 * @param tables         where the kernel's own memory lies
 * @param nextCapability the next unused capability number
 * @param running        thread that was interrupted by the safe point, 0 if none
 * @param ready          threads ready to run by descending priority, in each priority in the order they will run
 * @param spaces         address spaces
 * @param threads        threads
 * @param capabilities   capabilities
 * @param mutexes        mutex queues by physical address
 * @param containers     containers that were made from a plan, by id
 * @param interrupts     registered interrupts by number
 * @param counters       what was counted since power-on
 */
public record KernelState(TableMemory tables, int nextCapability, int running, List<Integer> ready, List<Space> spaces,
        List<Thread> threads, List<Capability> capabilities, List<MutexQueue> mutexes, List<Container> containers,
        List<Interrupt> interrupts, List<KernelView.Counter> counters)
        implements State {

    /** Partner of a thread that receives from anybody. */
    public static final int ANY = -2;
    /** No partner. */
    public static final int NONE = -1;
    /** Deadline of what waits for ever. */
    public static final long NEVER = Long.MAX_VALUE;

    public KernelState {
        ready = List.copyOf(ready);
        spaces = List.copyOf(spaces);
        threads = List.copyOf(threads);
        capabilities = List.copyOf(capabilities);
        mutexes = List.copyOf(mutexes);
        containers = List.copyOf(containers);
        interrupts = List.copyOf(interrupts);
        counters = List.copyOf(counters);
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int items() {
        return spaces.size() + threads.size() + capabilities.size() + mutexes.size();
    }

    /**
     * The kernel's own frames. Physical addresses and lengths in bytes.
     *
     * @param start       first byte of the pool of translation tables
     * @param bytes       its length
     * @param interfacePage frame of the kernel interface page
     */
    public record TableMemory(int start, int bytes, int interfacePage) {}

    /**
     * An address space.
     *
     * @param spid      space id
     * @param container container it belongs to
     * @param ttbr0     physical address of its first-level table
     * @param pager     pager of its first thread, 0 before there is one
     * @param handler   exception handler of a foreign space, 0 otherwise
     * @param spacePool capability whose unit it is, 0 for none
     * @param mapPool   capability that pays its second-level tables, 0 for none
     * @param tables    its own second-level tables by section
     */
    public record Space(int spid, int container, int ttbr0, int pager, int handler, int spacePool, int mapPool,
            List<Table> tables) {
        public Space {
            tables = List.copyOf(tables);
        }
    }

    /**
     * A second-level table.
     *
     * @param section  virtual address &gt;&gt; 20
     * @param physical its physical address, 1 KiB aligned
     */
    public record Table(int section, int physical) {}

    /** What a thread does. */
    public enum Status {
        /** Runs or could run, unless it is suspended (then it is what the ABI calls inactive). */
        READY,
        /** Waits until its partner receives. */
        SENDING,
        /** Waits for a message of its partner (or of {@link #ANY}). */
        RECEIVING,
        /** A Java server has its message, or will get it as soon as there is such a server. */
        IN_SERVER,
        /** Waits for a mutex to be unlocked. */
        LOCKING,
        /** Has unlocked a mutex and waits for contenders that announced themselves. */
        UNLOCKING,
        /** Waits for its partner to end (thread_control WAIT) or to become inactive. */
        WAITING,
        /** Waits for the interrupt whose number is its partner (irq_control WAIT). */
        INTERRUPT,
        /** Has ended itself and keeps its exit code for its pager. */
        EXITED
    }

    /** For what a thread is in IPC. */
    public enum Purpose {
        /** Its own system call; the message is in its registers. */
        CALL,
        /** The kernel reports its fault; the message is in {@link Message#words}. */
        FAULT,
        /** The kernel asks for a page of a system call's buffer; the call is made again afterwards. */
        PAGE_IN,
        /** A trap of a foreign space for its exception handler. */
        EXCEPTION
    }

    /**
     * A thread.
     *
     * @param tid        thread id
     * @param spid       its space, 0 for a Java server
     * @param group      thread group id
     * @param pager      thread id of its pager
     * @param name       what it is, for people; empty if nobody said
     * @param java       true when its code is Java
     * @param priority   0 (lowest) to 15
     * @param sliceNanos what is left of its time slice, in nanoseconds
     * @param wholeSlice a whole slice of its own in nanoseconds, 0 for the usual one
     * @param cpuNanos   CPU time used, in nanoseconds
     * @param utcb       UTCB address, 0 if none
     * @param status     what it does
     * @param suspended  true when it may not run user code until it is run again
     * @param message    what it is in the middle of
     * @param exitCode   of an {@link Status#EXITED} thread
     * @param threadPool capability whose unit it is, 0 for none
     * @param registers  its user registers
     * @param senders    threads that wait to send to it, first come first
     * @param mail       a Java server's message that it has not received yet, null if none
     */
    public record Thread(int tid, int spid, int group, int pager, String name, boolean java, int priority, long sliceNanos,
            long wholeSlice, long cpuNanos, int utcb, Status status, boolean suspended, Message message, int exitCode, int threadPool,
            Registers registers, List<Integer> senders, Mail mail) {
        public Thread {
            senders = List.copyOf(senders);
        }
    }

    /**
     * The message that a thread is in the middle of, or was last.
     *
     * @param purpose     what it is for
     * @param partner     thread it waits for; {@link #ANY}, {@link #NONE}
     * @param receiveFrom whom it will receive from after sending; {@link #ANY}, {@link #NONE}
     * @param flags       IPC flags: type, buffer register, buffer size
     * @param words       words of a kernel message on its behalf, empty for {@link Purpose#CALL}
     * @param buffer      address of an extended message's buffer, 0 if none
     * @param data        bytes of an extended message on their way, as text of ISO-8859-1; empty if none
     * @param delivered   whether the Java server has been called for it
     * @param replyWanted false for a send to a Java server that nobody waits for
     * @param trap        trap that the message reports, null if none
     * @param error       the pager's refusal that an exception message reports, else 0
     * @param fault       fault that a message to a Java pager reports, null if none
     * @param call        number of the system call that is made again after a page-in, -1 for none
     * @param next        next page to ask for
     * @param end         end of the range to ask for, exclusive
     * @param deadline    machine time in nanoseconds at which it gives up, {@link #NEVER} if it does not
     * @param repeats     how often the last fault came again in spite of its pager's answer
     */
    public record Message(Purpose purpose, int partner, int receiveFrom, int flags, List<Integer> words, int buffer,
            String data, boolean delivered, boolean replyWanted, Trap trap, int error, Fault fault, int call, int next, int end,
            long deadline) {
        public Message {
            words = List.copyOf(words);
        }
    }

    /**
     * A message of a Java server that waits until its receiver asks for it.
     *
     * @param sender the server
     * @param word0  MR0
     * @param data   bytes for an extended receive as text of ISO-8859-1, null for a short message
     */
    public record Mail(int sender, int word0, String data) {}

    /**
     * User-mode registers. The arrays are handed over and never written again.
     *
     * @param r        r0 to r12, sp, lr, pc
     * @param cpsr     program status
     * @param tpidruro thread pointer that user code may read
     * @param tpidrurw thread pointer that user code may write
     * @param vfpUsed  whether the next two mean anything
     * @param d        d0 to d31, raw bits
     * @param fpscr    floating-point status and control
     */
    public record Registers(int[] r, int cpsr, int tpidruro, int tpidrurw, boolean vfpUsed, long[] d, int fpscr) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Registers that && Arrays.equals(r, that.r) && cpsr == that.cpsr
                    && tpidruro == that.tpidruro && tpidrurw == that.tpidrurw && vfpUsed == that.vfpUsed
                    && Arrays.equals(d, that.d) && fpscr == that.fpscr;
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(r) + Arrays.hashCode(d) + cpsr;
        }
    }

    /** Whose list a capability stands in. */
    public enum Holder { THREAD, SPACE, GROUP, CONTAINER }

    /**
     * A capability (ABI 9.1).
     *
     * @param capid    unique number
     * @param holder   what kind of list it stands in
     * @param holderId tid, spid, thread group id or container id
     * @param owner    thread that may pass it on
     * @param resid    what it is about: tid, spid, container id, or 0xFFFFFFFF for pools
     * @param type     type and resource type words, as in ABI 9.2
     * @param access   rights, as in ABI 9.3
     * @param start    first page frame or interrupt
     * @param end      end page frame, exclusive, or last interrupt
     * @param size     pages or quantity
     * @param used     units in use
     * @param pool     capability whose unit it takes, 0 for none
     */
    public record Capability(int capid, Holder holder, int holderId, int owner, int resid, int type, int access, int start,
            int end, int size, int used, int pool) {}

    /**
     * Threads that wait at a mutex (ABI 5.10).
     *
     * @param physical   physical address of the mutex word
     * @param container  container it belongs to
     * @param owed       wake-ups that unlockers still owe
     * @param pool       capability whose unit it is, 0 for none
     * @param contenders waiting to lock, first come first
     * @param holders    waiting for contenders
     */
    public record MutexQueue(int physical, int container, int owed, int pool, List<Integer> contenders, List<Integer> holders) {
        public MutexQueue {
            contenders = List.copyOf(contenders);
            holders = List.copyOf(holders);
        }
    }

    /**
     * A container.
     *
     * @param id    container id
     * @param name  for people
     * @param pager thread id of its first thread
     * @param resting thread id that is not given out again before another thread of it has ended, 0 for none
     */
    public record Container(int id, String name, int pager, int resting) {}

    /**
     * An interrupt that a thread has registered (ABI 11.4).
     *
     * @param irq   number of the line
     * @param tid   the thread
     * @param slot  notification slot of its UTCB, 0 to 7
     * @param count interrupts since it last waited that are not in its UTCB's slot
     */
    public record Interrupt(int irq, int tid, int slot, int count) {}
}
