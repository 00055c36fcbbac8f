package org.zerobench.api.machine;

import java.io.OutputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What people do to a board's devices: type, move the mouse, talk to serial lines, look at the display. Any thread. */
@ProviderType
public interface Panel {

    /**
     * Presses and releases the keys that give this text on an English (US) keyboard, one after the other.
     *
     * @throws MachineException when a character is on no key, or the guest has left too many keys unread: nothing was typed
     *                          then
     */
    void type(String text);

    /**
     * Moves the mouse and sets its buttons.
     *
     * @param dx      to the right, -255 to 255
     * @param dy      upwards, -255 to 255
     * @param buttons bit 0 left, bit 1 right, bit 2 middle
     */
    void mouse(int dx, int dy, int buttons);

    /** Names of the serial lines, like {@code uart0}. */
    List<String> lines();

    /**
     * Gives a serial line bytes to receive; they wait until the guest takes them.
     *
     * @throws MachineException for no such line, or when more than 1 MiB waits: nothing was added then
     */
    void send(String line, byte[] bytes);

    /**
     * Hears what a serial line sends: the last 64 KiB of what nobody has heard first. One listener at a time; null for none.
     * Returns when the former listener has been given all that was sent. A listener that throws is taken for gone; one that
     * is slow makes the guest wait (its transmit FIFO is full), never the machine.
     *
     * @throws MachineException for no such line
     */
    void listen(String line, OutputStream listener);

    /** The display as it is now, or null while it is switched off. */
    Picture display();

    /**
     * @param width  in pixels
     * @param height in pixels
     * @param argb   rows from the top, a pixel an int: 0xFFRRGGBB
     */
    record Picture(int width, int height, int[] argb) {}
}
