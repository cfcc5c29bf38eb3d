package pykka.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;
import pykka.bench.contender.Contenders;

/**
 * Our runtimes, the libraries that one would take instead, and what one writes by hand, in all shapes, against each other.
 *
 * <pre>java -cp pykka.bench/target/benchmarks.jar pykka.bench.Peers [--shapes=count,ring] [--contenders=pooled,vertx]
 *     [--forks=5] [--seconds=3] [--warmup=2] [--best=2] [--jvm=-XX:+UseLargePages] [--file=peers.csv]</pre>
 *
 * <p>A first look, one fork of each peer, chooses the peers that go on, the best two of each shape. Then come forks of all
 * in turns, so that a change of the machine's speed meets them alike. Every figure goes into a file at once, of which
 * {@link Report} makes the tables that are printed at the end. The JVM that runs this is the one that is measured.
 *
 * <p>The exit code is 1 if a contender failed: it lost a message, gave a wrong result, or did not end.
 */
public final class Peers {
    private static final List<String> SHAPES = List.of("count", "manyThreads", "manyActors", "pingPong", "ring", "create", "fan",
            "ask", "askAll", "big", "bank", "broadcast", "stopAll", Figures.MEMORY, Figures.QUEUES);
    private static final List<String> QUEUES =
            List.of("mpsc-array", "mpsc-linked", "concurrent-linked", "linked-blocking", "array-blocking");
    private static final int MANY = 100_000;
    private static final int THREADS = 5_000;
    private static final int VERY_MANY = 1_000_000;

    private final Arguments arguments;
    private final List<String> contenders;
    private final PrintStream file;
    private final Turns turns;
    private final double warmUp;
    private final double seconds;
    private boolean failed;

    private Peers(Arguments arguments, List<String> contenders, PrintStream file) {
        this.arguments = arguments;
        this.contenders = contenders;
        this.file = file;
        turns = new Turns(arguments.words("jvm"));
        warmUp = arguments.decimal("warmup", 2);
        seconds = arguments.decimal("seconds", 3);
    }

    /** Runs all and prints the tables. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int jdk = Runtime.version().feature();
        Arguments arguments = Arguments.of(args);
        List<String> contenders = new ArrayList<>();
        for (String name : arguments.list("contenders", Contenders.all())) {
            Optional<String> reason = Contenders.unavailable(name);
            reason.ifPresent(text -> System.err.println(name + " is left out: " + text));
            if (reason.isEmpty()) {
                contenders.add(name);
            }
        }
        Path path = Path.of(arguments.text("file", "pykka.bench/target/peers-" + jdk + ".csv"));
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        try (PrintStream file = new PrintStream(Files.newOutputStream(path), true, StandardCharsets.UTF_8)) {
            Peers peers = new Peers(arguments, contenders, file);
            peers.run();
            Report.main(new String[] {path.toString()});
            System.err.println("The figures are in " + path);
            System.exit(peers.failed ? 1 : 0);
        }
    }

    private void run() throws IOException, InterruptedException {
        file.printf("# JDK %s, %s %s, %d processors%s, %s%n", Runtime.version(), System.getProperty("os.name"),
                System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), processor(), LocalDate.now());
        file.printf("# %s%n", arguments);
        file.println(Figure.HEADER);
        for (String shape : arguments.list("shapes", SHAPES)) {
            switch (shape) {
                case Figures.MEMORY -> memory();
                case Figures.QUEUES -> turns(shape, QUEUES);
                default -> turns(shape, entrants(shape));
            }
        }
    }

    /** Those that run in turns: ours, the best peers, and what is written by hand. */
    private List<String> entrants(String shape) {
        List<String> able = contenders.stream().filter(name -> !shape.equals("bank") || Contenders.mayBlock(name)).toList();
        List<String> peers = able.stream().filter(Contenders.PEERS::contains).toList();
        int best = arguments.number("best", 2);
        if (peers.size() > best) {
            List<Figure> look = new ArrayList<>();
            for (String peer : peers) {
                measure(shape, peer, () -> turns.shape(shape, peer, 0, warmUp, seconds)).ifPresent(look::add);
            }
            peers = look.stream().sorted(Comparator.comparingDouble((Figure figure) -> figure.get(Figure.Column.RATE)).reversed())
                    .limit(best).map(Figure::contender).toList();
        }
        List<String> entrants = new ArrayList<>();
        for (String name : able) {
            if (!Contenders.PEERS.contains(name) || peers.contains(name)) {
                entrants.add(name);
            }
            if (shape.equals("ask") && Contenders.OURS.contains(name)) {
                entrants.add(name + Turns.NO_SPIN);
            }
        }
        return entrants;
    }

    private void turns(String shape, List<String> entrants) {
        int forks = arguments.number("forks", 5);
        for (int i = 1; i <= forks; i++) {
            int turn = i;
            for (String name : entrants) {
                measure(shape, name, () -> turns.shape(shape, name, turn, warmUp, seconds));
            }
        }
    }

    private void memory() {
        for (String name : contenders) {
            measure(Figures.MEMORY, name, () -> turns.memory(name, Contenders.takesThreads(name) ? THREADS : MANY));
            if (List.of("pooled", "hand-serial").contains(name)) {
                measure(Figures.MEMORY, name, () -> turns.memory(name, VERY_MANY));
            }
        }
    }

    private interface Measurement {
        Figure run() throws RunnerException, IOException, InterruptedException;
    }

    private Optional<Figure> measure(String shape, String contender, Measurement measurement) {
        try {
            Figure figure = measurement.run();
            file.println(figure.line());
            System.err.println(figure.line());
            return Optional.of(figure);
        } catch (RunnerException | IOException | InterruptedException | IllegalStateException e) {
            failed = true;
            file.printf("# %s failed in %s: %s%n", contender, shape, e);
            System.err.printf("%s failed in %s: %s%n", contender, shape, e);
            return Optional.empty();
        }
    }

    /** What the kernel calls the processor. */
    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        List<String> lines = Files.exists(info) ? Files.readAllLines(info) : List.of();
        return lines.stream().filter(line -> line.startsWith("model name")).findFirst()
                .map(line -> " (" + line.substring(line.indexOf(':') + 1).trim() + ")").orElse("");
    }
}
