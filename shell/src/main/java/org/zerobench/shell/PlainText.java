package org.zerobench.shell;

import java.io.IOException;
import java.io.OutputStream;

/** Drops terminal control sequences (ECMA-48, {@code ESC [ … letter}): commands colour their output whoever reads it. */
final class PlainText extends OutputStream {

    private enum Inside { TEXT, ESCAPE, SEQUENCE }

    private static final int ESC = 27;

    private final OutputStream target;
    private Inside inside = Inside.TEXT;

    PlainText(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] kept = new byte[length];
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            switch (inside) {
                case TEXT -> {
                    if (b == ESC) {
                        inside = Inside.ESCAPE;
                    } else {
                        kept[count++] = b;
                    }
                }
                case ESCAPE -> inside = b == '[' ? Inside.SEQUENCE : Inside.TEXT;
                case SEQUENCE -> inside = b >= '@' && b <= '~' ? Inside.TEXT : Inside.SEQUENCE;
            }
        }
        target.write(kept, 0, count);
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
