package org.zerobench.devices;

import java.util.Arrays;
import java.util.HexFormat;
import org.zerobench.api.machine.MachineException;

/** A keyboard with an English (US) layout that speaks scan code set 2. */
final class Keyboard extends Ps2Device {
    private static final int BREAK = 0xF0;
    private static final int SHIFT = 0x12;
    /** Keys by what they give alone and with shift; the code of each, in the same order. */
    private static final String PLAIN = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./ \n\t\b\033";
    private static final String SHIFTED = "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?";
    private static final byte[] CODES = HexFormat.of().parseHex("0e161e26252e363d3e46454e55" + "151d242d2c353c43444d545b5d"
            + "1c1b232b34333b424b4c52" + "1a22212a32313a41494a" + "295a0d6676");

    private boolean scanning = true;

    /**
     * Presses and releases the keys of a text.
     *
     * @throws MachineException when a character is on no key, or the guest reads no keys: nothing was typed then
     */
    void type(String text) {
        int[] codes = text.chars().flatMap(each -> Arrays.stream(keys((char) each))).toArray();
        if (!scanning) {
            throw new MachineException("the program has switched the keyboard off");
        }
        if (!event(codes)) {
            throw new MachineException("no program reads the keyboard: its queue is full");
        }
    }

    /** What pressing and releasing the keys for a character sends. */
    static int[] keys(char character) {
        int key = PLAIN.indexOf(character);
        if (key >= 0) {
            int code = CODES[key] & 0xFF;
            return new int[] {code, BREAK, code};
        }
        key = SHIFTED.indexOf(character);
        if (key < 0) {
            throw new MachineException(String.format("no key gives the character U+%04X", (int) character));
        }
        int code = CODES[key] & 0xFF;
        return new int[] {SHIFT, code, BREAK, code, BREAK, SHIFT};
    }

    @Override
    void begin(int command) {
        switch (command) {
            case 0xED, 0xF0, 0xF3 -> { // lamps, set of scan codes, rate
                answer(ACKNOWLEDGE);
                expect(command);
            }
            case 0xEE -> answer(0xEE);
            case 0xF2 -> answer(ACKNOWLEDGE, 0xAB, 0x83);
            case 0xF4, 0xF5 -> {
                scanning = command == 0xF4;
                forget();
                answer(ACKNOWLEDGE);
            }
            case 0xF6, 0xF7, 0xF8, 0xF9, 0xFA -> answer(ACKNOWLEDGE); // defaults, kinds of repetition
            case 0xFE -> repeat();
            case 0xFF -> {
                scanning = true;
                forget();
                answer(ACKNOWLEDGE, PASSED);
            }
            default -> answer(RESEND);
        }
    }

    @Override
    void argument(int command, int value) {
        if (command == 0xF0 && value == 0) {
            answer(ACKNOWLEDGE, 2); // asked for the set in use
        } else {
            answer(ACKNOWLEDGE);
        }
    }
}
