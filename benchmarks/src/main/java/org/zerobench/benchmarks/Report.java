package org.zerobench.benchmarks;

import static org.zerobench.benchmarks.Table.heading;
import static org.zerobench.benchmarks.Table.row;
import static org.zerobench.benchmarks.Table.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.zerobench.benchmarks.Table.Summary;

/**
 * Runs all benchmarks and prints what they found as the tables of {@code docs/performance.md}; with {@code --compare} only the
 * {@link Comparison} of CPUs; with other arguments it is JMH's own command line. A figure is the median of its iterations, its least in brackets: on a host that has other work too the
 * least is nearest the truth, so the ratios to the reference are ratios of these.
 */
public final class Report {

    private static final String COMPARE = "--compare";

    private final double reference;

    private Report(double reference) {
        this.reference = reference;
    }

    /** @param arguments of JMH, or {@code --compare} and names of programs; none for the report */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals(COMPARE)) {
            new Comparison(List.of(arguments).subList(1, arguments.length)).print();
            return;
        }
        if (arguments.length > 0) {
            org.openjdk.jmh.Main.main(arguments);
            return;
        }
        double reference = summary(run(ReferenceBenchmark.class).getFirst(), Report::score).least();
        System.out.printf("A call out of Java and back in (the reference): %s%n", time(reference));
        Report report = new Report(reference);
        report.guests();
        report.containers();
        report.swaps();
        report.start();
        report.allocators();
        report.replacement();
    }

    private void guests() throws RunnerException {
        String[] figures = Stream.of(GuestFigure.values()).filter(figure -> figure != GuestFigure.BUSYBOX || Busybox.there())
                .map(Enum::name).toArray(String[]::new);
        heading("What guests see", "operation", "aim", "wall clock", "processor", "× reference");
        for (RunResult result : run(GuestBenchmark.class, figures)) {
            GuestFigure figure = GuestFigure.valueOf(result.getParams().getParam("figure"));
            Summary wall = summary(result, Report::score).over(figure.operations());
            Summary processor = summary(result, counter("nanos")).over(figure.operations());
            row(figure.title(), aim(figure.aimNanos()), wall.text(), processor.text(), times(processor.least()));
        }
        if (!Busybox.there()) {
            System.out.printf("%nSkipped: %s; name a folder with bin/busybox with -D%s=DIR%n", GuestFigure.BUSYBOX.title(), Busybox.PROPERTY);
        }
    }

    private void containers() throws RunnerException {
        heading("What containers see", "operation", "classic kernel, emulated", "wall clock", "processor", "times faster");
        for (RunResult result : run(ContainerBenchmark.class)) {
            ContainerFigure figure = ContainerFigure.valueOf(result.getParams().getParam("figure"));
            Summary wall = summary(result, Report::score).over(figure.operations());
            Summary processor = summary(result, counter("nanos")).over(figure.operations());
            row(figure.title(), time(figure.classicNanos()), wall.text(), processor.text(),
                    String.format(Locale.ROOT, "%.3g", figure.classicNanos() / processor.median()));
        }
    }

    private void swaps() throws RunnerException {
        heading("Swaps", "part", "aim", "pause", "save", "restore", "reverse check", "things in the state", "× reference");
        for (RunResult result : run(SwapBenchmark.class)) {
            SwapFigure figure = SwapFigure.valueOf(result.getParams().getParam("figure"));
            Summary pause = summary(result, counter("pauseNanos"));
            row(figure.title(), aim(figure.aimNanos()), pause.text(), summary(result, counter("saveNanos")).text(),
                    summary(result, counter("restoreNanos")).text(), summary(result, counter("checkNanos")).text(),
                    "%.0f".formatted(summary(result, counter("items")).median()), times(pause.least()));
        }
    }

    private void start() throws RunnerException {
        heading("Start", "what", "aim", "wall clock");
        row("./workbench to the prompt", aim(StartBenchmark.AIM_NANOS), summary(run(StartBenchmark.class).getFirst(), Report::score).text());
    }

    private void allocators() throws RunnerException {
        heading("Allocators, without the way to them", "policy", "live blocks", "what", "time");
        for (RunResult result : run(AllocatorBenchmark.class)) {
            row(result.getParams().getParam("policy"), result.getParams().getParam("live"), result.getPrimaryResult().getLabel(),
                    summary(result, Report::score).text());
        }
    }

    private void replacement() throws RunnerException {
        heading("Page replacement: 24 MiB three times over in 8 MiB", "policy", "processor", "faults", "evictions", "pages read back");
        for (RunResult result : run(ReplacementBenchmark.class)) {
            row(result.getParams().getParam("policy"), summary(result, counter("processorNanos")).text(),
                    "%.0f".formatted(summary(result, counter("faults")).median()),
                    "%.0f".formatted(summary(result, counter("evictions")).median()),
                    "%.0f".formatted(summary(result, counter("storeReads")).median()));
        }
    }

    private static List<RunResult> run(Class<?> benchmark, String... figures) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().include("\\." + benchmark.getSimpleName() + "\\.").verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (figures.length > 0) {
            options.param("figure", figures);
        }
        return new ArrayList<>(new Runner(options.build()).run());
    }

    private static double score(IterationResult iteration) {
        return iteration.getPrimaryResult().getScore();
    }

    private static ToDoubleFunction<IterationResult> counter(String name) {
        return iteration -> iteration.getSecondaryResults().get(name).getScore();
    }

    private static Summary summary(RunResult result, ToDoubleFunction<IterationResult> value) {
        return Summary.of(result.getBenchmarkResults().stream().flatMap(b -> b.getIterationResults().stream()).mapToDouble(value)
                .toArray());
    }

    private static String aim(long nanos) {
        return nanos == 0 ? "" : "≤ " + time(nanos);
    }

    private String times(double nanos) {
        return String.format(Locale.ROOT, "%.3g", nanos / reference);
    }
}
