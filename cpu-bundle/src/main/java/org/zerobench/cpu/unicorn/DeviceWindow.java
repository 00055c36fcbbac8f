package org.zerobench.cpu.unicorn;

import java.util.List;
import org.zerobench.api.machine.Device;

/** Finds the device behind an offset in the device window. Where there is none, loads give 0 and stores are dropped. */
final class DeviceWindow {

    private static final int PAGE_SHIFT = 12;

    private final Device[] pages = new Device[(int) (Board.DEVICES_END - Board.DEVICES >> PAGE_SHIFT)];

    DeviceWindow(List<Device> devices) {
        for (Device device : devices) {
            int first = (int) (device.base() - Board.DEVICES >> PAGE_SHIFT);
            for (int page = first; page < first + (device.sizeBytes() >> PAGE_SHIFT); page++) {
                pages[page] = device;
            }
        }
    }

    long read(long offset, int bytes) {
        Device device = pages[(int) (offset >> PAGE_SHIFT)];
        if (device == null) {
            return 0;
        }
        int inside = inside(device, offset);
        if (bytes == 8) {
            return Integer.toUnsignedLong(device.read(inside, 4)) | (long) device.read(inside + 4, 4) << 32;
        }
        return Integer.toUnsignedLong(device.read(inside, bytes));
    }

    void write(long offset, int bytes, long value) {
        Device device = pages[(int) (offset >> PAGE_SHIFT)];
        if (device == null) {
            return;
        }
        int inside = inside(device, offset);
        device.write(inside, Math.min(bytes, 4), (int) value);
        if (bytes == 8) {
            device.write(inside + 4, 4, (int) (value >>> 32));
        }
    }

    private static int inside(Device device, long offset) {
        return (int) (Board.DEVICES + offset - device.base());
    }
}
