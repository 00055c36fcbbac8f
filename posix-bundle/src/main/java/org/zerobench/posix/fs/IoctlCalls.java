package org.zerobench.posix.fs;

import org.zerobench.api.kernel.Errors;
import org.zerobench.api.machine.Console;
import org.zerobench.posix.process.Call;
import org.zerobench.posix.process.CallTable;

/** ioctl: terminals, and the few requests that every file knows. */
final class IoctlCalls extends FileHandlers {
    private static final int CONTROLS = 19;
    private final TerminalAccess access = new TerminalAccess();

    IoctlCalls(FileSystem system, CallTable table) {
        super(system, table);
        add(54, "ioctl", this::ioctl);
    }

    private int ioctl(Call call) {
        OpenFile file = file(call, 0);
        int argument = call.arg(2);
        switch (call.arg(1)) {
            case 0x5450, 0x5451 -> {
                files(call).closeOnExec(call.arg(0), call.arg(1) == 0x5451);
                return 0;
            }
            case 0x5421 -> {
                boolean on = call.word(argument) != 0;
                file.status(on ? file.flags() | OpenFlags.NONBLOCK : file.flags() & ~OpenFlags.NONBLOCK);
                return 0;
            }
            case 0x541B -> {
                return waiting(call, file, argument);
            }
            default -> {
                return file instanceof ConsoleFile console && console.isTerminal() ? terminal(call, console, argument) : -Errors.ENOTTY;
            }
        }
    }

    /** FIONREAD: bytes that can be read at once. */
    private static int waiting(Call call, OpenFile file, int address) {
        switch (file) {
            case PipeEnd end -> call.putWord(address, end.reads == null ? 0 : end.reads.available());
            case RegularFile regular -> call.putWord(address, (int) Math.clamp(regular.file().sizeBytes() - regular.position(), 0, Integer.MAX_VALUE));
            case ConsoleFile console -> call.putWord(address, console.terminal.pendingBytes());
            default -> {
                return -Errors.ENOTTY;
            }
        }
        return 0;
    }

    private int terminal(Call call, ConsoleFile console, int argument) {
        Terminal terminal = console.terminal;
        return switch (call.arg(1)) {
            case 0x5401 -> modes(call, terminal, argument);
            case 0x5402, 0x5403, 0x5404 -> setModes(call, console, argument);
            // break, flow control: nothing to do
            case 0x5409, 0x540A, 0x5425 -> 0;
            case 0x540B -> {
                terminal.flushInput();
                yield 0;
            }
            case 0x540E -> takeControl(call, terminal);
            case 0x5422 -> 0;
            case 0x540F -> {
                adopt(call, terminal);
                call.putWord(argument, terminal.group);
                yield 0;
            }
            case 0x5410 -> setGroup(call, console, call.word(argument));
            case 0x5429 -> {
                adopt(call, terminal);
                call.putWord(argument, terminal.session);
                yield 0;
            }
            case 0x5413 -> {
                Console host = terminal.host().orElse(null);
                call.putWord(argument, host == null ? 24 | 80 << 16 : host.rows() & 0xFFFF | host.columns() << 16);
                call.putWord(argument + 4, 0);
                yield 0;
            }
            case 0x5414 -> 0;
            default -> -Errors.ENOTTY;
        };
    }

    /** The first session that asks for its terminal's group, or sets modes, has it. */
    private static void adopt(Call call, Terminal terminal) {
        if (terminal.session == 0) {
            terminal.session = call.process().session();
            terminal.group = call.process().group();
        }
    }

    private static int takeControl(Call call, Terminal terminal) {
        if (call.process().session() != call.process().pid()) {
            return -Errors.EPERM;
        }
        terminal.session = call.process().session();
        terminal.group = call.process().group();
        return 0;
    }

    private static int modes(Call call, Terminal terminal, int address) {
        for (int i = 0; i < terminal.modes.length; i++) {
            call.putWord(address + 4 * i, terminal.modes[i]);
        }
        byte[] tail = new byte[1 + CONTROLS];
        System.arraycopy(terminal.control, 0, tail, 1, CONTROLS);
        call.out(address + 16, tail, 0, tail.length);
        return 0;
    }

    private int setModes(Call call, ConsoleFile console, int address) {
        int refusal = access.mayChange(call, console);
        if (refusal != 0) {
            return refusal;
        }
        Terminal terminal = console.terminal;
        // Who takes the keys as they come is whom their signals are for.
        adopt(call, terminal);
        byte[] all = call.in(address, 17 + CONTROLS);
        for (int i = 0; i < terminal.modes.length; i++) {
            terminal.modes[i] = all[4 * i] & 0xFF | (all[4 * i + 1] & 0xFF) << 8 | (all[4 * i + 2] & 0xFF) << 16 | all[4 * i + 3] << 24;
        }
        System.arraycopy(all, 17, terminal.control, 0, CONTROLS);
        if (call.arg(1) == 0x5404) {
            terminal.flushInput();
        }
        terminal.modesChanged();
        return 0;
    }

    private int setGroup(Call call, ConsoleFile console, int group) {
        Terminal terminal = console.terminal;
        adopt(call, terminal);
        if (terminal.session != call.process().session()) {
            return -Errors.ENOTTY;
        }
        if (group <= 0) {
            return -Errors.EINVAL;
        }
        if (!call.processes().groupExists(group, call.process().session())) {
            return -Errors.EPERM;
        }
        int refusal = access.mayChange(call, console);
        if (refusal == 0) {
            terminal.group = group;
        }
        return refusal;
    }
}
