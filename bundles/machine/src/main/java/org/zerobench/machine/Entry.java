package org.zerobench.machine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;

/**
 * One line of a log: something came from outside.
 *
 * @param turn         pass of the machine's loop at whose beginning it was let in, or in which it was asked for
 * @param instructions executed before
 * @param trace        the trace's hash before
 * @param kind         what it is
 * @param text         to whom, or the question
 * @param data         what came
 */
record Entry(long turn, long instructions, String trace, Kind kind, String text, byte[] data) {

    /** Kinds of entries; their lower-case names stand in the log. */
    enum Kind {
        /** A request of this workbench: its commands give it again in a replay. */
        CHANGE,
        /** Bytes for the console that the text names. */
        INPUT,
        /** The end of its input. */
        EOF,
        /** Nobody reads the stream of the console any more: both numbers are the text. */
        BROKEN,
        /** A key that stands for a signal: console, program, signal. */
        KEY,
        /** Bytes for the device that the text names. */
        DEVICE,
        /** Who let the machine run wants no more. */
        HALT,
        /** A question to the host and its answer. */
        ASK,
        /** Nothing; the hash is what counts. */
        MARK,
        /** The machine was switched off. */
        END;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final int WORTH_PACKING = 64;
    private static final String PLAIN = "=";
    private static final String PACKED = "~";
    private static final int FIELDS = 6;

    /** The line, without its end. */
    String line() {
        boolean packs = data.length >= WORTH_PACKING;
        return String.join(" ", Long.toString(turn), Long.toString(instructions), trace, kind.word(), encode(text),
                (packs ? PACKED : PLAIN) + Base64.getEncoder().encodeToString(packs ? pack(data) : data));
    }

    /** @throws IllegalArgumentException when it is no entry */
    static Entry parse(String line) {
        String[] field = line.split(" ", -1);
        if (field.length != FIELDS || field[5].isEmpty() || !field[2].matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("no line of a log");
        }
        Kind kind = Kind.valueOf(field[3].toUpperCase(java.util.Locale.ROOT));
        byte[] raw = Base64.getDecoder().decode(field[5].substring(1));
        return new Entry(Long.parseLong(field[0]), Long.parseLong(field[1]), field[2], kind, decode(field[4]),
                field[5].startsWith(PACKED) ? unpack(raw) : raw);
    }

    /** The text as it stands in the log: without blanks. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static byte[] pack(byte[] data) {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            out.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] unpack(byte[] packed) {
        var data = new ByteArrayOutputStream();
        try (var out = new InflaterOutputStream(data)) {
            out.write(packed);
        } catch (IOException e) {
            throw new IllegalArgumentException("its data are damaged", e);
        }
        return data.toByteArray();
    }

    /** For people. */
    String place() {
        return "instruction " + instructions;
    }
}
