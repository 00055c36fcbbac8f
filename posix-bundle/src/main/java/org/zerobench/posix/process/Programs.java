package org.zerobench.posix.process;

import static org.zerobench.posix.process.World.SELF;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.kernel.Errors;
import org.zerobench.api.kernel.Kernel;
import org.zerobench.api.kernel.Servers;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.ThreadContext;
import org.zerobench.api.pager.Pager;
import org.zerobench.api.pager.Protection;
import org.zerobench.api.posix.PosixServer;
import org.zerobench.api.posix.Vnode;
import org.zerobench.posix.fs.Files;
import org.zerobench.posix.process.ElfImage.BadImage;
import org.zerobench.posix.process.ElfImage.Segment;
import org.zerobench.posix.process.FileSide.ExecFile;

/** Programs: finding the file, reading it, mapping it, and the stack it starts with. */
public final class Programs {
    /** Longest list of arguments and environment in bytes, pointers included (Linux: a quarter of the stack limit). */
    public static final int MOST_ARGUMENT_BYTES = Births.STACK_BYTES / 4;
    /** Longest single argument in bytes. */
    public static final int MOST_STRING = 131_071;
    private static final int MOST_SCRIPTS = 5;
    private static final int SCRIPT_LINE = 256;
    /** Where a position-independent program is loaded. */
    private static final int POSITION_BASE = 0x0040_0000;
    private static final int PAGE = 4096;
    private static final String SERVER_VARIABLE = "pagerid=";
    private static final int AT_FDCWD = -100;

    private final World world;

    Programs(World world) {
        this.world = world;
    }

    /**
     * A program that was found and is sound.
     *
     * @param error     0, or a negated error number; then {@code why} tells people more
     * @param file      the file that is mapped
     * @param image     its headers
     * @param loader    file of its interpreter, null for none
     * @param loaderImage headers of the interpreter
     * @param arguments argv, with what scripts put in front
     * @param name      path as execve was given it (AT_EXECFN)
     */
    public record Found(int error, String why, ExecFile file, ElfImage image, ExecFile loader, ElfImage loaderImage,
            List<String> arguments, String name) {
        static Found refused(int error, String why) {
            return new Found(error, why, null, null, null, null, List.of(), "");
        }
    }

    /**
     * Finds a program and checks it; nothing has changed yet.
     *
     * @param dirfd     for relative paths, see {@link org.zerobench.posix.process.FileSide#open}
     * @param arguments argv
     */
    public Found find(Files files, int dirfd, String path, int flags, List<String> arguments) {
        List<String> argv = arguments;
        String name = path;
        ExecFile file = world.files.open(files, dirfd, path, flags);
        byte[] head = new byte[SCRIPT_LINE];
        for (int depth = 0;; depth++) {
            if (file.error() != 0) {
                return Found.refused(file.error(), reason(file.error(), name));
            }
            int got = world.machine.pager().read(file.vnode(), 0, head, 0, head.length);
            if (got < 0) {
                return Found.refused(got, name + " cannot be read (error " + -got + ")");
            }
            if (got < 2 || head[0] != '#' || head[1] != '!') {
                return load(files, file, argv, path);
            }
            if (depth == MOST_SCRIPTS) {
                return Found.refused(-Errors.ELOOP, "scripts are interpreted by scripts without end");
            }
            List<String> line = scriptLine(head, got);
            if (line == null) {
                return Found.refused(-Errors.ENOEXEC, "its first line names no interpreter");
            }
            List<String> longer = new ArrayList<>(line);
            longer.add(name);
            longer.addAll(argv.subList(Math.min(1, argv.size()), argv.size()));
            argv = longer;
            name = line.getFirst();
            file = world.files.open(files, AT_FDCWD, name, 0);
        }
    }

    /** Interpreter and its one argument out of {@code #! interpreter argument}. */
    private static List<String> scriptLine(byte[] head, int length) {
        int end = 2;
        while (end < length && head[end] != '\n') {
            end++;
        }
        String line = new String(head, 2, end - 2, StandardCharsets.ISO_8859_1).strip();
        int blank = 0;
        while (blank < line.length() && line.charAt(blank) != ' ' && line.charAt(blank) != '\t') {
            blank++;
        }
        if (blank == 0 || end == length && length == SCRIPT_LINE && blank == line.length()) {
            return null;
        }
        String argument = line.substring(blank).strip();
        return argument.isEmpty() ? List.of(line.substring(0, blank)) : List.of(line.substring(0, blank), argument);
    }

    private Found load(Files files, ExecFile file, List<String> argv, String name) {
        try {
            ElfImage image = read(file.vnode());
            if (image.interpreter() == null) {
                return new Found(0, "", file, image, null, null, argv, name);
            }
            ExecFile loader = world.files.open(files, AT_FDCWD, image.interpreter(), 0);
            if (loader.error() != 0) {
                return Found.refused(loader.error(), "its interpreter " + image.interpreter() + ": " + reason(loader.error(), image.interpreter())
                        + "; a dynamic program needs its loader and libraries under the root folder");
            }
            ElfImage loaderImage = read(loader.vnode());
            return new Found(0, "", file, image, loader, loaderImage, argv, name);
        } catch (BadImage bad) {
            return Found.refused(-bad.error, bad.getMessage());
        }
    }

    private ElfImage read(Vnode vnode) throws BadImage {
        Pager pager = world.machine.pager();
        return ElfImage.read((offset, target, length) -> pager.read(vnode, offset, target, 0, length), vnode.sizeBytes());
    }

    private static String reason(int error, String name) {
        return switch (-error) {
            case Errors.ENOENT -> Text.shown(name) + " is not there";
            case Errors.EACCES -> Text.shown(name) + " is not executable: give it an execute permission (chmod +x)";
            case Errors.EISDIR -> Text.shown(name) + " is a folder";
            case Errors.ENOTDIR -> "a part of the path " + Text.shown(name) + " is not a folder";
            case Errors.ELOOP -> Text.shown(name) + " leads through too many links";
            default -> Text.shown(name) + " cannot be opened (error " + -error + ")";
        };
    }

    /**
     * Replaces a task's program (execve after {@link #find}). All other tasks of the process end. From here on there is no way
     * back: when memory fails, the process ends with SIGKILL.
     */
    public void start(Task caller, Found program, List<String> environment, boolean ours) {
        Process process = caller.process();
        world.endings.endOthers(caller);
        Task task = caller.tid() == process.pid() ? caller : takeOver(caller);
        task.clearTid(0);
        task.robustList(0);
        task.altStack(Task.AltStack.NONE);
        task.slot(-1);
        if (ours) {
            // The message must be over before the registers are set: its answer would change them.
            world.kernel().reply(SELF, task.thread(), 0);
            world.kernel().interrupt(SELF, task.thread());
        }
        if (process.space().users() > 1) {
            if (!moveOut(task)) {
                starved(process);
                return;
            }
        } else {
            world.machine.pager().clear(process.spid());
            world.machine.heaps().close(process.spid());
            process.space().cleared();
        }
        process.files(process.files().executed());
        resetSignals(process);
        List<String> variables = program.image().classic() ? withServer(environment) : environment;
        process.image(new Process.Image(program.file().path(), program.arguments(), variables, program.file().vnode().id(),
                program.image().classic()));
        String base = program.name().substring(program.name().lastIndexOf('/') + 1);
        process.shortName(base);
        task.shortName(base);
        process.executed(true);
        process.ours(false);
        setUser(process, program.file());
        try {
            enter(task, program, variables);
        } catch (UserFault noMemory) {
            starved(process);
            return;
        }
        world.endings.releaseVfork(process);
    }

    /** A classic program finds its server by its environment, whatever who starts it knows of that (ABI 10.5). */
    private static List<String> withServer(List<String> environment) {
        List<String> all = new ArrayList<>();
        all.add(SERVER_VARIABLE + SELF);
        environment.stream().filter(variable -> !variable.startsWith(SERVER_VARIABLE)).forEach(all::add);
        return all;
    }

    private void starved(Process process) {
        world.machine.report("%s (pid %d) cannot start: no memory for its program; end others, or give the machine more (--ram)"
                .formatted(Text.shown(process.executable()), process.pid()));
        world.endings.endProcess(process, SignalNumbers.SIGKILL);
    }

    /** The one that executes becomes the process's first task, whatever it was. */
    private Task takeOver(Task caller) {
        Process process = caller.process();
        world.sleeping.end(caller);
        world.processes.remove(caller);
        process.tasks().clear();
        Task task = new Task(process.pid(), process, caller.thread());
        task.blocked(caller.blocked());
        for (SignalInfo info : caller.pending().all()) {
            task.pending().add(info);
        }
        process.tasks().add(task);
        world.processes.add(task);
        caller.end();
        return task;
    }

    /** After vfork: the program gets a space and a kernel thread of its own. @return false when there is no room */
    private boolean moveOut(Task task) {
        Process process = task.process();
        Kernel kernel = world.kernel();
        int spid = world.births.newSpace();
        int thread = spid < 0 ? spid : kernel.createThread(SELF, spid, Servers.PAGER);
        if (thread < 0) {
            if (spid >= 0) {
                world.births.closeSpace(spid);
            }
            return false;
        }
        int old = task.thread();
        process.endedNanos(process.endedNanos() + kernel.cpuNanos(old));
        world.processes.moved(task, thread);
        kernel.destroyThread(SELF, old);
        process.space().leave();
        process.space(new Space(spid));
        kernel.run(SELF, thread);
        return true;
    }

    private void resetSignals(Process process) {
        for (int signal = 1; signal <= SignalNumbers.LAST; signal++) {
            Action action = process.action(signal);
            if (action.caught()) {
                process.action(signal, Action.DEFAULT);
            } else if (action.handler() == SignalNumbers.SIG_IGN && action.flags() != 0) {
                process.action(signal, new Action(SignalNumbers.SIG_IGN, 0, 0, 0, false));
            }
        }
        process.timers().all().removeIf(timer -> {
            if (timer.id >= 0) {
                world.timers.cancel(timer.entry);
            }
            return timer.id >= 0;
        });
    }

    /** Set-user-id and set-group-id programs. */
    private static void setUser(Process process, ExecFile file) {
        Credentials c = process.credentials();
        int user = (file.mode() & 04000) != 0 ? file.uid() : c.effectiveUser();
        int group = (file.mode() & 02010) == 02010 ? file.gid() : c.effectiveGroup();
        process.credentials(c.users(c.user(), user, user, user).groups(c.group(), group, group, group));
    }

    /** Maps everything and sets the registers. @throws UserFault when there is no memory */
    private void enter(Task task, Found program, List<String> environment) {
        Process process = task.process();
        int spid = process.spid();
        ElfImage image = program.image();
        int base = image.position() ? POSITION_BASE - image.start() : 0;
        Layout layout = Layout.of(image);
        world.machine.pager().open(spid, layout.mapStart(), layout.mapEnd());
        map(spid, image, program.file().vnode(), base);
        world.machine.pager().breakStart(spid, base + image.end());
        int loaderBase = 0;
        int entry = base + image.entry();
        if (program.loader() != null) {
            ElfImage loader = program.loaderImage();
            loaderBase = loader.position() ? room(spid, loader) - loader.start() : 0;
            map(spid, loader, program.loader().vnode(), loaderBase);
            entry = loaderBase + loader.entry();
        }
        int stackProtection = Protection.READ | Protection.WRITE | (image.execStack() ? Protection.EXEC : 0) | image.implied();
        mapped(world.machine.pager().map(spid, layout.stackTop() - layout.stackBytes(), layout.stackBytes(), stackProtection,
                Protection.PRIVATE | Protection.ANONYMOUS | Protection.FIXED | Protection.GROWSDOWN, null, 0));
        task.slot(-1);
        world.births.giveUtcb(task);
        int sp = stack(task, layout, program, environment, base, loaderBase);
        ThreadContext c = world.context(task);
        boolean vfp = c.vfpUsed;
        c.clear();
        c.r[ThreadContext.SP] = sp;
        c.jump(entry);
        if (vfp) {
            world.machine.cpu().syncVfp(c, true);
        }
    }

    private static int mapped(int result) {
        if (Pager.failed(result)) {
            throw UserFault.MEMORY;
        }
        return result;
    }

    /** Finds room for an interpreter by mapping its whole range; the segments then replace it. */
    private int room(int spid, ElfImage image) {
        int bytes = image.end() - image.start();
        int at = mapped(world.machine.pager().map(spid, 0, bytes, 0, Protection.PRIVATE | Protection.ANONYMOUS, null, 0));
        world.machine.pager().unmap(spid, at, bytes);
        return at;
    }

    private void map(int spid, ElfImage image, Vnode vnode, int base) {
        Pager pager = world.machine.pager();
        for (Segment s : image.segments()) {
            int start = base + s.address();
            int page = start & -PAGE;
            int fileEnd = start + s.fileBytes();
            int filePages = s.fileBytes() == 0 ? page : fileEnd + PAGE - 1 & -PAGE;
            int end = start + s.memoryBytes() + PAGE - 1 & -PAGE;
            int protection = s.protection() | image.implied();
            if (filePages != page) {
                mapped(pager.map(spid, page, filePages - page, protection, Protection.PRIVATE | Protection.FIXED, vnode,
                        s.fileOffset() & -PAGE));
            }
            if (end != filePages) {
                mapped(pager.map(spid, filePages, end - filePages, protection,
                        Protection.PRIVATE | Protection.FIXED | Protection.ANONYMOUS, null, 0));
            }
            if (s.memoryBytes() != s.fileBytes() && (s.protection() & Protection.WRITE) != 0 && filePages != fileEnd && filePages != page) {
                // The rest of the last page of the file is whatever the file holds there; it must read as zero.
                world.memory.write(spid, fileEnd, new byte[filePages - fileEnd], 0, filePages - fileEnd);
            }
        }
    }

    /** @return the stack pointer */
    private int stack(Task task, Layout layout, Found program, List<String> environment, int base, int loaderBase) {
        Process process = task.process();
        ElfImage image = program.image();
        long room = StartStack.room(program.arguments(), environment, program.name(), 40);
        StartStack stack = new StartStack(layout.stackTop(), (int) room);
        stack.push(new byte[4]);
        int execName = stack.push(program.name());
        int[] envp = stack.push(environment);
        int[] argv = stack.push(program.arguments());
        int platform = stack.push("v7l");
        byte[] random = new byte[16];
        world.clocks.random(random);
        int randomAt = stack.push(random);
        var cpu = world.machine.cpu().info();
        Credentials c = process.credentials();
        int secure = c.user() != c.effectiveUser() || c.group() != c.effectiveGroup() ? 1 : 0;
        int[] aux = {
            16, cpu.hwcap(), 6, PAGE, 17, 100, 3, base + image.headers(), 4, ElfImage.PROGRAM_HEADER_BYTES, 5, image.headerCount(),
            7, loaderBase == 0 ? 0 : loaderBase + program.loaderImage().start(), 8, 0, 9, base + image.entry(),
            11, c.user(), 12, c.effectiveUser(), 13, c.group(), 14, c.effectiveGroup(), 23, secure, 25, randomAt, 26, cpu.hwcap2(),
            31, execName, 15, platform,
            PosixServer.AT_ZB_PAGER, Servers.PAGER, PosixServer.AT_ZB_HEAP, Servers.HEAP, PosixServer.AT_ZB_POSIX, Servers.POSIX,
            PosixServer.AT_ZB_UTCB, task.slot() >= 0 ? Space.utcb(task.slot()) : 0};
        int sp = stack.finish(argv, envp, aux);
        world.memory.write(process.spid(), sp, stack.bytes(), stack.offset(), stack.bytes().length - stack.offset());
        return sp;
    }

    /**
     * Starts a program as a process without parent.
     *
     * @throws MachineException when it cannot: one line with cause and remedy
     */
    public int spawn(PosixServer.Program program) {
        List<String> arguments = program.arguments().stream().map(Text::bytes).toList();
        List<String> environment = program.environment().stream().map(Text::bytes).toList();
        String path = Text.bytes(program.path());
        Files files = world.files.standard(program.console(), Text.bytes(program.directory()));
        Found found = path.indexOf('/') >= 0 ? find(files, AT_FDCWD, path, 0, arguments) : search(files, path, arguments, environment);
        return spawn(program.path(), files, found, environment, false);
    }

    /**
     * Starts a program as a process without parent, alone in a root of its own.
     *
     * @throws MachineException when it cannot: one line with cause and remedy
     */
    public int spawn(String name, byte[] image) {
        String path = Text.bytes(name);
        Files files = world.files.alone(path, image);
        return spawn(name, files, find(files, AT_FDCWD, "/" + path, 0, List.of(path)), List.of(), true);
    }

    private int spawn(String shown, Files files, Found found, List<String> environment, boolean contained) {
        if (found.error() != 0) {
            throw refused(shown, files, found.why());
        }
        if (StartStack.room(found.arguments(), environment, found.name(), 40) > MOST_ARGUMENT_BYTES) {
            throw refused(shown, files, "its arguments and environment are too long; shorten them");
        }
        Task task = world.births.first(files);
        if (task == null) {
            throw refused(shown, files, "no room for one more process; end others, or give the machine more memory (--ram)");
        }
        Process process = task.process();
        world.machine.programStarted(process.pid());
        process.container(contained ? process.pid() : 0);
        start(task, found, environment, false);
        if (process.zombie()) {
            throw new MachineException(shown + " cannot start: no memory; give the machine more (--ram)");
        }
        world.kernel().run(SELF, task.thread());
        return process.pid();
    }

    private static MachineException refused(String shown, Files files, String why) {
        files.release();
        return new MachineException(shown + " cannot start: " + why);
    }

    private Found search(Files files, String name, List<String> arguments, List<String> environment) {
        String folders = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
        for (String variable : environment) {
            if (variable.startsWith("PATH=")) {
                folders = variable.substring(5);
            }
        }
        Found best = null;
        for (String folder : folders.split(":", -1)) {
            Found found = find(files, AT_FDCWD, (folder.isEmpty() ? "." : folder) + "/" + name, 0, arguments);
            if (found.error() == 0) {
                return found;
            }
            if (best == null || best.error() == -Errors.ENOENT) {
                best = found;
            }
        }
        return best != null && best.error() != -Errors.ENOENT ? best
                : Found.refused(-Errors.ENOENT, "there is no " + Text.shown(name) + " in PATH (" + Text.shown(folders) + "); name its path");
    }
}
