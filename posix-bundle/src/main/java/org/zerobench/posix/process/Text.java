package org.zerobench.posix.process;

import java.nio.charset.StandardCharsets;

/** Texts of programs are one char for each byte; people read UTF-8. */
public final class Text {
    private Text() {}

    /** Bytes-as-chars to readable text; control characters become {@code ?}. */
    public static String shown(String bytes) {
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.chars().noneMatch(Character::isISOControl) ? text : text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Text of the host to bytes-as-chars. */
    public static String bytes(String text) {
        return text.chars().allMatch(c -> c < 0x80) ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
