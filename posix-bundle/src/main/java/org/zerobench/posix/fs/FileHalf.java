package org.zerobench.posix.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.machine.Machine;
import org.zerobench.api.pager.Protection;
import org.zerobench.api.posix.FsState;
import org.zerobench.api.posix.PosixServer.DescriptorInfo;
import org.zerobench.api.posix.Vnode;
import org.zerobench.posix.process.CallTable;
import org.zerobench.posix.process.FileSide;
import org.zerobench.posix.process.Process;
import org.zerobench.posix.process.Processes;

/** The file half of the server, as the process half sees it. */
public final class FileHalf implements FileSide {
    final FileSystem system;
    private SharedMemoryCalls sharedMemory;

    /** @param processes whom to wake, and what /proc tells about */
    public FileHalf(Machine machine, Processes processes) {
        system = new FileSystem(machine, processes);
    }

    @Override
    public void register(CallTable table) {
        new TransferCalls(system, table);
        new DescriptorCalls(system, table);
        new OpenCalls(system, table);
        new SizeCalls(system, table);
        sharedMemory = new SharedMemoryCalls(system, table);
        new NameCalls(system, table);
        new DirectoryCalls(system, table);
        new StatCalls(system, table);
        new AttributeCalls(system, table);
        new PollCalls(system, table);
        new IoctlCalls(system, table);
    }

    @Override
    public void boot() {
        system.boot();
    }

    @Override
    public Files standard(int console, String directory) {
        return system.standard(console, directory);
    }

    @Override
    public Files alone(String name, byte[] contents) {
        return system.alone(name, contents);
    }

    @Override
    public ExecFile open(Files files, int dirfd, String path, int flags) {
        Process holder = holder(files);
        system.serving(holder);
        Who who = holder == null ? Who.ROOT : FileSystem.who(holder);
        try {
            Inode inode;
            String found;
            if (path.isEmpty() && (flags & FileHandlers.EMPTY_PATH) != 0) {
                OpenFile file = files.file(dirfd);
                inode = file.inode;
                found = file.path;
            } else {
                PathWalk.Place place = system.walk(files, dirfd, path, (flags & FileHandlers.NO_FOLLOW) == 0, who);
                inode = place.existing();
                OpenFile behind = system.proc.descriptor(place.parent(), place.name());
                found = behind == null ? place.path() : behind.path;
            }
            return executable(inode, found, who);
        } catch (Refused refused) {
            return refused(refused.error);
        }
    }

    private static ExecFile executable(Inode inode, String path, Who who) {
        if (inode instanceof SymbolicLink) {
            return refused(Errors.ELOOP);
        }
        if (!(inode instanceof FileNode file) || !inode.allows(who, Mode.EXECUTE)) {
            return refused(Errors.EACCES);
        }
        mark(file);
        return new ExecFile(0, file, file.mode, file.uid, file.gid, path);
    }

    /** A file is to be mapped: the pager is asked before it goes. */
    static void mark(FileNode file) {
        if (!file.mapped) {
            file.mapped = true;
            file.dirty();
        }
    }

    private static ExecFile refused(int error) {
        return new ExecFile(-error, null, 0, 0, 0, "");
    }

    private Process holder(Files files) {
        for (Process process : system.processes.all()) {
            if (process.files() == files) {
                return process;
            }
        }
        return null;
    }

    @Override
    public Mapped mapped(Files files, int fd, int protection, int flags) {
        OpenFile file = files.find(fd);
        if (file == null || file.isPlace()) {
            return new Mapped(-Errors.EBADF, null);
        }
        if (!file.reads() || (flags & Protection.SHARED) != 0 && (protection & Protection.WRITE) != 0 && !file.writes()) {
            return new Mapped(-Errors.EACCES, null);
        }
        if (file instanceof OpenDevice device && device.device() == OpenDevice.ZERO) {
            return new Mapped(0, null);
        }
        if (!(file instanceof RegularFile regular)) {
            return new Mapped(-Errors.ENODEV, null);
        }
        mark(regular.file());
        return new Mapped(0, regular.file());
    }

    @Override
    public Optional<Vnode> vnode(long id) {
        return system.tree.find(id) instanceof FileNode file ? Optional.of(file) : Optional.empty();
    }

    @Override
    public void unmapped(long id) {
        if (system.tree.find(id) instanceof FileNode file) {
            sharedMemory.left(file);
        }
        system.tree.unmapped(id);
    }

    @Override
    public void consoleReady(int console) {
        system.terminals.ready(console);
    }

    @Override
    public int foreground(int console) {
        return system.terminals.foreground(console);
    }

    @Override
    public List<DescriptorInfo> descriptors(Files files) {
        List<DescriptorInfo> list = new ArrayList<>();
        for (int fd = 0; fd < files.length(); fd++) {
            OpenFile file = files.find(fd);
            if (file != null) {
                list.add(new DescriptorInfo(fd, file.kind(), file.name(), file.flags(), file.position()));
            }
        }
        return list;
    }

    @Override
    public FsState save() {
        return system.save();
    }

    @Override
    public void restore(FsState state) {
        system.restore(state);
    }

    @Override
    public void retire() {
        system.retire();
    }

    @Override
    public Files files(int id) {
        return system.files(id);
    }
}
