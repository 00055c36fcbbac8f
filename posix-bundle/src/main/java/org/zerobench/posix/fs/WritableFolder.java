package org.zerobench.posix.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A folder of the host in which guests really write. Results are 0 (or a count) or negated error numbers. */
final class WritableFolder extends HostFolder {

    WritableFolder(int number, Path folder) throws IOException {
        super(number, folder, true);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static int attempt(Work work) {
        try {
            work.run();
            return 0;
        } catch (IOException e) {
            return HostNames.errno(e);
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return -org.zerobench.api.kernel.Errors.EOPNOTSUPP;
        }
    }

    int write(String path, long offset, byte[] source, int at, int length) {
        try {
            return transfer(path, channel -> {
                ByteBuffer buffer = ByteBuffer.wrap(source, at, length);
                int done = 0;
                while (buffer.hasRemaining()) {
                    done += channel.write(buffer, offset + done);
                }
                return done;
            });
        } catch (java.nio.channels.NonWritableChannelException e) {
            return -org.zerobench.api.kernel.Errors.EACCES;
        } catch (IOException e) {
            return HostNames.errno(e);
        }
    }

    /** Sets a file's length. */
    int resize(String path, long sizeBytes) {
        try {
            return transfer(path, channel -> {
                if (channel.size() > sizeBytes) {
                    channel.truncate(sizeBytes);
                } else if (channel.size() < sizeBytes) {
                    channel.write(ByteBuffer.allocate(1), sizeBytes - 1);
                }
                return 0;
            });
        } catch (java.nio.channels.NonWritableChannelException e) {
            return -org.zerobench.api.kernel.Errors.EACCES;
        } catch (IOException e) {
            return HostNames.errno(e);
        }
    }

    int sync(String path) {
        try {
            return transfer(path, channel -> {
                channel.force(true);
                return 0;
            });
        } catch (IOException e) {
            return HostNames.errno(e);
        }
    }

    int create(String path, int permissions) {
        int result = attempt(() -> open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)).close());
        return result == 0 ? chmod(path, permissions) : result;
    }

    int makeDirectory(String path, int permissions) {
        int result = attempt(() -> Files.createDirectory(verified(path)));
        return result == 0 ? chmod(path, permissions) : result;
    }

    int makeLink(String path, String target) {
        String text = HostNames.toHost(target);
        return text == null ? -org.zerobench.api.kernel.Errors.EINVAL
                : attempt(() -> Files.createSymbolicLink(verified(path), root.getFileSystem().getPath(text)));
    }

    int link(String path, String existing) {
        return attempt(() -> Files.createLink(verified(path), verified(existing)));
    }

    int remove(String path, boolean directory) {
        forget(path);
        return attempt(() -> {
            int slash = path.lastIndexOf('/');
            try (DirectoryStream<Path> above = directory(slash < 0 ? "" : path.substring(0, slash))) {
                Path place = verified(path);
                if (!(above instanceof SecureDirectoryStream<Path> secure)) {
                    Files.delete(place);
                } else if (directory) {
                    secure.deleteDirectory(place.getFileName());
                } else {
                    secure.deleteFile(place.getFileName());
                }
            }
        });
    }

    int rename(String from, String to) {
        forget(from);
        forget(to);
        return attempt(() -> Files.move(verified(from), verified(to), java.nio.file.StandardCopyOption.ATOMIC_MOVE));
    }

    int chmod(String path, int permissions) {
        return attempt(() -> Files.setAttribute(verified(path), "unix:mode", permissions));
    }

    int chown(String path, int uid, int gid) {
        return attempt(() -> {
            Path place = verified(path);
            Map<String, Object> now = Files.readAttributes(place, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
            if (uid >= 0 && uid != (Integer) now.get("uid")) {
                Files.setAttribute(place, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            }
            if (gid >= 0 && gid != (Integer) now.get("gid")) {
                Files.setAttribute(place, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            }
        });
    }

    int times(String path, long accessed, long modified) {
        return attempt(() -> Files.getFileAttributeView(verified(path), BasicFileAttributeView.class)
                .setTimes(FileTime.from(modified, TimeUnit.NANOSECONDS), FileTime.from(accessed, TimeUnit.NANOSECONDS), null));
    }
}
