package org.zerobench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zerobench.kernel.CallTable.IRQ_CONTROL;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.KernelState;
import org.zerobench.api.kernel.KernelState.Status;
import org.zerobench.api.swap.StateException;

/** irq_control and the delivery of device interrupts (ABI 5.11, 11.4). Line 5 can be quieted by the kernel, line 12 cannot. */
class InterruptsTest {
    private static final int REGISTER = 0;
    private static final int RELEASE = 1;
    private static final int WAIT = 2;
    private static final int SLOT = 3;

    private final ContainerWorld container = new ContainerWorld();
    private final World world = container.world;
    private final TestLines lines = world.machine.interrupts;
    private int pager;
    private int slotByte;

    @BeforeEach
    void utcb() {
        pager = container.pager;
        slotByte = container.utcb(pager) + 32 + SLOT;
    }

    // abi: irq_control.register-ENOCAP, irq_control.wait-ENOCAP, irq_control.unknown-ENOCAP, irq_control.range-ENOCAP, note.5.8
    @Test
    void rightsComeFirst() {
        assertEquals(-Errors.ENOCAP, container.call(IRQ_CONTROL, 3, SLOT, 5));
        Capability right = right();
        right.end = 4;
        assertEquals(-Errors.ENOCAP, container.call(IRQ_CONTROL, REGISTER, SLOT, 5), "the range ends before");
        right.end = 5;
        assertEquals(0, container.call(IRQ_CONTROL, REGISTER, SLOT, 5), "the end is part of it");
        right.access &= ~Rights.WAIT_INTERRUPT;
        assertEquals(-Errors.ENOCAP, container.call(IRQ_CONTROL, WAIT, SLOT, 5));
        right.access &= ~Rights.REGISTER;
        assertEquals(-Errors.ENOCAP, container.call(IRQ_CONTROL, REGISTER, SLOT, 5));
    }

    // abi: irq_control.number-EINVAL, irq_control.slot-EINVAL, irq_control.register-ENOUTCB, irq_control.register-ENOIRQ, irq_control.register-replaces, irq_control.register-taken-EPERM
    // abi: irq_control.wait-other-EPERM, irq_control.wait-ENOUTCB, note.5.9, note.6.3, note.6.5
    @Test
    void errorsInTheirOrder() {
        assertEquals(-Errors.EINVAL, container.call(IRQ_CONTROL, WAIT, SLOT, 64));
        assertEquals(-Errors.EINVAL, container.call(IRQ_CONTROL, REGISTER, SLOT, -1));
        assertEquals(-Errors.EINVAL, container.call(IRQ_CONTROL, REGISTER, 8, 5));
        assertEquals(-Errors.ENOIRQ, container.call(IRQ_CONTROL, REGISTER, SLOT, 40));
        assertEquals(-Errors.EPERM, container.call(IRQ_CONTROL, WAIT, SLOT, 5), "nobody has registered it");
        assertEquals(0, container.call(IRQ_CONTROL, REGISTER, SLOT, 12), "any line that a device is wired to");
        int child = container.running(ContainerWorld.CREATE_SHARED);
        container.switchTo(child);
        assertEquals(-Errors.ENOUTCB, container.call(IRQ_CONTROL, REGISTER, 0, 5));
        assertEquals(-Errors.ENOUTCB, container.call(IRQ_CONTROL, WAIT, 0, 12));
        container.utcb(child);
        assertEquals(-Errors.EPERM, container.call(IRQ_CONTROL, WAIT, 0, 12));
        assertEquals(-Errors.ENOCAP, container.call(IRQ_CONTROL, RELEASE, 0, 12));
        assertEquals(0, container.call(IRQ_CONTROL, REGISTER, 0, 12), "inside a container the last one has it");
        container.switchTo(pager);
        assertEquals(-Errors.EPERM, container.call(IRQ_CONTROL, WAIT, SLOT, 12));
        assertEquals(0, container.call(IRQ_CONTROL, REGISTER, 0, 12), "the same thread may, with another slot");
    }

    // abi: irq_control.delivery-byte, irq_control.wait, irq_control.register, irq_control.wait-blocks
    @Test
    void theByteCountsAndWaitTakesIt() {
        container.call(IRQ_CONTROL, REGISTER, SLOT, 5);
        assertFalse(lines.masked(5));
        raise(5);
        raise(5);
        assertEquals(2, world.machine.kernel.parts().ram.byteAt(slotByte));
        assertFalse(lines.masked(5), "a device that the kernel can quiet goes on");
        assertEquals(2, container.call(IRQ_CONTROL, WAIT, SLOT, 5));
        assertEquals(0, world.parts().ram.byteAt(slotByte));
        assertEquals(0, world.call(IRQ_CONTROL, WAIT, SLOT, 5), "sleeps");
        assertEquals(Status.INTERRUPT, world.thread(pager).status);
        world.swap();
        raise(5);
        assertEquals(pager, world.schedule());
        assertEquals(1, world.result(pager));
    }

    // abi: irq_control.delivery-saturates
    @Test
    void theByteStopsAt255() {
        container.call(IRQ_CONTROL, REGISTER, SLOT, 5);
        for (int i = 0; i < 300; i++) {
            raise(5);
        }
        assertEquals(255, container.call(IRQ_CONTROL, WAIT, SLOT, 5));
    }

    // abi: note.6.2, irq_control.wait-unmasks
    @Test
    void aLineThatStaysUpIsMaskedUntilItsThreadWaitsAgain() {
        container.call(IRQ_CONTROL, REGISTER, SLOT, 12);
        raise(12);
        assertTrue(lines.masked(12));
        assertEquals(1, container.call(IRQ_CONTROL, WAIT, SLOT, 12));
        assertTrue(lines.masked(12), "the device has not been served yet");
        lines.up.clear(12);
        world.call(IRQ_CONTROL, WAIT, SLOT, 12);
        assertFalse(lines.masked(12));
        assertEquals(Status.INTERRUPT, world.thread(pager).status);
    }

    // abi: note.6.1, irq_control.delivery-no-utcb-page
    @Test
    void withoutItsPageTheKernelCounts() {
        container.call(IRQ_CONTROL, REGISTER, SLOT, 5);
        int page = ContainerWorld.UTCB;
        container.call(CallTable.UNMAP, page, 1, pager);
        raise(5);
        raise(5);
        world.swap();
        assertEquals(2, world.kernel().save().interrupts().getFirst().count());
        container.call(CallTable.MAP, ContainerWorld.LMA + 2 * 4096, page, 1, 1, pager);
        raise(5);
        assertEquals(3, container.call(IRQ_CONTROL, WAIT, SLOT, 5));
    }

    // abi: irq_control.release, irq_control.release-ENOCAP, irq_control.owner-ends
    @Test
    void aLineIsFreeAfterReleaseAndDeath() {
        assertEquals(-Errors.ENOCAP, container.call(IRQ_CONTROL, RELEASE, 0, 5));
        container.call(IRQ_CONTROL, REGISTER, SLOT, 5);
        assertEquals(0, container.call(IRQ_CONTROL, RELEASE, 0, 5));
        assertTrue(lines.masked(5));
        int child = container.running(ContainerWorld.CREATE_SHARED);
        container.utcb(child);
        container.switchTo(child);
        assertEquals(0, container.call(IRQ_CONTROL, REGISTER, 0, 5));
        world.call(IRQ_CONTROL, WAIT, 0, 5);
        container.switchTo(pager);
        container.control(ContainerWorld.DESTROY, child);
        assertTrue(lines.masked(5));
        raise(5);
        assertEquals(0, container.call(IRQ_CONTROL, REGISTER, SLOT, 5));
    }

    // abi: irq_control.wait-EINTR
    @Test
    void aSuspendedWaiterIsInterrupted() {
        int child = container.running(ContainerWorld.CREATE_SHARED);
        container.utcb(child);
        container.switchTo(child);
        container.call(IRQ_CONTROL, REGISTER, 0, 5);
        world.call(IRQ_CONTROL, WAIT, 0, 5);
        container.switchTo(pager);
        assertEquals(0, container.control(ContainerWorld.SUSPEND, child));
        assertEquals(-Errors.EINTR, world.result(child));
    }

    // abi: irq_control.delivery-wakes
    @Test
    void aWokenDriverRunsNext() {
        int driver = container.running(ContainerWorld.CREATE_SHARED);
        container.utcb(driver);
        container.switchTo(driver);
        container.call(IRQ_CONTROL, REGISTER, 0, 5);
        world.call(IRQ_CONTROL, WAIT, 0, 5);
        assertEquals(pager, world.schedule());
        raise(5);
        assertEquals(driver, world.schedule());
    }

    @Test
    void aRecordThatContradictsItselfIsRefused() {
        container.call(IRQ_CONTROL, REGISTER, SLOT, 5);
        KernelState good = world.kernel().save();
        for (List<KernelState.Interrupt> bad : List.of(List.of(new KernelState.Interrupt(64, pager, 0, 0)),
                List.of(new KernelState.Interrupt(5, pager, 8, 0)), List.of(new KernelState.Interrupt(5, 99, 0, 0)),
                List.of(new KernelState.Interrupt(5, pager, 0, 256)),
                List.of(new KernelState.Interrupt(5, pager, 0, 0), new KernelState.Interrupt(5, pager, 1, 0)))) {
            assertThrows(StateException.class, () -> new L4Kernel(world.machine).restore(with(good, bad)), bad.toString());
        }
        world.call(IRQ_CONTROL, WAIT, SLOT, 5);
        KernelState waiting = world.kernel().save();
        assertThrows(StateException.class, () -> new L4Kernel(world.machine).restore(with(waiting, List.of())));
    }

    private static KernelState with(KernelState s, List<KernelState.Interrupt> interrupts) {
        return new KernelState(s.tables(), s.nextCapability(), s.running(), s.ready(), s.spaces(), s.threads(), s.capabilities(),
                s.mutexes(), s.containers(), interrupts, s.counters());
    }

    private Capability right() {
        return world.parts().capabilities.all(world.thread(pager)).stream().filter(c -> c.is(Capability.IRQCTRL)).findFirst().orElseThrow();
    }

    private void raise(int irq) {
        lines.up.set(irq);
        world.kernel().interrupt();
    }
}
