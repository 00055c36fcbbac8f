package org.zerobench.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntConsumer;

/** Question and answer with a program or container on demand: one byte to its input, one byte from its output. */
final class Dialogue {

    private static final int ENDED = -1;

    private final BlockingQueue<Integer> questions = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final IntConsumer way;
    private volatile int status;

    /** With a program that reads {@link #input}. */
    Dialogue() {
        way = questions::add;
    }

    /** @param way where questions go */
    Dialogue(IntConsumer way) {
        this.way = way;
    }

    /** Asks for the next step and waits until it is done. @throws IllegalStateException when the program ended instead */
    void next() {
        way.accept('.');
        if (take(answers) == ENDED) {
            throw new IllegalStateException("the program has ended with wait status " + status);
        }
    }

    /** Lets the program end. */
    void end() {
        way.accept(ENDED);
    }

    void ended(int waitStatus) {
        status = waitStatus;
        answers.add(ENDED);
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() {
                return take(questions);
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int value = take(questions);
                target[offset] = (byte) value;
                return value == ENDED ? -1 : 1;
            }
        };
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) {
                answers.add(value);
            }
        };
    }

    private static int take(BlockingQueue<Integer> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in a dialogue", e);
        }
    }
}
