package pykka.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import pykka.bench.Figure.Column;
import pykka.bench.contender.Contenders;

/**
 * Makes tables, in Markdown, of the files that {@link Peers} has written. A shape that is in several files of a JDK is taken from
 * the last of them.
 *
 * <pre>java -cp pykka.bench/target/benchmarks.jar pykka.bench.Report pykka.bench/target/peers-25.csv chart.svg</pre>
 */
public final class Report {
    private static final double MILLION = 1e6;

    private final Figures figures;
    private final PrintStream out;

    private Report(Figures figures, PrintStream out) {
        this.figures = figures;
        this.out = out;
    }

    /** Prints the tables of the files given, and writes a chart into the files whose names end with {@code .svg}. */
    public static void main(String[] args) throws IOException {
        List<Figure> all = new ArrayList<>();
        List<String> names = List.of(args);
        for (String file : names.stream().filter(name -> !name.endsWith(".svg")).toList()) {
            List<String> lines = Files.readAllLines(Path.of(file));
            lines.stream().filter(line -> line.startsWith("#")).forEach(line -> System.out.println("-" + line.substring(1)));
            List<Figure> read = lines.stream().filter(line -> !line.startsWith("#") && !line.equals(Figure.HEADER))
                    .map(Figure::of).toList();
            all.removeIf(old -> read.stream()
                    .anyMatch(figure -> figure.jdk() == old.jdk() && figure.shape().equals(old.shape())));
            all.addAll(read);
        }
        for (int jdk : all.stream().mapToInt(Figure::jdk).distinct().toArray()) {
            System.out.printf("%n## JDK %d%n", jdk);
            Figures figures = new Figures(all.stream().filter(figure -> figure.jdk() == jdk).toList());
            new Report(figures, System.out).print();
            for (String chart : names.stream().filter(name -> name.endsWith(".svg")).toList()) {
                Files.writeString(Path.of(chart), Chart.of(figures));
            }
        }
    }

    private void print() {
        ratios();
        targets();
        asks();
        memory();
        queues();
        everything();
    }

    /** The table that says it in short. */
    private void ratios() {
        List<String> others = Stream.concat(Contenders.OURS.stream(), Contenders.BY_HAND.stream())
                .filter(name -> figures.shapes().stream().anyMatch(shape -> figures.contenders(shape).contains(name))).toList();
        List<List<String>> rows = new ArrayList<>();
        Map<String, List<Pairs>> columns = new LinkedHashMap<>();
        for (String shape : figures.shapes()) {
            Optional<String> peer = figures.bestPeer(shape);
            if (peer.isEmpty()) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of(shape, peer.get(), rate(figures.median(shape, peer.get(), Column.RATE))));
            for (String name : others) {
                Pairs pairs = figures.pairs(shape, name, peer.get());
                row.add(number(pairs.median()));
                columns.computeIfAbsent(name, key -> new ArrayList<>()).add(pairs);
            }
            row.add(cpu(shape, Contenders.DEFAULT) + " : " + cpu(shape, peer.get()));
            row.add(bytes(shape, Contenders.DEFAULT) + " : " + bytes(shape, peer.get()));
            rows.add(row);
        }
        List<String> means = new ArrayList<>(List.of("geometric mean", "", ""));
        for (String name : others) {
            List<Pairs> column = columns.getOrDefault(name, List.of());
            means.add(column.stream().anyMatch(Pairs::isEmpty) ? "" : number(Pairs.geometricMean(column).median()));
        }
        means.addAll(List.of("", ""));
        rows.add(means);
        List<String> header = new ArrayList<>(List.of("shape", "best peer", "its rate"));
        header.addAll(others);
        header.addAll(List.of("CPU s a million, pooled : peer", "bytes each, pooled : peer"));
        table("Speed against the best peer library, its own being 1: medians of the ratios within each turn.", header, rows);
    }

    private void targets() {
        table("Targets: the median meets it, and four of five pairs reach 0.9 of it.",
                List.of("target", "bound", "figure", "pairs near", "met"), Targets.rows(figures));
    }

    private void asks() {
        List<List<String>> rows = new ArrayList<>();
        for (String name : figures.contenders("ask")) {
            rows.add(List.of(name, micros(1e9 / figures.median("ask", name, Column.RATE)),
                    micros(figures.median("ask", name, Column.P50)), micros(figures.median("ask", name, Column.P99)),
                    micros(figures.median("ask", name, Column.P999)), cpu("ask", name), bytes("ask", name),
                    number(figures.median("ask", name, Column.IDLE))));
        }
        table("A blocking ask from a plain thread, one after another, in µs: medians of the forks.", List.of("contender",
                "mean", "p50", "p99", "p99.9", "CPU s a million", "bytes each", "CPU s in idle 10 s"), rows);
    }

    private void memory() {
        List<List<String>> rows = figures.of(Figures.MEMORY).stream().map(figure -> List.of(figure.contender(),
                String.format(Locale.ROOT, "%,.0f", figure.get(Column.ACTORS)), number(figure.get(Column.HEAP)),
                number(figure.get(Column.RESIDENT)), micros(figure.get(Column.LIFE)), number(figure.get(Column.ALONE)),
                number(figure.get(Column.BESIDE)), number(figure.get(Column.TURN) / MILLION))).toList();
        table("Idle actors that have handled a message: bytes each, and the µs to start one, tell it a message and stop it; "
                + "the ns of a round trip of two others, alone and beside them; "
                + "the ms until 100 have handled a message that came after a million for another one.",
                List.of("contender", "actors", "heap", "resident", "life", "pair alone", "pair beside", "after a million"), rows);
    }

    private void queues() {
        List<List<String>> rows = figures.contenders(Figures.QUEUES).stream()
                .map(name -> List.of(name, rate(figures.median(Figures.QUEUES, name, Column.RATE)))).toList();
        table("Bare queues, from one thread to another that spins: elements a second.", List.of("queue", "rate"), rows);
    }

    private void everything() {
        List<List<String>> rows = new ArrayList<>();
        for (String shape : figures.shapes()) {
            Optional<String> peer = figures.bestPeer(shape);
            for (String name : figures.contenders(shape)) {
                SortedMap<Integer, Double> rates = figures.values(shape, name, Column.RATE);
                rows.add(List.of(shape, name, rate(Pairs.median(rates)),
                        rate(rates.values().stream().min(Double::compare).orElse(Double.NaN)) + " .. "
                                + rate(rates.values().stream().max(Double::compare).orElse(Double.NaN)),
                        peer.map(best -> number(figures.pairs(shape, name, best).median())).orElse(""),
                        cpu(shape, name), bytes(shape, name)));
            }
        }
        table("All that ran in turns: operations a second.", List.of("shape", "contender", "rate", "from .. to",
                "ratio to the best peer", "CPU s a million", "bytes each"), rows);
    }

    private String cpu(String shape, String contender) {
        return number(figures.median(shape, contender, Column.CPU) * MILLION / 1e9);
    }

    private String bytes(String shape, String contender) {
        return number(figures.median(shape, contender, Column.BYTES));
    }

    private void table(String title, List<String> header, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.println();
        out.println(title);
        out.println();
        out.println("| " + String.join(" | ", header) + " |");
        out.println("|" + "---|".repeat(header.size()));
        rows.forEach(row -> out.println("| " + String.join(" | ", row) + " |"));
    }

    private static String rate(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return value >= MILLION ? number(value / MILLION) + "M" : number(value / 1e3) + "k";
    }

    private static String micros(double nanos) {
        return number(nanos / 1e3);
    }

    /** With three digits that count. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.2g";
        return String.format(Locale.ROOT, format, value);
    }
}
