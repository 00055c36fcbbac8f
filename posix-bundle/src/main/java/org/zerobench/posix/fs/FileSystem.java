package org.zerobench.posix.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.posix.FsState;
import org.zerobench.api.swap.StateException;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.Processes;
import org.zerobench.posix.process.RandomBytes;

/** The file half's world: tree, open files, pipes, terminals, locks, and what processes hold of them. */
final class FileSystem {
    /** Directory argument that means the current directory (AT_FDCWD). */
    static final int CURRENT = -100;
    /** Option: bytes of file contents kept in memory, the default being 512 MiB or half the host's heap. */
    private static final long MEMORY = 512L << 20;
    /** The same in deterministic mode. */
    private static final long REPEATABLE_MEMORY = 256L << 20;

    final Machine machine;
    final Processes processes;
    final Tree tree;
    final TreeChanges changes;
    final Pipes pipes;
    final Terminals terminals;
    final OpenFiles opens;
    final RecordLocks locks;
    final Proc proc;
    final RandomBytes random;
    private final TreeMap<Integer, Files> files = new TreeMap<>();
    private final List<HostFolder> folders = new ArrayList<>();
    private int nextFiles = 1;
    /** Whose call is being served: links like /proc/self depend on it. */
    private Process caller;

    /** @param processes told whom to wake, asked for /proc */
    FileSystem(Machine machine, Processes processes) {
        this.machine = machine;
        this.processes = processes;
        // a limit that depends on the host would be seen by programs
        long memory = machine.chronicle().isPresent() ? REPEATABLE_MEMORY : Math.min(MEMORY, Runtime.getRuntime().maxMemory() / 2);
        tree = new Tree(this::wallNanos, machine::pager, this::inode, memory);
        random = new RandomBytes(machine);
        changes = new TreeChanges(tree);
        pipes = new Pipes(processes);
        terminals = new Terminals(machine, processes);
        opens = new OpenFiles(this);
        locks = new RecordLocks(processes);
        proc = new Proc(this);
    }

    /** Nanoseconds since 1970 as programs see them. */
    long wallNanos() {
        return machine.wallNanos() + processes.wallOffset();
    }

    Pager pager() {
        return machine.pager();
    }

    /** A call begins: says whose. */
    void serving(Process process) {
        caller = process;
        tree.trim();
    }

    Process caller() {
        return caller;
    }

    /** On whose behalf permissions are checked. */
    static Who who(Process process) {
        return process.effectiveUser() == 0 && process.effectiveGroup() == 0 ? Who.ROOT
                : new Who(process.effectiveUser(), process.effectiveGroup());
    }

    /** An inode by number, those of /proc too; null when there is none. */
    Inode inode(long number) {
        return Proc.owns(number) ? proc.find(number) : tree.find(number);
    }

    /** Where a path leads. @throws Refused when it cannot be walked */
    PathWalk.Place walk(Files held, int directory, String path, boolean follow, Who who) {
        Directory start = held.here();
        if (directory != CURRENT && !path.startsWith("/")) {
            Inode inode = held.file(directory).inode;
            if (!(inode instanceof Directory given)) {
                throw Refused.with(Errors.ENOTDIR);
            }
            start = given;
        }
        return PathWalk.walk(start, held.root(), path, follow, who);
    }

    Files newFiles(Directory directory, Directory root) {
        Files made = new Files(nextFiles++, this, directory, root);
        files.put(made.id(), made);
        return made;
    }

    void forget(Files gone) {
        files.remove(gone.id());
    }

    /** @return what a process holds, by number; null when there is none */
    Files files(int id) {
        return files.get(id);
    }

    /** A descriptor of a table is closed. */
    void closed(Files held, OpenFile file) {
        locks.closed(file.inode.number, held.id());
        opens.release(file);
    }

    /** One user of an inode less. */
    void leave(Inode inode) {
        inode.openers--;
        if (inode instanceof TreeDirectory root && root.above == root && root != tree.root && root.openers == 0) {
            tree.dropAll(root);
        } else if (inode.links <= 0) {
            tree.dropIfUnused(inode);
        }
    }

    /** The console that the caller's terminal or standard streams lead to. @param mustBeTerminal /dev/tty @throws Refused ENXIO */
    ConsoleFile consoleOfCaller(boolean mustBeTerminal) {
        if (caller != null && caller.files() != null) {
            Files held = caller.files();
            for (int fd = 0; fd < held.length(); fd++) {
                if (held.find(fd) instanceof ConsoleFile console && (!mustBeTerminal || console.isTerminal())) {
                    return console;
                }
            }
            for (OpenFile file : opens.all()) {
                if (file instanceof ConsoleFile console && console.terminal.session == caller.session() && (!mustBeTerminal || console.isTerminal())) {
                    return console;
                }
            }
        }
        throw Refused.with(Errors.ENXIO);
    }

    /** A descriptor table whose 0, 1, 2 are a console. */
    Files standard(int console, String directory) {
        Directory start = tree.root;
        try {
            if (PathWalk.walk(tree.root, tree.root, directory, true, Who.ROOT).inode() instanceof Directory there) {
                start = there;
            }
        } catch (Refused e) {
            start = tree.root;
        }
        Files made = newFiles(start, tree.root);
        Terminal terminal = terminals.fresh(console);
        for (int stream = 0; stream < 3; stream++) {
            boolean tty = terminal.isTerminal(stream);
            SpecialNode node = tty ? opens.nameless(Mode.CHARACTER | 0620, Mode.device(136, 0)) : opens.nameless(Mode.FIFO | 0600, 0);
            int flags = tty ? OpenFlags.READ_WRITE : stream == 0 ? OpenFlags.READ_ONLY : OpenFlags.WRITE_ONLY;
            String name = tty ? "/dev/tty" : "";
            made.put(stream, opens.add(new ConsoleFile(opens.number(), flags, node, name, terminal, stream, this)), false);
        }
        return made;
    }

    /** A descriptor table with nothing open, in a root of its own with one file. */
    Files alone(String name, byte[] contents) {
        TreeDirectory root = tree.directory(0755, Who.ROOT);
        changes.file(root, name, 0755, Who.ROOT).write(0, contents, 0, contents.length);
        return newFiles(root, root);
    }

    /** First start: mounts what the machine's options say. */
    void boot() {
        openFolders();
        new FirstTree(this).make(folder(0), folder(1));
    }

    private HostFolder folder(int number) {
        return folders.stream().filter(folder -> folder.number() == number).findFirst().orElse(null);
    }

    private void openFolders() {
        Optional<String> root = machine.option("root");
        boolean writable = machine.option("writable").filter(text -> !text.equals("false")).isPresent();
        if (machine.chronicle().isPresent()) {
            if (writable) {
                throw new MachineException("in deterministic mode writes stay in memory: leave out --writable");
            }
            root.ifPresent(path -> record(0, path, machine.chronicle().get()));
            machine.option("guest").ifPresent(path -> record(1, path, machine.chronicle().get()));
            return;
        }
        root.ifPresent(path -> folders.add(open(0, path, writable)));
        machine.option("guest").filter(path -> java.nio.file.Files.isDirectory(Path.of(path)))
                .ifPresent(path -> folders.add(open(1, path, false)));
    }

    private void record(int number, String path, Chronicle chronicle) {
        RecordedFolder folder = new RecordedFolder(number, Path.of(path), chronicle, () -> open(number, path, false));
        if (chronicle.ask("folder " + number, () -> new byte[java.nio.file.Files.isDirectory(Path.of(path)) ? 1 : 0]).length > 0) {
            folders.add(folder);
        }
    }

    private static HostFolder open(int number, String path, boolean writable) {
        try {
            Path place = Path.of(path);
            if (!java.nio.file.Files.isDirectory(place)) {
                throw new MachineException("--root " + path + " is no folder: name one that exists");
            }
            return writable ? new WritableFolder(number, place) : new HostFolder(number, place, false);
        } catch (IOException e) {
            throw new MachineException("--root " + path + " cannot be read (" + e.getMessage() + "): check its permissions");
        }
    }

    /** The world as a record. */
    FsState save() {
        List<FsState.Files> held = new ArrayList<>();
        files.values().forEach(table -> held.add(table.save()));
        return new FsState(tree.nextNumber(), opens.next(), nextFiles, tree.root.number, tree.save(), opens.save(), pipes.save(),
                terminals.save(), List.copyOf(held), locks.save());
    }

    /** Takes a world over. @throws StateException when it does not hold together */
    void restore(FsState state) {
        if (state.version() != 1) {
            throw new StateException("the files' state has version " + state.version() + ", 1 is known");
        }
        openFolders();
        tree.restore(state, folders);
        pipes.restore(state.pipes());
        terminals.restore(state.terminals());
        opens.restore(state);
        nextFiles = state.nextFiles();
        for (FsState.Files held : state.files()) {
            if (!(inode(held.directory()) instanceof Directory directory) || !(inode(held.root()) instanceof Directory root)) {
                throw new StateException("table " + held.number() + " has directory " + held.directory() + " or root " + held.root() + ", which is none");
            }
            Files made = new Files(held.number(), this, directory, root);
            files.put(held.number(), made);
            made.restore(held);
        }
        locks.restore(state.locks());
        for (Inode inode : tree.all()) {
            if (inode instanceof FileNode file && file.links == 0 && file.openers == 0) {
                tree.orphans.add(file);
            }
        }
    }

    /** Lets the host's files go. */
    void retire() {
        folders.forEach(HostFolder::close);
    }
}
