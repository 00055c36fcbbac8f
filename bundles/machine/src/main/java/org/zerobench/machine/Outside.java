package org.zerobench.machine;

import org.zerobench.api.machine.MachineException;
import org.zerobench.api.posix.PosixServer;

/** What people and the host do to programs by way of consoles, and what comes of it. Machine thread. */
final class Outside {
    private static final int SIGTSTP = 20;

    private final Board board;

    Outside(Board board) {
        this.board = board;
    }

    /** Does what an entry of a log, or something that will be one, says. @param unheard run when a key reached nobody */
    void perform(Entry.Kind kind, String text, byte[] data, Runnable unheard) {
        if (kind == Entry.Kind.DEVICE) {
            deliver(text, data);
            return;
        }
        int[] number = java.util.Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).mapToInt(Integer::parseInt).toArray();
        switch (kind) {
            case INPUT -> input(number[0], data);
            case EOF -> input(number[0], null);
            case BROKEN -> {
                board.consoles().broken(number[0], number[1]);
                board.posix().consoleReady(number[0]);
            }
            case KEY -> press(number[0], number[1], number[2], unheard);
            case DEVICE, HALT, CHANGE, ASK, MARK, END -> { }
        }
    }

    /** In a replay: whoever gave the device too much has been told when it was logged. */
    private void deliver(String device, byte[] bytes) {
        try {
            board.receive(device, bytes);
        } catch (MachineException e) {
            // it was not taken then either
        }
    }

    private void input(int console, byte[] bytes) {
        board.consoles().input(console, bytes);
        board.posix().consoleReady(console);
    }

    /** See {@link org.zerobench.api.machine.Machine#press}. */
    void press(int console, int pid, int signal, Runnable unheard) {
        PosixServer posix = board.posix();
        int group = posix.foreground(console);
        boolean forShell = signal == SIGTSTP && group == pid;
        if (!forShell && group > 0 && posix.signal(-group, signal) == 0) {
            return;
        }
        if (signal == SIGTSTP || posix.signal(pid, signal) != 0) {
            unheard.run();
        }
    }
}
