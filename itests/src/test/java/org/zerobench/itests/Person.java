package org.zerobench.itests;

import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Someone who types commands and reads what comes. */
final class Person {
    private final BufferedWriter keyboard;
    private final BufferedReader screen;
    final List<String> seen = new ArrayList<>();

    Person(BufferedWriter keyboard, BufferedReader screen) {
        this.keyboard = keyboard;
        this.screen = screen;
    }

    void types(String line) throws IOException {
        keyboard.write(line + "\n");
        keyboard.flush();
    }

    void sees(Predicate<String> wanted) throws IOException {
        String line;
        while ((line = screen.readLine()) != null) {
            seen.add(line);
            if (wanted.test(line)) {
                return;
            }
        }
        throw new AssertionError("never seen; but:\n" + log());
    }

    /** Types a line again and again until the answer has what is wanted; the next line's answer marks the end of one. */
    void typesUntil(String line, Predicate<String> wanted) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Template.LIMIT_SECONDS);
        boolean[] found = new boolean[1];
        while (!found[0] && System.nanoTime() < end) {
            types(line);
            types("echo asked");
            sees(each -> {
                found[0] |= wanted.test(each);
                return each.equals("asked");
            });
        }
        assertTrue("never seen after '" + line + "':\n" + log(), found[0]);
    }

    String log() {
        return String.join("\n", seen);
    }
}
