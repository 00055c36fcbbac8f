package org.zerobench.pager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zerobench.api.kernel.Errors.EIO;
import static org.zerobench.api.pager.Protection.READ;
import static org.zerobench.api.pager.Protection.SHARED;
import static org.zerobench.api.pager.Protection.WRITE;

import org.junit.jupiter.api.Test;

/** Files that cannot be written just now. */
class WriteBackTest {
    private static final int PAGE = 4096;

    @Test
    void whatCannotBeWrittenBackIsToldAndKept() throws Rig.Refused {
        // abi: note.8.15
        Rig rig = new Rig(128);
        rig.boot(new Fifo());
        rig.openSpace(1);
        rig.pager.open(1, 0x2000_0000, 0x3000_0000);
        FakeVnode file = rig.file(9, PAGE);
        int at = rig.pager.map(1, 0, PAGE, READ | WRITE, SHARED, file, 0);
        rig.store(1, at, (byte) 77);
        file.broken = true;
        assertEquals(-EIO, rig.pager.sync(1, at, PAGE));
        assertEquals(-EIO, rig.pager.flush(file));
        assertEquals((byte) 77, rig.load(1, at, 1)[0]);
        file.broken = false;
        assertEquals(0, rig.pager.sync(1, at, PAGE));
        byte[] there = new byte[1];
        assertEquals(1, file.read(0, there, 0, 1));
        assertEquals((byte) 77, there[0]);
    }
}
