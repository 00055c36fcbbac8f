package org.zerobench.pager;

import org.zerobench.api.machine.Machine;
import org.zerobench.api.machine.MachineException;

/** The boot option {@code zb.store}: how large the backing store may grow, like {@code 512M}; {@code 1G} if nothing is said. */
final class StoreSize {
    private static final long DEFAULT_BYTES = 1L << 30;
    private static final long MAX_BYTES = 16L << 30;

    private StoreSize() {}

    static int pages(Machine machine) {
        return (int) (machine.option("store").map(StoreSize::bytes).orElse(DEFAULT_BYTES) >>> World.PAGE_BITS);
    }

    static long bytes(String text) {
        String digits = text.strip().toUpperCase(java.util.Locale.ROOT);
        int shift = switch (digits.isEmpty() ? ' ' : digits.charAt(digits.length() - 1)) {
            case 'K' -> 10;
            case 'M' -> 20;
            case 'G' -> 30;
            default -> 0;
        };
        try {
            long value = Long.parseLong(shift == 0 ? digits : digits.substring(0, digits.length() - 1));
            if (value >= 0 && value <= MAX_BYTES >> shift) {
                return value << shift;
            }
        } catch (NumberFormatException e) {
            throw new MachineException("option zb.store=" + text + " is no size: use a number with K, M or G, like 512M", e);
        }
        throw new MachineException("option zb.store=" + text + " is too large or negative: use 0 to 16G");
    }
}
