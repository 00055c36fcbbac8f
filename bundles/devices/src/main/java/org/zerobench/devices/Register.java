package org.zerobench.devices;

import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * One row of a device's table. Without more it is a word that keeps what is written to it; the methods that return the
 * register say what is special about it.
 */
final class Register {
    final int offset;
    final String name;
    private int value;
    private int writable = -1;
    private IntSupplier look = () -> value;
    private IntSupplier take = () -> look.getAsInt();
    private IntConsumer store = written -> value = value & ~writable | written & writable;
    private Runnable then = () -> { };
    private boolean shown = true;

    /** @param offset in bytes, a multiple of 4 @param name as in the device's manual @param reset what it holds at power-on */
    Register(int offset, String name, int reset) {
        this.offset = offset;
        this.name = name;
        value = reset;
    }

    /** Only these bits can be written; the others keep their reset value. */
    Register bits(int writable) {
        this.writable = writable;
        return this;
    }

    /** Its value is worked out each time; writing changes nothing unless {@link #writes} says so. */
    Register reads(IntSupplier look) {
        this.look = look;
        store = written -> { };
        return this;
    }

    /** Reading by a guest does something: this, in place of a mere look. */
    Register takes(IntSupplier take) {
        this.take = take;
        return this;
    }

    /** Writing does this in place of keeping the value. */
    Register writes(IntConsumer store) {
        this.store = store;
        return this;
    }

    /** To be done after every write. */
    Register then(Runnable then) {
        this.then = then;
        return this;
    }

    /** Not worth a line in the view for people. */
    Register hidden() {
        shown = false;
        return this;
    }

    boolean shown() {
        return shown;
    }

    /** What it holds, without any effect. */
    int look() {
        return look.getAsInt();
    }

    /** What a guest reads, with all effects. */
    int read() {
        return take.getAsInt();
    }

    /** What a guest writes. */
    void write(int written) {
        store.accept(written);
        then.run();
    }

    /** Sets the kept value from inside the device: all bits, no effects. */
    void set(int value) {
        this.value = value;
    }
}
