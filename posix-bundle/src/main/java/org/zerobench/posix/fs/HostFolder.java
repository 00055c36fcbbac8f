package org.zerobench.posix.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zerobench.api.kernel.Errors;

/**
 * A folder of the host, as guests may see it: reading. Paths are the guest's bytes, relative, their components already
 * resolved inside the guest's name space, so none of them is a link; and because the host may change behind our back,
 * files and directories are opened component by component without following links (a swapped-in link is refused by the
 * host's kernel itself, openat with O_NOFOLLOW).
 */
class HostFolder {
    /** Channels kept open between reads. */
    private static final int CHANNELS = 64;
    private static final String ATTRIBUTES = "unix:mode,ino,dev,rdev,nlink,uid,gid,size,lastAccessTime,lastModifiedTime,ctime";

    final Path root;
    private final int number;
    private final boolean writable;
    private final LinkedHashMap<String, FileChannel> channels = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param number   0 for the root folder, 1 for the guest programs'
     * @param folder   an existing folder
     * @param writable whether guests write here
     * @throws IOException when it cannot be resolved
     */
    HostFolder(int number, Path folder, boolean writable) throws IOException {
        this.number = number;
        this.root = folder.toRealPath();
        this.writable = writable;
    }

    /** A folder that another one is asked about. */
    HostFolder(int number, Path root) {
        this.number = number;
        this.root = root;
        this.writable = false;
    }

    int number() {
        return number;
    }

    boolean writable() {
        return writable;
    }

    /** What the host says of a file. Times in ns since 1970. */
    record Facts(int mode, int uid, int gid, int links, int device, long sizeBytes, long accessed, long modified, long changed, String key) {}

    /** @return facts of what lies there (a link itself, not its target), or null when nothing does */
    Facts facts(String path) {
        Path place = place(path);
        if (place == null) {
            return null;
        }
        try {
            Map<String, Object> a = Files.readAttributes(place, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            long device = (Long) a.get("rdev");
            return new Facts((Integer) a.get("mode"), (Integer) a.get("uid"), (Integer) a.get("gid"), (Integer) a.get("nlink"),
                    Mode.device((int) (device >>> 8) & 0xFFF, (int) (device & 0xFF)), (Long) a.get("size"),
                    nanos(a.get("lastAccessTime")), nanos(a.get("lastModifiedTime")), nanos(a.get("ctime")),
                    a.get("dev") + ":" + a.get("ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }

    private static long nanos(Object time) {
        return ((FileTime) time).to(java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    /** Names in a directory, in the host's order; empty when it cannot be read. */
    List<String> names(String path) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = directory(path)) {
            for (Path entry : stream) {
                String name = entry.getFileName().toString();
                if (name.indexOf('\uFFFD') < 0) {
                    names.add(HostNames.toGuest(name));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return names;
        }
        return names;
    }

    /** @return target of a link, or null */
    String link(String path) {
        Path place = place(path);
        try {
            return place == null ? null : HostNames.toGuest(Files.readSymbolicLink(place).toString());
        } catch (IOException e) {
            return null;
        }
    }

    /** @return bytes read, 0 at the end, or a negated error number */
    int read(String path, long offset, byte[] target, int at, int length) {
        try {
            return transfer(path, channel -> {
                ByteBuffer buffer = ByteBuffer.wrap(target, at, length);
                int done = 0;
                while (buffer.hasRemaining()) {
                    int n = channel.read(buffer, offset + done);
                    if (n <= 0) {
                        break;
                    }
                    done += n;
                }
                return done;
            });
        } catch (IOException e) {
            return HostNames.errno(e);
        }
    }

    /** Work with an open file. */
    interface Transfer {
        int with(FileChannel channel) throws IOException;
    }

    /** Works with a file's channel; a channel that somebody's interrupt has closed is opened once more. */
    final int transfer(String path, Transfer work) throws IOException {
        try {
            return work.with(channel(path));
        } catch (java.nio.channels.ClosedChannelException e) {
            forget(path);
            // the interrupt is the watchdog's way to reach a hung thread; this one works
            boolean interrupted = Thread.interrupted();
            try {
                return work.with(channel(path));
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private FileChannel channel(String path) throws IOException {
        FileChannel channel = channels.get(path);
        if (channel == null) {
            channel = open(path, writable && mayWrite(path)
                    ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                    : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            channels.put(path, channel);
            if (channels.size() > CHANNELS) {
                Iterator<FileChannel> oldest = channels.values().iterator();
                close(oldest.next());
                oldest.remove();
            }
        }
        return channel;
    }

    private boolean mayWrite(String path) {
        Path place = place(path);
        return place != null && Files.isWritable(place);
    }

    /** Whether the file that was last read at that path can still be read, even if the name has gone or means another file. */
    boolean holds(String path) {
        return channels.containsKey(path);
    }

    /** The name at that path has gone or means another file. */
    void forget(String path) {
        FileChannel channel = channels.remove(path);
        if (channel != null) {
            close(channel);
        }
    }

    /** Closes everything. */
    void close() {
        channels.values().forEach(HostFolder::close);
        channels.clear();
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was written through a buffer of ours: there is nothing to lose
            return;
        }
    }

    /** @return the place of a path, or null when the host cannot have such a name */
    final Path place(String path) {
        String text = HostNames.toHost(path);
        if (text == null || text.startsWith("/") || ("/" + text + "/").contains("/../")) {
            return null;
        }
        try {
            return root.resolve(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Opens a file component by component, following no link. */
    final FileChannel open(String path, Set<? extends OpenOption> options) throws IOException {
        int slash = path.lastIndexOf('/');
        try (DirectoryStream<Path> above = directory(slash < 0 ? "" : path.substring(0, slash))) {
            Path name = root.getFileSystem().getPath(hostName(path.substring(slash + 1)));
            SeekableByteChannel channel = above instanceof SecureDirectoryStream<Path> secure
                    ? secure.newByteChannel(name, options)
                    : Files.newByteChannel(verified(path), options);
            return (FileChannel) channel;
        }
    }

    /** Opens a directory component by component, following no link. */
    final DirectoryStream<Path> directory(String path) throws IOException {
        DirectoryStream<Path> here = Files.newDirectoryStream(root);
        if (path.isEmpty()) {
            return here;
        }
        if (!(here instanceof SecureDirectoryStream<Path>)) {
            here.close();
            return Files.newDirectoryStream(verified(path));
        }
        for (String component : path.split("/")) {
            try (DirectoryStream<Path> above = here) {
                here = ((SecureDirectoryStream<Path>) above)
                        .newDirectoryStream(root.getFileSystem().getPath(hostName(component)), LinkOption.NOFOLLOW_LINKS);
            }
        }
        return here;
    }

    private static String hostName(String component) throws IOException {
        String text = HostNames.toHost(component);
        if (text == null || text.isEmpty() || text.equals("..") || text.contains("/")) {
            throw new java.nio.file.NoSuchFileException(component);
        }
        return text;
    }

    /** @return the place, when no component above it has become a link. @throws IOException when it has */
    final Path verified(String path) throws IOException {
        Path place = place(path);
        if (place == null) {
            throw new java.nio.file.NoSuchFileException(path);
        }
        Path above = place.equals(root) ? root : place.getParent();
        if (!above.toRealPath().equals(above)) {
            throw new java.nio.file.FileSystemLoopException(path);
        }
        return place;
    }

    /** @return -EROFS, unless guests may write here */
    final int refusal() {
        return writable ? 0 : -Errors.EROFS;
    }
}
