package org.zerobench.posix.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import org.zerobench.api.kernel.Errors;

/** Between the guest's names (bytes) and error numbers and the host's (text and exceptions). */
final class HostNames {
    private HostNames() {}

    /** @return the host's form of a name or path, or null when it has none (not UTF-8) */
    static String toHost(String bytes) {
        boolean plain = true;
        for (int i = 0; i < bytes.length() && plain; i++) {
            plain = bytes.charAt(i) < 0x80;
        }
        if (plain) {
            return bytes;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1))).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** @return the guest's form: one char for each byte of UTF-8 */
    static String toGuest(String host) {
        return new String(host.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** @return negated error number for a failure of the host */
    static int errno(IOException failure) {
        return -switch (failure) {
            case NoSuchFileException e -> Errors.ENOENT;
            case FileAlreadyExistsException e -> Errors.EEXIST;
            case DirectoryNotEmptyException e -> Errors.ENOTEMPTY;
            case NotDirectoryException e -> Errors.ENOTDIR;
            case AccessDeniedException e -> Errors.EACCES;
            case NotLinkException e -> Errors.EINVAL;
            case FileSystemLoopException e -> Errors.ELOOP;
            case FileSystemException e -> reason(e.getReason());
            case ClosedChannelException e -> Errors.EIO;
            default -> reason(failure.getMessage());
        };
    }

    private static int reason(String text) {
        if (text == null) {
            return Errors.EIO;
        }
        if (text.contains("No space left")) {
            return Errors.ENOSPC;
        }
        if (text.contains("Read-only file system")) {
            return Errors.EROFS;
        }
        if (text.contains("Too many levels") || text.contains("symbolic link")) {
            return Errors.ELOOP;
        }
        if (text.contains("Not a directory")) {
            return Errors.ENOTDIR;
        }
        if (text.contains("Is a directory")) {
            return Errors.EISDIR;
        }
        if (text.contains("File name too long")) {
            return Errors.ENAMETOOLONG;
        }
        if (text.contains("not permitted")) {
            return Errors.EPERM;
        }
        if (text.contains("Invalid argument")) {
            return Errors.EINVAL;
        }
        return text.contains("cross-device") ? Errors.EXDEV : Errors.EIO;
    }
}
