package org.zerobench.cpu.jit;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import org.zerobench.cpu.jit.MemoryEmitter.Size;
import sun.misc.Unsafe;

/** How compiled code reads and writes RAM by physical address. Its only guard are translations, which all addresses come out of. */
abstract class RamAccess {

    /** System property: {@code unsafe} for {@link Unsafe}, else memory segments are used. */
    static final String PROPERTY = "zb.jit.memory";

    /** Bytes that a 32-bit physical address reaches, and an access behind it. */
    private static final long PHYSICAL_SPACE = (1L << 32) + 8;

    /** A constant of each compiled class, and its type. */
    final Object constant;
    final ClassDesc type;

    private RamAccess(Object constant, Class<?> type) {
        this.constant = constant;
        this.type = Emitter.desc(type);
    }

    /** As the property says; Unsafe only where this Java has it still. */
    static RamAccess of(MemorySegment ram) {
        if (System.getProperty(PROPERTY, "").equals("unsafe")) {
            try {
                Field only = Unsafe.class.getDeclaredField("theUnsafe");
                only.setAccessible(true);
                Unsafe unsafe = (Unsafe) only.get(null);
                unsafe.getInt(ram.address());
                return new ByUnsafe(unsafe, ram.address());
            } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
                // a later Java, which does not have it, or does not let us
            }
        }
        return new BySegment(ram);
    }

    /** Goes before the physical address. @param constant pushes {@link #constant} */
    abstract void begin(CodeBuilder code, Size size, Runnable constant);

    /** Pops what is pushed, with the physical address, unsigned; pushes what is there. */
    abstract void get(CodeBuilder code, Size size);

    /** Goes behind the physical address of a store. */
    abstract void place(CodeBuilder code);

    /** Pops what is pushed, with the physical address and the value. */
    abstract void set(CodeBuilder code, Size size);

    /**
     * The segment is without its arena and its end, which would be asked for at each access: compiled code runs on the machine
     * thread only, which ends before RAM does.
     */
    private static final class BySegment extends RamAccess {

        private static final ClassDesc SEGMENT = Emitter.desc(MemorySegment.class);
        private static final ClassDesc LAYOUTS = Emitter.desc(ValueLayout.class);

        BySegment(MemorySegment ram) {
            super(MemorySegment.ofAddress(ram.address()).reinterpret(PHYSICAL_SPACE), MemorySegment.class);
        }

        @Override
        void begin(CodeBuilder code, Size size, Runnable constant) {
            constant.run();
            code.getstatic(LAYOUTS, size.layout, size.layoutType);
        }

        @Override
        void get(CodeBuilder code, Size size) {
            code.invokeinterface(SEGMENT, "get", MethodTypeDesc.of(size.type, size.layoutType, ConstantDescs.CD_long));
        }

        @Override
        void place(CodeBuilder code) {
            // as it is
        }

        @Override
        void set(CodeBuilder code, Size size) {
            code.invokeinterface(SEGMENT, "set",
                    MethodTypeDesc.of(ConstantDescs.CD_void, size.layoutType, ConstantDescs.CD_long, size.type));
        }
    }

    /** The same machine code for half the price: HotSpot inlines twenty methods for an access to a segment, none for this. */
    private static final class ByUnsafe extends RamAccess {

        private static final ClassDesc UNSAFE = Emitter.desc(Unsafe.class);
        private final long address;

        ByUnsafe(Unsafe unsafe, long address) {
            super(unsafe, Unsafe.class);
            this.address = address;
        }

        @Override
        void begin(CodeBuilder code, Size size, Runnable constant) {
            constant.run();
        }

        @Override
        void get(CodeBuilder code, Size size) {
            place(code);
            code.invokevirtual(UNSAFE, "get" + size.name, MethodTypeDesc.of(size.type, ConstantDescs.CD_long));
        }

        @Override
        void place(CodeBuilder code) {
            code.loadConstant(address);
            code.ladd();
        }

        @Override
        void set(CodeBuilder code, Size size) {
            code.invokevirtual(UNSAFE, "put" + size.name,
                    MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long, size.type));
        }
    }
}
