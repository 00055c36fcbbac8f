package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.zerobench.api.machine.MachineException;

/**
 * One loaded libunicorn and the functions of it that the CPU uses. Every call returns Unicorn's {@code uc_err}, 0 for
 * success.
 *
 * <p>The method handles take the function's address as first argument, so that they can be constants (which the JIT
 * inlines) although the library is chosen at run time. Calls marked critical are short and never call back into Java.
 *
 * <p>Safe for any thread; an engine handle passed in is not.
 */
final class UnicornLibrary implements AutoCloseable {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CRITICAL = Linker.Option.critical(false);

    private static final MethodHandle VERSION = handle(ADDRESS, ADDRESS);
    private static final MethodHandle OPEN = handle(JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle CLOSE = handle(ADDRESS);
    private static final MethodHandle CTL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_LONG), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle MAP = handle(ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS);
    private static final MethodHandle MMIO_MAP =
            handle(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle HOOK_ADD = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(7));
    private static final MethodHandle EMU_START = handle(ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle EMU_STOP = handle(ADDRESS);
    private static final MethodHandle REG_READ = critical(ADDRESS, JAVA_INT, ADDRESS);
    private static final MethodHandle REG_WRITE = critical(ADDRESS, JAVA_INT, ADDRESS);
    private static final MethodHandle CONTEXT_SIZE = LINKER.downcallHandle(FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    private static final MethodHandle CONTEXT_ALLOC = handle(ADDRESS, ADDRESS);
    private static final MethodHandle CONTEXT_FREE = handle(ADDRESS);
    private static final MethodHandle CONTEXT_SAVE = critical(ADDRESS, ADDRESS);
    private static final MethodHandle CONTEXT_RESTORE = critical(ADDRESS, ADDRESS);

    private final Arena arena;
    private final String source;
    private final int version;
    private final MemorySegment archSupported;
    private final MemorySegment open;
    private final MemorySegment close;
    private final MemorySegment ctl;
    private final MemorySegment map;
    private final MemorySegment mmioMap;
    private final MemorySegment hookAdd;
    private final MemorySegment emuStart;
    private final MemorySegment emuStop;
    private final MemorySegment regRead;
    private final MemorySegment regWrite;
    private final MemorySegment contextSize;
    private final MemorySegment contextAlloc;
    private final MemorySegment contextFree;
    private final MemorySegment contextSave;
    private final MemorySegment contextRestore;

    /**
     * @param symbols where to find the functions; lives as long as {@code arena}
     * @param arena   closed with this library: unloads it
     * @param source  where it came from, for people
     * @throws MachineException when a function is missing
     */
    UnicornLibrary(SymbolLookup symbols, Arena arena, String source) {
        this.arena = arena;
        this.source = source;
        archSupported = find(symbols, "uc_arch_supported");
        open = find(symbols, "uc_open");
        close = find(symbols, "uc_close");
        ctl = find(symbols, "uc_ctl");
        map = find(symbols, "uc_mem_map_ptr");
        mmioMap = find(symbols, "uc_mmio_map");
        hookAdd = find(symbols, "uc_hook_add");
        emuStart = find(symbols, "uc_emu_start");
        emuStop = find(symbols, "uc_emu_stop");
        regRead = find(symbols, "uc_reg_read");
        regWrite = find(symbols, "uc_reg_write");
        contextSize = find(symbols, "uc_context_size");
        contextAlloc = find(symbols, "uc_context_alloc");
        contextFree = find(symbols, "uc_context_free");
        contextSave = find(symbols, "uc_context_save");
        contextRestore = find(symbols, "uc_context_restore");
        try {
            version = (int) VERSION.invokeExact(find(symbols, "uc_version"), MemorySegment.NULL, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Version for comparing: major, minor, patch and extra, one byte each from the top. */
    int version() {
        return version;
    }

    /** Version for people, like {@code 2.0.1}. */
    String versionText() {
        return (version >>> 24) + "." + (version >>> 16 & 0xff) + "." + (version >>> 8 & 0xff);
    }

    /** Where the library came from. */
    String source() {
        return source;
    }

    /** Unloads the library; no engine of it may be open. */
    @Override
    public void close() {
        arena.close();
    }

    int open(int architecture, int mode, MemorySegment result) {
        try {
            return (int) OPEN.invokeExact(open, architecture, mode, result);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int close(MemorySegment uc) {
        try {
            return (int) CLOSE.invokeExact(close, uc);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code uc_ctl}; arguments that {@code request} does not take are ignored by it. */
    int ctl(MemorySegment uc, int request, long first, long second) {
        try {
            return (int) CTL.invokeExact(ctl, uc, request, first, second);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int map(MemorySegment uc, long physical, long bytes, int rights, MemorySegment host) {
        try {
            return (int) MAP.invokeExact(map, uc, physical, bytes, rights, host);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int mmioMap(MemorySegment uc, long physical, long bytes, MemorySegment read, MemorySegment write) {
        try {
            return (int) MMIO_MAP.invokeExact(mmioMap, uc, physical, bytes, read, MemorySegment.NULL, write,
                    MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A function that does nothing and takes any arguments: the form of a callback without effect. */
    MemorySegment archSupported() {
        return archSupported;
    }

    /** {@code uc_emu_stop} itself, for native code to call. */
    MemorySegment emuStop() {
        return emuStop;
    }

    /** Adds a hook, with a last argument for its callback, for addresses from {@code begin} to {@code end}; for all when {@code begin} is above {@code end}. */
    int hookAdd(MemorySegment uc, MemorySegment result, int type, MemorySegment callback, MemorySegment user, long begin,
            long end) {
        try {
            return (int) HOOK_ADD.invokeExact(hookAdd, uc, result, type, callback, user, begin, end);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int emuStart(MemorySegment uc, long begin, long until) {
        try {
            return (int) EMU_START.invokeExact(emuStart, uc, begin, until, 0L, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int emuStop(MemorySegment uc) {
        try {
            return (int) EMU_STOP.invokeExact(emuStop, uc);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int regRead(MemorySegment uc, int id, MemorySegment value) {
        try {
            return (int) REG_READ.invokeExact(regRead, uc, id, value);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int regWrite(MemorySegment uc, int id, MemorySegment value) {
        try {
            return (int) REG_WRITE.invokeExact(regWrite, uc, id, value);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long contextSize(MemorySegment uc) {
        try {
            return (long) CONTEXT_SIZE.invokeExact(contextSize, uc);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int contextAlloc(MemorySegment uc, MemorySegment result) {
        try {
            return (int) CONTEXT_ALLOC.invokeExact(contextAlloc, uc, result);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int contextFree(MemorySegment context) {
        try {
            return (int) CONTEXT_FREE.invokeExact(contextFree, context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int contextSave(MemorySegment uc, MemorySegment context) {
        try {
            return (int) CONTEXT_SAVE.invokeExact(contextSave, uc, context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int contextRestore(MemorySegment uc, MemorySegment context) {
        try {
            return (int) CONTEXT_RESTORE.invokeExact(contextRestore, uc, context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle handle(MemoryLayout... arguments) {
        return LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static MethodHandle critical(MemoryLayout... arguments) {
        return LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, arguments), CRITICAL);
    }

    private MemorySegment find(SymbolLookup symbols, String name) {
        return symbols.find(name).orElseThrow(() -> new MachineException(
                source + " has no function " + name + ": it is not Unicorn 2; name another with -Dzb.unicorn=PATH"));
    }

    /** A downcall throws nothing by itself; what comes here is the JVM's own (out of memory, stack overflow). */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("native call failed", e);
    }
}
