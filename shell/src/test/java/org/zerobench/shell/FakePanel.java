package org.zerobench.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zerobench.api.machine.Device;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.machine.Panel;

/** Devices of paper: they note what is done to them. A serial line greets its listener and echoes. */
final class FakePanel implements Panel {

    final List<String> done = new ArrayList<>();
    Picture picture;
    private OutputStream listener;

    /** One serial line that is up. */
    static final Device LINE = new Device() {
        @Override
        public String name() {
            return "uart0";
        }

        @Override
        public int base() {
            return 0x101F1000;
        }

        @Override
        public int sizeBytes() {
            return 4096;
        }

        @Override
        public int read(int offset, int bytes) {
            throw new AssertionError("looking reads nothing");
        }

        @Override
        public void write(int offset, int bytes, int value) {
            throw new AssertionError("looking writes nothing");
        }

        @Override
        public List<LineInfo> lines() {
            return List.of(new LineInfo(12, true));
        }

        @Override
        public List<RegisterInfo> registers() {
            return List.of(new RegisterInfo(0, "DR", 0x41), new RegisterInfo(0x18, "FR", 0x90));
        }
    };

    @Override
    public void type(String text) {
        if (text.contains("\u00e9")) {
            throw new MachineException("no key gives that");
        }
        done.add("type " + text);
    }

    @Override
    public void mouse(int dx, int dy, int buttons) {
        done.add("mouse " + dx + " " + dy + " " + buttons);
    }

    @Override
    public List<String> lines() {
        return List.of("uart0");
    }

    @Override
    public synchronized void send(String line, byte[] bytes) {
        done.add(line + " " + new String(bytes, StandardCharsets.UTF_8));
        if (listener != null) {
            print(new String(bytes, StandardCharsets.UTF_8).toUpperCase());
        }
    }

    @Override
    public synchronized void listen(String line, OutputStream next) {
        listener = next;
        if (next != null) {
            print("hello from " + line + "\n");
        }
    }

    private void print(String text) {
        try {
            listener.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** @return true while somebody listens */
    synchronized boolean heard() {
        return listener != null;
    }

    @Override
    public Picture display() {
        return picture;
    }
}
