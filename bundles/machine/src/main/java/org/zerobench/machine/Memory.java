package org.zerobench.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.zerobench.api.machine.MachineException;

/** Makes RAM: page aligned, zero, and costing nothing until it is touched where the host can do that. */
final class Memory {
    private static final int MIB = 1 << 20;
    private static final int SMALLEST_MIB = 4;
    private static final int LARGEST_MIB = 256;
    private static final long PROT_READ_WRITE = 3;
    private static final long MAP_PRIVATE = 2;
    private static final long LINUX_MAP_ANONYMOUS = 0x20;
    private static final long MACOS_MAP_ANONYMOUS = 0x1000;

    private Memory() {}

    /**
     * Reads a size as people write it.
     *
     * @param text like {@code 64M}, {@code 8MiB}, {@code 67108864}, {@code 65536K}
     * @return bytes, a multiple of 1 MiB
     * @throws MachineException when it is none, or outside 4 MiB to 256 MiB
     */
    static int parseSize(String text) {
        String digits = text.strip().toUpperCase(Locale.ROOT).replaceFirst("(I?B)$", "");
        long unit = 1;
        if (digits.endsWith("K")) {
            unit = 1 << 10;
        } else if (digits.endsWith("M")) {
            unit = MIB;
        } else if (digits.endsWith("G")) {
            unit = 1 << 30;
        }
        long bytes;
        try {
            bytes = Math.multiplyExact(Long.parseLong(unit == 1 ? digits : digits.substring(0, digits.length() - 1)), unit);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MachineException("RAM size '" + text + "' is not a size: write it like 64M");
        }
        if (bytes % MIB != 0 || bytes < (long) SMALLEST_MIB * MIB || bytes > (long) LARGEST_MIB * MIB) {
            throw new MachineException("RAM size '" + text + "' must be whole MiB from " + SMALLEST_MIB + "M to " + LARGEST_MIB + "M");
        }
        return (int) bytes;
    }

    /** Allocates zeroed memory that lives as long as the arena. */
    static MemorySegment allocate(Arena arena, long bytes) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("windows")) {
            return arena.allocate(bytes, 4096);
        }
        long anonymous = os.contains("mac") ? MACOS_MAP_ANONYMOUS : LINUX_MAP_ANONYMOUS;
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle mmap = linker.downcallHandle(linker.defaultLookup().findOrThrow("mmap"),
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
            MethodHandle munmap = linker.downcallHandle(linker.defaultLookup().findOrThrow("munmap"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
            MemorySegment at = (MemorySegment) mmap.invokeExact(0L, bytes, (int) PROT_READ_WRITE, (int) (MAP_PRIVATE | anonymous), -1, 0L);
            if (at.address() == -1L) {
                throw new MachineException("the host has no " + bytes / MIB + " MiB for RAM: give less with --ram");
            }
            return at.reinterpret(bytes, arena, segment -> unmap(munmap, segment, bytes));
        } catch (MachineException e) {
            throw e;
        } catch (Throwable e) {
            throw new MachineException("RAM cannot be mapped: " + e, e);
        }
    }

    private static void unmap(MethodHandle munmap, MemorySegment segment, long bytes) {
        try {
            int ignored = (int) munmap.invokeExact(segment, bytes);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
