package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.zerobench.api.machine.MachineException;

/**
 * One native engine: a Unicorn handle, the memory mapped into it and the callbacks out of it. Knows registers and system
 * registers by number, nothing of threads and spaces.
 *
 * <p>One thread at a time; only {@link #stopFromOutside()} is for any thread.
 */
final class Engine implements AutoCloseable {

    /** Unicorn's numbers of registers outside CP15 (its {@code arm.h}). */
    static final int REG_CPSR = 3;
    static final int REG_FPEXC = 4;
    static final int REG_FPSCR = 6;
    static final int REG_D0 = 14;
    static final int REG_R0 = 66;
    private static final int REG_CP15 = 139;

    private static final int ARCH_ARM = 1;
    private static final int CORTEX_A15 = 17;
    private static final int CTL_CPU_MODEL = 0x44000007;
    private static final int CTL_REMOVE_CODE = 0x48000009;
    private static final int CTL_FORGET_CODE = 0x4000000A;
    private static final int HOOK_INTERRUPT = 1;
    private static final int HOOK_UNDEFINED = 1 << 14;
    private static final int ALL_RIGHTS = 7;
    /** End address for {@code uc_emu_start} that no 32-bit program counter reaches. */
    private static final long NEVER = 1L << 36;

    private static final int FPEXC_EN = 1 << 30;
    private static final int CPACR_VFP = 0xF << 20;
    /** SCTLR: MMU on, ARMv6+ table format, SWP allowed (ARM ARM B4.1.130). */
    private static final int SCTLR = 1 << 23 | 1 << 10 | 1;

    /** What the engine calls; none may throw. */
    interface Callbacks {
        /** An exception was raised; the program counter is Unicorn's preferred return address. */
        void interrupt(int number);

        /** An instruction is undefined, or was a hint that yields. True: go on from the program counter. */
        boolean undefined();

        /** A load from the device window. */
        long deviceRead(long offset, int bytes);

        /** A store to the device window. */
        void deviceWrite(long offset, int bytes, long value);
    }

    private final UnicornLibrary library;
    private final Arena arena = Arena.ofShared();
    private final Callbacks callbacks;
    private final MemorySegment uc;
    private final MemorySegment context;
    private final StopGate gate;
    private final MemorySegment value = arena.allocate(16);
    private final MemorySegment ttbr0 = coprocessor(2, 0, 0, 0);
    private final MemorySegment flushAll = coprocessor(8, 7, 0, 0);
    private final MemorySegment flushPage = coprocessor(8, 7, 0, 1);

    /**
     * Opens an engine with its MMU on, in user mode.
     *
     * @param ram       physical memory from address 0; stays the caller's
     * @param devices   whether the device window calls back
     * @throws MachineException when the library refuses
     */
    Engine(UnicornLibrary library, Board board, MemorySegment ram, boolean devices, Callbacks callbacks) {
        this.library = library;
        this.callbacks = callbacks;
        MemorySegment result = arena.allocate(ADDRESS);
        int error = library.open(ARCH_ARM, 0, result);
        if (error != 0) {
            arena.close();
            throw new MachineException("Unicorn " + library.versionText() + " does not open (error " + error + ")");
        }
        uc = result.get(ADDRESS, 0);
        MemorySegment saved = null;
        try {
            check("cpu model", library.ctl(uc, CTL_CPU_MODEL, CORTEX_A15, 0));
            gate = StopGate.install(library, uc, board.host(), arena);
            map(0, ram);
            board.mapAround(this, ram.byteSize(), devices);
            if (devices) {
                mapDevices();
            }
            hook(HOOK_INTERRUPT, "interrupt", void.class, JAVA_LONG, JAVA_INT, JAVA_LONG);
            hook(HOOK_UNDEFINED, "undefined", boolean.class, JAVA_LONG, JAVA_LONG);
            check("context", library.contextAlloc(uc, result));
            saved = result.get(ADDRESS, 0).reinterpret(library.contextSize(uc));
            powerOn();
        } catch (RuntimeException | Error e) {
            release(saved);
            throw e;
        }
        context = saved;
    }

    /** The buffer that {@link #save} fills; its inner layout is found by {@link StateLayout}. */
    MemorySegment context() {
        return context;
    }

    /** Address of the engine's own structure, for finding the registers in it. */
    long address() {
        return uc.address();
    }

    /** Copies the CPU's whole state to {@link #context()}. */
    void save() {
        library.contextSave(uc, context);
    }

    /** Copies {@link #context()} back into the CPU. */
    void restore() {
        library.contextRestore(uc, context);
    }

    /** Reads a 32-bit register by Unicorn's number. */
    int register(int id) {
        library.regRead(uc, id, value);
        return value.get(JAVA_INT, 0);
    }

    /** Writes a 32-bit register by Unicorn's number; not the PC, which would swallow a stop. */
    void register(int id, int word) {
        value.set(JAVA_INT, 0, word);
        library.regWrite(uc, id, value);
    }

    /** Writes a 64-bit register by Unicorn's number. */
    void register64(int id, long word) {
        value.set(JAVA_LONG, 0, word);
        library.regWrite(uc, id, value);
    }

    /** Allows or forbids VFP and NEON; forbidden, their instructions are undefined. */
    void vfp(boolean on) {
        register(REG_FPEXC, on ? FPEXC_EN : 0);
    }

    /** Sets the translation table; translations made under the old one stay until flushed. */
    void table(int physical) {
        write(ttbr0, physical);
    }

    /** Forgets all translations (TLBIALL). */
    void flushAll() {
        write(flushAll, 0);
    }

    /** Forgets the translation of one page (TLBIMVA). */
    void flushPage(int virtual) {
        write(flushPage, virtual & ~0xfff);
    }

    /** Forgets code translated from a range of the <em>current</em> virtual addresses that is physically contiguous. */
    void removeCode(int virtual, int bytes) {
        long start = Integer.toUnsignedLong(virtual);
        library.ctl(uc, CTL_REMOVE_CODE, start, start + bytes);
    }

    /** Forgets all translated code, if the version can; about 3 ms. Not while it runs. */
    void forgetCode() {
        library.ctl(uc, CTL_FORGET_CODE, 0, 0);
    }

    /** A 32-bit CP15 register to hand to {@link #write}. */
    MemorySegment coprocessor(int crn, int crm, int opc1, int opc2) {
        MemorySegment register = arena.allocate(40, 8);
        int[] fields = {15, 0, 0, crn, crm, opc1, opc2};
        MemorySegment.copy(fields, 0, register, JAVA_INT, 0, fields.length);
        return register;
    }

    /** Writes a CP15 register made by {@link #coprocessor}. */
    void write(MemorySegment register, int word) {
        register.set(JAVA_LONG, 32, Integer.toUnsignedLong(word));
        library.regWrite(uc, REG_CP15, register);
    }

    /**
     * Runs in ARM state from a virtual address until stopped.
     *
     * @return Unicorn's error, 0 when stopped or waiting for an interrupt
     */
    int start(int virtual) {
        return library.emuStart(uc, Integer.toUnsignedLong(virtual), NEVER);
    }

    /** Makes {@link #start} return. Only inside a callback. */
    void stop() {
        library.emuStop(uc);
    }

    /** Makes {@link #start} return, from any thread, unless it is only about to begin. Not once closed. */
    void stopFromOutside() {
        gate.shut();
    }

    /** Takes {@link #stopFromOutside} back. Only while nothing runs. */
    void clearStop() {
        gate.open();
    }

    /** Maps host memory at a physical address, with all rights: the page tables decide. */
    void map(long physical, MemorySegment host) {
        check("memory at 0x" + Long.toHexString(physical),
                library.map(uc, physical, host.byteSize(), ALL_RIGHTS, host));
    }

    @Override
    public void close() {
        release(context);
    }

    private void release(MemorySegment saved) {
        if (saved != null) {
            library.contextFree(saved);
        }
        library.close(uc);
        arena.close();
    }

    private void mapDevices() {
        MemorySegment read = stub("deviceRead", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG));
        MemorySegment write = stub("deviceWrite",
                FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG));
        check("devices", library.mmioMap(uc, Board.DEVICES, Board.DEVICES_END - Board.DEVICES, read, write));
    }

    private void hook(int type, String target, Class<?> result, MemoryLayout... arguments) {
        FunctionDescriptor descriptor = result == void.class
                ? FunctionDescriptor.ofVoid(arguments)
                : FunctionDescriptor.of(JAVA_BOOLEAN, arguments);
        check("hook", library.hookAdd(uc, arena.allocate(ADDRESS), type, stub(target, descriptor), MemorySegment.NULL, 1, 0));
    }

    private MemorySegment stub(String target, FunctionDescriptor descriptor) {
        try {
            MethodType type = descriptor.toMethodType();
            MethodHandle handle = MethodHandles.lookup().bind(this, target, type);
            return Linker.nativeLinker().upcallStub(handle, descriptor, arena);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(target, e);
        }
    }

    private void powerOn() {
        register(REG_CPSR, 0x10);
        write(coprocessor(3, 0, 0, 0), 1); // DACR: domain 0 is a client, the rights of the tables hold
        write(coprocessor(2, 0, 0, 2), 0); // TTBCR: TTBR0 alone, short descriptors
        table(Board.PRIVATE);
        write(coprocessor(1, 0, 0, 2), CPACR_VFP);
        write(coprocessor(1, 0, 0, 0), SCTLR);
        flushAll();
        vfp(false);
    }

    private void check(String what, int error) {
        if (error != 0) {
            throw new MachineException("Unicorn " + library.versionText() + " refuses: " + what + " (error " + error + ")");
        }
    }

    // Targets of the native callbacks: the shapes are Unicorn's.

    @SuppressWarnings("unused")
    private void interrupt(long engine, int number, long user) {
        callbacks.interrupt(number);
    }

    @SuppressWarnings("unused")
    private boolean undefined(long engine, long user) {
        return callbacks.undefined();
    }

    @SuppressWarnings("unused")
    private long deviceRead(long engine, long offset, int bytes, long user) {
        return callbacks.deviceRead(offset, bytes);
    }

    @SuppressWarnings("unused")
    private void deviceWrite(long engine, long offset, int bytes, long word, long user) {
        callbacks.deviceWrite(offset, bytes, word);
    }
}
