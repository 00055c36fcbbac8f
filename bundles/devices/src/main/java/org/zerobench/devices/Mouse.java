package org.zerobench.devices;

import org.zerobench.api.machine.MachineException;

/** A mouse with three buttons that sends packets of three bytes once it was told to. */
final class Mouse extends Ps2Device {
    private static final int ALWAYS = 1 << 3;
    private static final int LEFTWARDS = 1 << 4;
    private static final int DOWNWARDS = 1 << 5;
    private static final int FARTHEST = 255;

    private boolean reporting;
    private int resolution = 2;
    private int rate = 100;

    /**
     * Moves and presses.
     *
     * @throws MachineException when it goes too far, or no program listens: nothing was sent then
     */
    void move(int dx, int dy, int buttons) {
        if (Math.abs(dx) > FARTHEST || Math.abs(dy) > FARTHEST || buttons < 0 || buttons > 7) {
            throw new MachineException("the mouse moves by -255 to 255 and has buttons 0 to 7 (1 left, 2 right, 4 middle)");
        }
        if (!reporting) {
            throw new MachineException("no program has switched the mouse on");
        }
        if (!event(packet(dx, dy, buttons))) {
            throw new MachineException("no program reads the mouse: its queue is full");
        }
    }

    private static int[] packet(int dx, int dy, int buttons) {
        return new int[] {ALWAYS | buttons | (dx < 0 ? LEFTWARDS : 0) | (dy < 0 ? DOWNWARDS : 0), dx & 0xFF, dy & 0xFF};
    }

    @Override
    void begin(int command) {
        switch (command) {
            case 0xE8, 0xF3 -> { // resolution, rate
                answer(ACKNOWLEDGE);
                expect(command);
            }
            case 0xE9 -> answer(ACKNOWLEDGE, reporting ? 1 << 5 : 0, resolution, rate);
            case 0xEB -> {
                answer(ACKNOWLEDGE);
                answer(packet(0, 0, 0));
            }
            case 0xF2 -> answer(ACKNOWLEDGE, 0);
            case 0xF4, 0xF5 -> {
                reporting = command == 0xF4;
                answer(ACKNOWLEDGE);
            }
            case 0xE6, 0xE7, 0xEA -> answer(ACKNOWLEDGE); // scaling, stream mode: the only one
            case 0xF6 -> {
                defaults();
                answer(ACKNOWLEDGE);
            }
            case 0xFE -> repeat();
            case 0xFF -> {
                defaults();
                forget();
                answer(ACKNOWLEDGE, PASSED, 0);
            }
            default -> answer(RESEND);
        }
    }

    private void defaults() {
        reporting = false;
        resolution = 2;
        rate = 100;
    }

    @Override
    void argument(int command, int value) {
        if (command == 0xE8) {
            resolution = value;
        } else {
            rate = value;
        }
        answer(ACKNOWLEDGE);
    }
}
