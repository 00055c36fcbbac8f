package org.zerobench.api.machine;

import java.util.List;

/**
 * The physical addresses of devices, for a CPU's loads and stores that are not to RAM. Where there is no device, loads give 0
 * and stores are dropped. For the thread that runs the CPU.
 */
public final class DeviceWindow {

    /** The first physical address of devices. */
    public static final int START = 0x1000_0000;
    /** Size of the window. */
    public static final int BYTES = 0x20_0000;
    private static final int PAGE_SHIFT = 12;

    private final Device[] pages = new Device[BYTES >> PAGE_SHIFT];

    /** @param devices as {@link Machine#devices()} gives them */
    public DeviceWindow(List<Device> devices) {
        for (Device device : devices) {
            int first = device.base() - START >> PAGE_SHIFT;
            for (int page = first; page < first + (device.sizeBytes() >> PAGE_SHIFT); page++) {
                pages[page] = device;
            }
        }
    }

    /** @param bytes 1, 2, 4 or 8; 8 are two accesses @return what was read, zero-extended */
    public long read(int physical, int bytes) {
        Device device = at(physical);
        if (device == null) {
            return 0;
        }
        int offset = physical - device.base();
        long value = Integer.toUnsignedLong(device.read(offset, Math.min(bytes, 4)));
        return bytes < 8 ? value : value | (long) device.read(offset + 4, 4) << 32;
    }

    /** @param bytes 1, 2, 4 or 8; 8 are two accesses */
    public void write(int physical, int bytes, long value) {
        Device device = at(physical);
        if (device == null) {
            return;
        }
        int offset = physical - device.base();
        device.write(offset, Math.min(bytes, 4), (int) value);
        if (bytes == 8) {
            device.write(offset + 4, 4, (int) (value >>> 32));
        }
    }

    private Device at(int physical) {
        int offset = physical - START;
        return offset >= 0 && offset < BYTES ? pages[offset >>> PAGE_SHIFT] : null;
    }
}
