package org.zerobench.posix.fs;

import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.WaitQueue;

/** An open console: standard input, output or error of a program, or /dev/tty. */
final class ConsoleFile extends OpenFile {
    final Terminal terminal;
    /** Stream of the console: 0, 1, 2. */
    final int stream;
    private final FileSystem system;

    ConsoleFile(int number, int flags, Inode inode, String path, Terminal terminal, int stream, FileSystem system) {
        super(number, flags, inode, path);
        this.terminal = terminal;
        this.stream = stream;
        this.system = system;
    }

    boolean isTerminal() {
        return terminal.isTerminal(stream);
    }

    @Override
    public String kind() {
        return "console";
    }

    @Override
    public String name() {
        return isTerminal() ? "/dev/tty" : "pipe:[" + inode.number + "]";
    }

    @Override
    public int read(byte[] target, int at, int length) {
        return terminal.read(target, at, length, system.processes::signalGroup);
    }

    @Override
    public int write(byte[] source, int at, int length, boolean first) {
        return terminal.write(stream, source, at, length);
    }

    @Override
    public int ready() {
        return (reads() && terminal.readable() ? IN : 0) | (writes() ? OUT : 0);
    }

    @Override
    public WaitQueue[] queues() {
        return new WaitQueue[] {terminal.ready};
    }

    @Override
    FsState.Open save() {
        return new FsState.OpenConsole(number, flags, inode.number, terminal.console, stream, path);
    }
}
