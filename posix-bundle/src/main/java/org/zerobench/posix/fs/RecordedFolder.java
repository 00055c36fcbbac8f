package org.zerobench.posix.fs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.zerobench.api.machine.Chronicle;

/**
 * A folder of the host in a machine in deterministic mode: every answer of the host goes through the machine's chronicle, so
 * that a replay gets the same one, whether the folder is still there or not. Names come sorted, and reading a file does not
 * change when it was read last.
 */
final class RecordedFolder extends HostFolder {
    private final Chronicle chronicle;
    private final Supplier<HostFolder> opener;
    private HostFolder folder;

    /** @param opener opens the folder when the host is asked first */
    RecordedFolder(int number, Path root, Chronicle chronicle, Supplier<HostFolder> opener) {
        super(number, root);
        this.chronicle = chronicle;
        this.opener = opener;
    }

    private HostFolder folder() {
        if (folder == null) {
            folder = opener.get();
        }
        return folder;
    }

    private ByteBuffer ask(String what, String path, Supplier<byte[]> host) {
        return ByteBuffer.wrap(chronicle.ask(what + " " + number() + ":" + path, host));
    }

    @Override
    Facts facts(String path) {
        ByteBuffer answer = ask("facts", path, () -> packed(folder().facts(path)));
        return answer.hasRemaining() ? new Facts(answer.getInt(), answer.getInt(), answer.getInt(), answer.getInt(), answer.getInt(), answer.getLong(),
                answer.getLong(), answer.getLong(), answer.getLong(), StandardCharsets.UTF_8.decode(answer).toString()) : null;
    }

    private static byte[] packed(Facts facts) {
        if (facts == null) {
            return new byte[0];
        }
        byte[] key = facts.key().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 * Integer.BYTES + 4 * Long.BYTES + key.length).putInt(facts.mode()).putInt(facts.uid()).putInt(facts.gid())
                .putInt(facts.links()).putInt(facts.device()).putLong(facts.sizeBytes())
                // our own reading sets the host's time of the last access
                .putLong(facts.modified()).putLong(facts.modified()).putLong(facts.changed()).put(key).array();
    }

    @Override
    List<String> names(String path) {
        String names = text(ask("names", path, () -> String.join("/", folder().names(path).stream().sorted().toList()).getBytes(StandardCharsets.ISO_8859_1)));
        return names.isEmpty() ? List.of() : List.of(names.split("/"));
    }

    @Override
    String link(String path) {
        String target = text(ask("link", path, () -> {
            String found = folder().link(path);
            return found == null ? new byte[0] : found.getBytes(StandardCharsets.ISO_8859_1);
        }));
        return target.isEmpty() ? null : target;
    }

    private static String text(ByteBuffer answer) {
        return StandardCharsets.ISO_8859_1.decode(answer).toString();
    }

    @Override
    int read(String path, long offset, byte[] target, int at, int length) {
        ByteBuffer answer = ask("read " + offset + " " + length, path, () -> {
            byte[] bytes = new byte[length];
            int count = folder().read(path, offset, bytes, 0, length);
            return ByteBuffer.allocate(Integer.BYTES + Math.max(0, count)).putInt(count).put(bytes, 0, Math.max(0, count)).array();
        });
        if (answer.remaining() < Integer.BYTES) {
            return 0;
        }
        int count = answer.getInt();
        answer.get(target, at, Math.min(answer.remaining(), length));
        return count;
    }

    @Override
    boolean holds(String path) {
        return ask("holds", path, () -> folder().holds(path) ? new byte[1] : new byte[0]).hasRemaining();
    }

    @Override
    void forget(String path) {
        if (folder != null) {
            folder.forget(path);
        }
    }

    @Override
    void close() {
        if (folder != null) {
            folder.close();
        }
    }
}
