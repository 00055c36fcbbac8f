package org.zerobench.posix.fs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.zerobench.api.posix.FsState;
import org.zerobench.posix.process.Process;

/**
 * /proc: directories, links and texts computed when they are looked at. An inode's number says what it is (process, kind,
 * index), so nothing of it needs to be saved.
 */
final class Proc {
    private static final long BASE = 0x8000_0000L;
    /** Kinds of inodes below a process number; process 0 stands for the whole system. */
    private static final int DIRECTORY = 0;
    private static final int TEXT = 1;
    private static final int LINK = 2;
    private static final int DESCRIPTORS = 3;
    private static final int DESCRIPTOR = 4;
    private static final int TASKS = 5;
    private static final int SETTINGS = 6;
    private static final int SETTING = 7;
    private static final List<String> SYSTEM_LINKS = List.of("self", "thread-self", "mounts");
    private static final List<String> PROCESS_LINKS = List.of("exe", "cwd", "root");

    private final FileSystem system;
    private final SystemTexts systemTexts;
    private final ProcessTexts processTexts;

    Proc(FileSystem system) {
        this.system = system;
        systemTexts = new SystemTexts(system);
        processTexts = new ProcessTexts(system);
    }

    /** @return true for an inode number of /proc */
    static boolean owns(long number) {
        return number >= BASE;
    }

    private static long code(int pid, int kind, int index) {
        return BASE | (long) pid << 15 | (long) kind << 10 | index;
    }

    /** The directory /proc itself. */
    Directory root() {
        return (Directory) find(code(0, DIRECTORY, 0));
    }

    /** The inode with that number; whether its process lives is not asked. @return null for a number that means nothing */
    Inode find(long number) {
        int pid = (int) (number >>> 15) & 0xFFFF;
        int kind = (int) (number >>> 10) & 31;
        int index = (int) number & 1023;
        Inode inode = make(number, pid, kind, index);
        if (inode != null) {
            inode.accessed = system.tree.now();
            inode.modified = inode.accessed;
            inode.changed = inode.accessed;
        }
        return inode;
    }

    private Inode make(long number, int pid, int kind, int index) {
        return switch (kind) {
            case DIRECTORY, DESCRIPTORS, TASKS, SETTINGS -> new Folder(number, pid, kind, index);
            case TEXT -> pid == 0 ? text(number, SystemTexts.NAMES, index, name -> systemTexts.text(name))
                    : text(number, ProcessTexts.NAMES, index, name -> processTexts.text(pid, name));
            case SETTING -> text(number, SystemTexts.SETTINGS, index, name -> systemTexts.setting(name));
            case LINK -> pid == 0 ? index < SYSTEM_LINKS.size() ? new Link(number, pid, SYSTEM_LINKS.get(index)) : null
                    : index < PROCESS_LINKS.size() ? new Link(number, pid, PROCESS_LINKS.get(index)) : null;
            case DESCRIPTOR -> new Link(number, pid, "fd:" + index);
            default -> null;
        };
    }

    private interface Texts {
        String text(String name);
    }

    private static Text text(long number, List<String> names, int index, Texts texts) {
        return index < names.size() ? new Text(number, () -> texts.text(names.get(index))) : null;
    }

    /** The open file behind /proc/pid/fd/n. @return null when the directory is not such a one or the descriptor is closed */
    OpenFile descriptor(Directory directory, String name) {
        if (directory instanceof Folder folder && folder.kind == DESCRIPTORS) {
            Process process = system.processes.find(folder.pid);
            int fd = decimal(name);
            return process == null || process.files() == null || fd < 0 ? null : process.files().find(fd);
        }
        return null;
    }

    /** @return the number, or -1 when the text is none */
    private static int decimal(String text) {
        if (text.isEmpty() || text.length() > 7 || text.length() > 1 && text.charAt(0) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** A computed text. */
    static final class Text extends Inode {
        private final Supplier<String> text;

        Text(long number, Supplier<String> text) {
            super(number, Mode.REGULAR | 0444);
            this.text = text;
        }

        /** The text as it is now, its chars being bytes. */
        byte[] bytes() {
            return text.get().getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        int fileSystem() {
            return 4;
        }

        @Override
        FsState.Node record(FsState.Attributes attributes) {
            return null;
        }
    }

    /** A computed link. */
    private final class Link extends SymbolicLink {
        private final int pid;
        private final String what;

        Link(long number, int pid, String what) {
            super(number, "");
            this.pid = pid;
            this.what = what;
        }

        @Override
        String target() {
            Process caller = system.caller();
            switch (what) {
                case "self" -> {
                    return caller == null ? "" : Integer.toString(caller.pid());
                }
                case "thread-self" -> {
                    return caller == null ? "" : caller.pid() + "/task/" + caller.pid();
                }
                case "mounts" -> {
                    return "self/mounts";
                }
                default -> {
                    Process process = system.processes.find(pid);
                    return process == null || process.files() == null ? "" : target(process);
                }
            }
        }

        private String target(Process process) {
            return switch (what) {
                case "exe" -> process.executable();
                case "cwd" -> process.files().here().path();
                case "root" -> process.files().root().path();
                default -> {
                    OpenFile file = process.files().find(index());
                    yield file == null ? "" : file.name();
                }
            };
        }

        private int index() {
            return (int) number & 1023;
        }

        @Override
        Inode jump() {
            Process process = system.processes.find(pid);
            if (process == null || process.files() == null) {
                return null;
            }
            return switch (what) {
                case "cwd" -> process.files().here();
                case "root" -> process.files().root();
                case "exe", "self", "thread-self", "mounts" -> null;
                default -> {
                    OpenFile file = process.files().find(index());
                    yield file == null ? null : file.inode;
                }
            };
        }

        @Override
        public long sizeBytes() {
            return what.startsWith("fd:") ? 64 : 0;
        }

        @Override
        int fileSystem() {
            return 4;
        }

        @Override
        FsState.Node record(FsState.Attributes attributes) {
            return null;
        }
    }

    /** A computed directory. */
    private final class Folder extends Directory {
        final int pid;
        final int kind;
        private final int index;

        Folder(long number, int pid, int kind, int index) {
            super(number, Mode.DIRECTORY | (kind == DESCRIPTORS ? 0500 : 0555));
            this.pid = pid;
            this.kind = kind;
            this.index = index;
        }

        @Override
        Directory parent() {
            if (kind == DIRECTORY) {
                return pid == 0 ? system.tree.root : root();
            }
            if (kind == SETTINGS) {
                String here = SystemTexts.FOLDERS.get(index);
                int slash = here.lastIndexOf('/');
                return here.isEmpty() ? root() : (Directory) find(code(0, SETTINGS, SystemTexts.FOLDERS.indexOf(slash < 0 ? "" : here.substring(0, slash))));
            }
            return (Directory) find(code(pid, DIRECTORY, 0));
        }

        @Override
        String name() {
            return switch (kind) {
                case DIRECTORY -> pid == 0 ? "proc" : Integer.toString(pid);
                case DESCRIPTORS -> "fd";
                case TASKS -> "task";
                default -> {
                    String here = SystemTexts.FOLDERS.get(index);
                    yield here.isEmpty() ? "sys" : here.substring(here.lastIndexOf('/') + 1);
                }
            };
        }

        @Override
        public long sizeBytes() {
            return 0;
        }

        @Override
        int fileSystem() {
            return 4;
        }

        @Override
        Inode lookup(String name) {
            Process process = pid == 0 ? null : system.processes.find(pid);
            if (pid != 0 && process == null) {
                return null;
            }
            return switch (kind) {
                case DIRECTORY -> pid == 0 ? ofSystem(name) : ofProcess(name);
                case DESCRIPTORS -> {
                    int fd = decimal(name);
                    yield fd >= 0 && process.files() != null && process.files().find(fd) != null ? find(code(pid, DESCRIPTOR, fd)) : null;
                }
                case TASKS -> process.taskIds().contains(decimal(name)) ? find(code(pid, DIRECTORY, 0)) : null;
                default -> setting(name);
            };
        }

        private Inode ofSystem(String name) {
            int number = decimal(name);
            if (number > 0 && number <= 0xFFFF && system.processes.find(number) != null) {
                return find(code(number, DIRECTORY, 0));
            }
            if (name.equals("sys")) {
                return find(code(0, SETTINGS, 0));
            }
            int link = SYSTEM_LINKS.indexOf(name);
            int text = SystemTexts.NAMES.indexOf(name);
            return link >= 0 ? find(code(0, LINK, link)) : text >= 0 ? find(code(0, TEXT, text)) : null;
        }

        private Inode ofProcess(String name) {
            if (name.equals("fd")) {
                return find(code(pid, DESCRIPTORS, 0));
            }
            if (name.equals("task")) {
                return find(code(pid, TASKS, 0));
            }
            int link = PROCESS_LINKS.indexOf(name);
            int text = ProcessTexts.NAMES.indexOf(name);
            return link >= 0 ? find(code(pid, LINK, link)) : text >= 0 ? find(code(pid, TEXT, text)) : null;
        }

        private Inode setting(String name) {
            String here = SystemTexts.FOLDERS.get(index);
            String path = here.isEmpty() ? name : here + "/" + name;
            int folder = SystemTexts.FOLDERS.indexOf(path);
            int setting = SystemTexts.SETTINGS.indexOf(path);
            return folder > 0 ? find(code(0, SETTINGS, folder)) : setting >= 0 ? find(code(0, SETTING, setting)) : null;
        }

        @Override
        List<String> names() {
            List<String> names = new ArrayList<>();
            Process process = pid == 0 ? null : system.processes.find(pid);
            switch (kind) {
                case DIRECTORY -> {
                    if (pid == 0) {
                        system.processes.all().forEach(any -> names.add(Integer.toString(any.pid())));
                        names.addAll(SystemTexts.NAMES);
                        names.addAll(SYSTEM_LINKS);
                        names.add("sys");
                    } else {
                        names.addAll(ProcessTexts.NAMES);
                        names.addAll(PROCESS_LINKS);
                        names.addAll(List.of("fd", "task"));
                    }
                }
                case DESCRIPTORS -> {
                    for (int fd = 0; process != null && process.files() != null && fd < process.files().length(); fd++) {
                        if (process.files().find(fd) != null) {
                            names.add(Integer.toString(fd));
                        }
                    }
                }
                case TASKS -> {
                    if (process != null) {
                        process.taskIds().forEach(task -> names.add(Integer.toString(task)));
                    }
                }
                default -> names.addAll(settings());
            }
            return names;
        }

        private TreeSet<String> settings() {
            String here = SystemTexts.FOLDERS.get(index);
            String prefix = here.isEmpty() ? "" : here + "/";
            TreeSet<String> names = new TreeSet<>();
            for (String setting : SystemTexts.SETTINGS) {
                if (setting.startsWith(prefix)) {
                    String rest = setting.substring(prefix.length());
                    names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
                }
            }
            return names;
        }

        @Override
        FsState.Node record(FsState.Attributes attributes) {
            return null;
        }
    }
}
