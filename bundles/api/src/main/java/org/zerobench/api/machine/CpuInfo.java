package org.zerobench.api.machine;

import java.util.List;

/**
 * What a CPU engine is.
 *
 * @param name     engine and version, like {@code Unicorn 2.0.1}
 * @param source   where its code comes from: a library's path, {@code bundle}, {@code java}
 * @param model    the ARM core it models, like {@code Cortex-A15}
 * @param hwcap    Linux AT_HWCAP bits of what user code may use
 * @param hwcap2   Linux AT_HWCAP2 bits
 * @param counts   true when it can count retired instructions exactly
 * @param notes    anything a person should know, one line each
 */
public record CpuInfo(String name, String source, String model, int hwcap, int hwcap2, boolean counts, List<String> notes) {
    public CpuInfo {
        notes = List.copyOf(notes);
    }
}
