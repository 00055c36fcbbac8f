package org.zerobench.pager;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * The backing store: a sparse temporary file of page-sized slots. It is made when the first page goes out, outlives the
 * instance that made it (the next pager opens the same path) and disappears with the JVM.
 */
final class Store {
    static final int FULL = -1;
    private static final int PAGE = 4096;

    private final BitSet used = new BitSet();
    private int limit;
    private int hint;
    private int count;
    private String path = "";
    private FileChannel channel;

    /** @param file path of the file, empty for none yet @param pages number of slots */
    void configure(String file, int pages) {
        path = file;
        limit = pages;
    }

    String path() {
        return path;
    }

    int limit() {
        return limit;
    }

    /** Pages in it. */
    int count() {
        return count;
    }

    /** @return a free slot, now used, or {@link #FULL} */
    int take() {
        int slot = used.nextClearBit(hint);
        if (slot >= limit) {
            slot = used.nextClearBit(0);
            if (slot >= limit) {
                return FULL;
            }
        }
        hint = slot + 1;
        claim(slot);
        return slot;
    }

    /** Marks a slot as used. @return false when it was already or does not exist */
    boolean claim(int slot) {
        if (slot < 0 || slot >= limit || used.get(slot)) {
            return false;
        }
        used.set(slot);
        count++;
        return true;
    }

    void give(int slot) {
        assert used.get(slot) : "slot " + slot + " is free";
        used.clear(slot);
        count--;
        hint = Math.min(hint, slot);
    }

    void write(int slot, MemorySegment page) throws IOException {
        ByteBuffer bytes = page.asByteBuffer();
        FileChannel to = open();
        long at = (long) slot * PAGE;
        while (bytes.hasRemaining()) {
            at += to.write(bytes, at);
        }
    }

    void read(int slot, MemorySegment page) throws IOException {
        ByteBuffer bytes = page.asByteBuffer();
        FileChannel from = open();
        long at = (long) slot * PAGE;
        while (bytes.hasRemaining()) {
            int n = from.read(bytes, at);
            if (n < 0) {
                throw new IOException(path + " is too short");
            }
            at += n;
        }
    }

    /** Closes this instance's handle; the file stays for the next one. */
    void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing is lost: every page was written, and the handle goes with the process.
                assert channel != null;
            }
            channel = null;
        }
    }

    /** Opens at first use, and again after an interrupt of the thread has closed the channel. */
    private FileChannel open() throws IOException {
        if (channel == null || !channel.isOpen()) {
            if (path.isEmpty()) {
                Path file = Files.createTempFile("zerobench-", ".store");
                file.toFile().deleteOnExit();
                path = file.toString();
            }
            channel = FileChannel.open(Path.of(path), StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        return channel;
    }
}
