package org.zerobench.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.zerobench.api.machine.MachineException;
import org.zerobench.api.swap.Subsystem;
import org.zerobench.api.swap.SwapReport;
import org.zerobench.api.swap.Swaps;

/** Commands that replace parts of the running machine. */
@Component(service = SwapCommands.class, property = {
    "osgi.command.scope=zb", "osgi.command.function=use", "osgi.command.function=swaps"
})
public final class SwapCommands {

    static final String USE = "use [[-n COUNT] SUBSYSTEM POLICY...]: replace a part under the programs that run, or list what there is; several POLICYs: one after the other; -n: so many swaps, in turn";
    static final String SWAPS = "swaps [-a] [-s] [NUMBER]: the latest swaps; -a: all; -s: a summary; NUMBER: one with its steps";

    private static final int LATEST = 20;

    private final Swaps swaps;

    @Activate
    public SwapCommands(@Reference Swaps swaps) {
        this.swaps = swaps;
    }

    @Descriptor("replace a part of the running machine, or list what there is")
    public Object use(@Descriptor(USE) String... words) throws InterruptedException {
        Arguments arguments = new Arguments(USE, List.of("-n="), words);
        if (arguments.rest().isEmpty()) {
            return Rows.of(swaps.candidates()).text(" ", c -> c.active() ? "*" : "").text("SUBSYSTEM", c -> c.subsystem().label())
                    .text("POLICY", Swaps.Candidate::policy).spareNumber("RANK", Swaps.Candidate::ranking).spareText("BUNDLE", Swaps.Candidate::bundle);
        }
        Subsystem subsystem = subsystem(arguments, arguments.rest().getFirst());
        List<String> policies = arguments.rest(2, Integer.MAX_VALUE).subList(1, arguments.rest().size());
        int count = arguments.number("-n", policies.size());
        long[] pauses = new long[Math.max(0, count)];
        SwapReport report = null;
        for (int i = 0; i < count; i++) {
            report = swaps.use(subsystem, policies.get(i % policies.size()));
            if (!report.accepted()) {
                throw new MachineException(complaint(report));
            }
            pauses[i] = report.pauseNanos();
            if (Thread.interrupted()) {
                throw new InterruptedException("after " + (i + 1) + " swaps");
            }
        }
        return count == 1 ? new SwapView(report) : Summary.of(subsystem.label(), pauses, 0);
    }

    private static Subsystem subsystem(Arguments arguments, String label) {
        try {
            return Subsystem.valueOf(label.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw arguments.wrong("no subsystem '" + label + "' (" + Arrays.stream(Subsystem.values()).map(Subsystem::label).collect(Collectors.joining(", ")) + ")");
        }
    }

    private static String complaint(SwapReport report) {
        return String.format("swap %d: %s %s refused at step %s: %s; %s", report.number(), report.subsystem().label(), report.to(), step(report),
                report.reason(), report.from().isEmpty() ? "there is none now" : report.from() + " goes on");
    }

    private static String step(SwapReport report) {
        return report.failedStep() == null ? "-" : report.failedStep().ordinal() + 1 + " " + report.failedStep().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Descriptor("the history of swaps")
    public Object swaps(@Descriptor(SWAPS) String... words) {
        Arguments arguments = new Arguments(SWAPS, List.of("-a", "-s"), words);
        List<SwapReport> history = swaps.history();
        if (!arguments.rest(0, 1).isEmpty()) {
            int number = arguments.number(arguments.rest().getFirst());
            return history.stream().filter(r -> r.number() == number).findFirst().map(SwapView::new).orElseThrow(() -> new MachineException("no swap " + number));
        }
        if (arguments.has("-s")) {
            return summary(history);
        }
        List<SwapReport> shown = arguments.has("-a") ? history : history.subList(Math.max(0, history.size() - LATEST), history.size());
        return Rows.of(shown).number("NO", SwapReport::number).text("PART", r -> r.subsystem().label()).text("FROM", SwapReport::from)
                .text("TO", SwapReport::to).number("PAUSE", r -> Units.time(r.pauseNanos())).spareNumber("ITEMS", SwapReport::items)
                .text("RESULT", r -> r.accepted() ? "done" : "refused at " + step(r) + ": " + r.reason());
    }

    private static Rows<Summary> summary(List<SwapReport> history) {
        List<Summary> lines = Arrays.stream(Subsystem.values()).map(subsystem -> {
            long[] pauses = history.stream().filter(r -> r.subsystem() == subsystem && r.accepted()).mapToLong(SwapReport::pauseNanos).toArray();
            int refused = (int) history.stream().filter(r -> r.subsystem() == subsystem && !r.accepted()).count();
            return Summary.of(subsystem.label(), pauses, refused);
        }).filter(s -> s.done() + s.refused() > 0).toList();
        return Rows.of(lines).text("PART", Summary::part).number("DONE", Summary::done).number("REFUSED", Summary::refused)
                .number("MEDIAN", s -> Units.time(s.medianNanos())).number("MAX", s -> Units.time(s.maxNanos()));
    }

    /**
     * Many swaps at a glance.
     *
     * @param part        subsystem
     * @param done        how many were accepted
     * @param refused     how many were not
     * @param medianNanos median pause in nanoseconds
     * @param maxNanos    longest pause in nanoseconds
     */
    public record Summary(String part, int done, int refused, long medianNanos, long maxNanos) implements Shown {

        static Summary of(String part, long[] pauses, int refused) {
            long[] sorted = pauses.clone();
            Arrays.sort(sorted);
            return sorted.length == 0 ? new Summary(part, 0, refused, 0, 0)
                    : new Summary(part, sorted.length, refused, sorted[sorted.length / 2], sorted[sorted.length - 1]);
        }

        @Override
        public String show(int columns) {
            return String.format("%s: %d swaps, pause median %s, longest %s", part, done, Units.time(medianNanos), Units.time(maxNanos));
        }
    }

    /** One swap with its steps. @param report what it did */
    public record SwapView(SwapReport report) implements Shown {

        @Override
        public String show(int columns) {
            StringBuilder text = new StringBuilder();
            text.append(report.accepted() ? String.format("swap %d: %s %s -> %s, %d items, pause %s", report.number(), report.subsystem().label(),
                    report.from().isEmpty() ? "(none)" : report.from(), report.to(), report.items(), Units.time(report.pauseNanos())) : complaint(report));
            for (SwapReport.Phase phase : report.phases()) {
                text.append(String.format("\n  %d %-14s %10s", phase.step().ordinal() + 1, phase.step().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        Units.time(phase.nanos())));
            }
            return text.toString();
        }
    }
}
