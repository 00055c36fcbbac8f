package org.zerobench.launcher;

import java.util.Locale;
import java.util.regex.Pattern;

/** Sizes as people type them: {@code 64M}, {@code 8MiB}, {@code 65536K}, {@code 67108864}. Units are powers of 1024. */
final class Size {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([KMG]?)(?:I?B)?");
    private static final long MIB = 1 << 20;

    /** The least and the most RAM a machine has, in bytes. */
    static final long LEAST_RAM_BYTES = 4 * MIB;
    static final long MOST_RAM_BYTES = 256 * MIB;

    private Size() {}

    /**
     * @return number of bytes
     * @throws UsageException when the text is no size
     */
    static long bytes(String text) {
        var match = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!match.matches()) {
            throw new UsageException("not a size: '" + text + "' (write 64M, 8MiB or a number of bytes)");
        }
        int shift = switch (match.group(2)) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
        };
        return Long.parseLong(match.group(1)) << shift;
    }

    /**
     * @return number of bytes: a multiple of 1 MiB, from 4 MiB to 256 MiB
     * @throws UsageException when the text is no size, or none a machine can have
     */
    static long ram(String text) {
        long bytes = bytes(text);
        if (bytes < LEAST_RAM_BYTES || bytes > MOST_RAM_BYTES || bytes % MIB != 0) {
            throw new UsageException("RAM of " + text + " is not to be had: whole MiB from 4M to 256M");
        }
        return bytes;
    }
}
