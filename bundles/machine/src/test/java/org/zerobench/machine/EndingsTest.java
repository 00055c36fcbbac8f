package org.zerobench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class EndingsTest {
    private static final int NUMBER = 7;

    private final Endings endings = new Endings();

    @Test
    void whoAsksLateIsTold() {
        endings.programStarted(NUMBER);
        endings.programEnded(NUMBER, 1 << 8);
        assertEquals(1 << 8, endings.ofProgram(NUMBER).join());
    }

    @Test
    void anotherProgramWithTheNumberHasAnEndOfItsOwn() {
        endings.programStarted(NUMBER);
        CompletableFuture<Integer> first = endings.ofProgram(NUMBER);
        endings.programEnded(NUMBER, 1 << 8);
        endings.programStarted(NUMBER);
        CompletableFuture<Integer> second = endings.ofProgram(NUMBER);
        assertFalse(second.isDone());
        endings.programEnded(NUMBER, 2 << 8);
        assertEquals(1 << 8, first.join());
        assertEquals(2 << 8, second.join());
    }

    @Test
    void aMachineThatDoesNotGoOnTellsWhoWaits() {
        CompletableFuture<Integer> program = endings.ofProgram(NUMBER);
        CompletableFuture<Void> container = endings.ofContainer(NUMBER, true);
        endings.lost("because");
        for (CompletableFuture<?> end : new CompletableFuture<?>[] {program, container}) {
            assertTrue(assertThrows(CompletionException.class, end::join).getMessage().contains("because"));
        }
        assertTrue(endings.ofContainer(NUMBER, false).isDone());
    }
}
