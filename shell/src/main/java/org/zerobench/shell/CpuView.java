package org.zerobench.shell;

import org.zerobench.api.machine.CpuInfo;

/**
 * The CPU, for people.
 *
 * @param policy the engine's policy
 * @param info   what it says of itself
 */
public record CpuView(String policy, CpuInfo info) implements Shown {

    @Override
    public String show(int columns) {
        StringBuilder text = new StringBuilder();
        text.append(String.format("engine  %s (policy %s)\nfrom    %s\nmodel   %s\nhwcap   0x%x 0x%x\ncounts  %s", info.name(), policy, info.source(),
                info.model(), info.hwcap(), info.hwcap2(), info.counts() ? "instructions, exactly" : "no instructions"));
        info.notes().forEach(note -> text.append("\nnote    ").append(note));
        return text.toString();
    }
}
