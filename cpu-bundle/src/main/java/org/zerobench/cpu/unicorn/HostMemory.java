package org.zerobench.cpu.unicorn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.zerobench.api.machine.MachineException;

/**
 * What the CPU asks of the host's memory: address space that costs nothing until touched; and, where the host is a known
 * one, reads that cannot crash and native code.
 */
final class HostMemory {

    private static final int PROT_READ_WRITE = 3;
    private static final int PROT_READ_EXECUTE = 5;
    private static final long CODE_BYTES = 4096;
    private static final int MAP_PRIVATE = 2;
    private static final int MEM_RESERVE_COMMIT = 0x3000;
    private static final int MEM_RELEASE = 0x8000;
    private static final int PAGE_READWRITE = 4;

    private final Linker linker = Linker.nativeLinker();
    private final String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    private final boolean known;
    private final Optional<MethodHandle> readOwn;
    private final int pid = (int) ProcessHandle.current().pid();

    /** @param known false: do as on a host of which nothing is known */
    HostMemory(boolean known) {
        this.known = known;
        readOwn = findReadOwn();
    }

    /**
     * Zeroed memory that takes host RAM only where touched.
     *
     * @param arena gives it back when closed
     * @throws MachineException when the host refuses
     */
    MemorySegment reserve(long bytes, Arena arena) {
        try {
            return os.contains("windows") ? reserveWindows(bytes, arena) : reserveUnix(bytes, arena);
        } catch (MachineException e) {
            throw e;
        } catch (Throwable e) {
            throw new MachineException("cannot reserve " + (bytes >> 20) + " MiB of address space: " + e, e);
        }
    }

    /**
     * Copies memory of this process, or says that it cannot: no address, however wild, does harm.
     *
     * @return true when all of {@code target} was read; always false where the host has no such call
     */
    boolean read(long address, MemorySegment target) {
        if (readOwn.isEmpty()) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment vectors = arena.allocate(ADDRESS, 4);
            vectors.setAtIndex(ADDRESS, 0, target);
            vectors.setAtIndex(JAVA_LONG, 1, target.byteSize());
            vectors.setAtIndex(JAVA_LONG, 2, address);
            vectors.setAtIndex(JAVA_LONG, 3, target.byteSize());
            long count = (long) readOwn.get().invokeExact(pid, vectors, 1L, vectors.asSlice(16), 1L, 0L);
            return count == target.byteSize();
        } catch (Throwable e) {
            return false;
        }
    }

    /** Whether native code here is x86-64 with the System V calling convention. */
    boolean isSystemVx64() {
        return known && os.contains("linux") && List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    }

    /** Native code, to be called while the arena is open; nothing where the host allows none. */
    Optional<MemorySegment> executable(byte[] code, Arena arena) {
        try {
            MemorySegment page = reserveUnix(CODE_BYTES, arena);
            MemorySegment.copy(code, 0, page, JAVA_BYTE, 0, code.length);
            MethodHandle mprotect = linker.downcallHandle(linker.defaultLookup().findOrThrow("mprotect"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
            int error = (int) mprotect.invokeExact(page, CODE_BYTES, PROT_READ_EXECUTE);
            return error == 0 ? Optional.of(page) : Optional.empty();
        } catch (Throwable e) {
            return Optional.empty();
        }
    }

    private Optional<MethodHandle> findReadOwn() {
        if (!known || !os.contains("linux")) {
            return Optional.empty();
        }
        return linker.defaultLookup().find("process_vm_readv").map(symbol -> linker.downcallHandle(symbol,
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG)));
    }

    private MemorySegment reserveUnix(long bytes, Arena arena) throws Throwable {
        boolean mac = os.contains("mac");
        int flags = MAP_PRIVATE | (mac ? 0x1000 | 0x40 : 0x20 | 0x4000); // MAP_ANONYMOUS | MAP_NORESERVE
        MethodHandle mmap = linker.downcallHandle(linker.defaultLookup().findOrThrow("mmap"), FunctionDescriptor.of(
                JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
        MethodHandle munmap = linker.downcallHandle(linker.defaultLookup().findOrThrow("munmap"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
        long address = (long) mmap.invokeExact(MemorySegment.NULL, bytes, PROT_READ_WRITE, flags, -1, 0L);
        if (address == -1) {
            throw new MachineException("the host refuses " + (bytes >> 20)
                    + " MiB of address space: raise its limit (ulimit -v)");
        }
        return MemorySegment.ofAddress(address).reinterpret(bytes, arena, segment -> {
            try {
                int ignored = (int) munmap.invokeExact(segment, bytes);
            } catch (Throwable e) {
                throw new IllegalStateException("munmap", e);
            }
        });
    }

    /** Not tried on a real Windows: commits, because Windows has no memory that is usable without being committed. */
    private MemorySegment reserveWindows(long bytes, Arena arena) throws Throwable {
        SymbolLookup kernel32 = SymbolLookup.libraryLookup("kernel32", Arena.global());
        MethodHandle alloc = linker.downcallHandle(kernel32.findOrThrow("VirtualAlloc"),
                FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT));
        MethodHandle free = linker.downcallHandle(kernel32.findOrThrow("VirtualFree"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        long address = (long) alloc.invokeExact(MemorySegment.NULL, bytes, MEM_RESERVE_COMMIT, PAGE_READWRITE);
        if (address == 0) {
            throw new MachineException("Windows refuses " + (bytes >> 20) + " MiB: enlarge the page file");
        }
        return MemorySegment.ofAddress(address).reinterpret(bytes, arena, segment -> {
            try {
                int ignored = (int) free.invokeExact(segment, 0L, MEM_RELEASE);
            } catch (Throwable e) {
                throw new IllegalStateException("VirtualFree", e);
            }
        });
    }
}
