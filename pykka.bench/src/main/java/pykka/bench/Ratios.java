package pykka.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What the benchmarks of {@link Proxies} cost against each other: forks of all of them in turns, so that a change of the
 * machine's speed meets them alike. Printed are medians: of the times, and of the ratios within each turn.
 *
 * <pre>java -cp pykka.bench/target/benchmarks.jar pykka.bench.Ratios [-f 5] [-p runtime=threading,virtual] [-i ...]</pre>
 *
 * <p>The options are those of JMH; {@code -f} is the number of turns. The JVM that runs this is the one that is measured.
 */
public final class Ratios {
    /** Each measured against the first. */
    private static final List<List<String>> GROUPS = List.of(
            List.of("ask", "typedCall", "dynamicCall", "typedRead", "dynamicRead", "lambdaCall"),
            List.of("tell", "typedDefer", "dynamicDefer", "lambdaDefer"),
            List.of("jdkProxy", "secondProxy"));
    private static final int TURNS = 5;

    private Ratios() {}

    /** Runs all and prints a table for each runtime. */
    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        CommandLineOptions options = new CommandLineOptions(args);
        int turns = options.getForkCount().orElse(TURNS);
        for (String runtime : options.getParameter("runtime").orElse(List.of("threading"))) {
            System.out.printf("JDK %s, runtime %s, medians of %d forks%n", Runtime.version(), runtime, turns);
            for (List<String> group : GROUPS) {
                print(run(group, runtime, turns, options));
            }
        }
    }

    /** Nanoseconds by benchmark and turn. */
    private static Map<String, double[]> run(List<String> group, String runtime, int turns, CommandLineOptions options)
            throws RunnerException {
        Map<String, double[]> times = new LinkedHashMap<>();
        for (int turn = 0; turn < turns; turn++) {
            for (String benchmark : group) {
                double time = new Runner(new OptionsBuilder().parent(options).forks(1).param("runtime", runtime)
                        .include("^" + Pattern.quote(Proxies.class.getName() + "." + benchmark) + "$")
                        .shouldFailOnError(true).verbosity(VerboseMode.SILENT).build())
                        .runSingle().getPrimaryResult().getScore();
                times.computeIfAbsent(benchmark, name -> new double[turns])[turn] = time;
            }
        }
        return times;
    }

    private static void print(Map<String, double[]> times) {
        double[] first = times.values().iterator().next();
        System.out.printf("%n%-14s %10s %26s %8s%n", "", "ns", "from .. to", "ratio");
        times.forEach((name, all) -> {
            double[] ratios = IntStream.range(0, all.length).mapToDouble(turn -> all[turn] / first[turn]).toArray();
            System.out.printf("%-14s %10.0f %12.0f .. %10.0f %8.2f%n", name, median(all), Arrays.stream(all).min().orElseThrow(),
                    Arrays.stream(all).max().orElseThrow(), median(ratios));
        });
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
