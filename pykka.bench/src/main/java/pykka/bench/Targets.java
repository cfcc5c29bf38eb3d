package pykka.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pykka.bench.Figure.Column;
import pykka.bench.contender.Contenders;

/** What the runtimes are to reach, and whether they do. What was not run is left out. */
final class Targets {
    /** What is allocated beside, for each operation: a run's own latch, a benchmark's own array. */
    private static final double BESIDE = 1;

    private final Figures figures;
    private final List<List<String>> rows = new ArrayList<>();

    private Targets(Figures figures) {
        this.figures = figures;
    }

    /** A row for each: what, the bound, the figure, pairs that come near, yes or no. */
    static List<List<String>> rows(Figures figures) {
        Targets targets = new Targets(figures);
        targets.speed();
        targets.asks();
        targets.bytes();
        targets.memory();
        return targets.rows;
    }

    private void speed() {
        List<Pairs> all = new ArrayList<>();
        for (String shape : figures.shapes()) {
            Pairs pairs = figures.defaultPairs(shape);
            atLeast(shape + ": the default runtime against the best peer", 1.0, pairs);
            if (!pairs.isEmpty()) {
                all.add(pairs);
            }
        }
        atLeast("geometric mean of these", 2.3, Pairs.geometricMean(all));
    }

    private void asks() {
        for (String runtime : Contenders.OURS) {
            atMost("ask: seconds of CPU in idle 10 s, " + runtime, 0.1, figures.median("ask", runtime, Column.IDLE));
        }
    }

    private void bytes() {
        for (String runtime : Contenders.OURS) {
            atMost("bytes a tell, " + runtime, 24 + BESIDE, figures.median("count", runtime, Column.BYTES));
            // of askAll, where the few hundred kB that JMH takes for each iteration are spread over more
            atMost("bytes an ask, " + runtime, 48 + BESIDE, figures.median("askAll", runtime, Column.BYTES));
        }
        atMost("bytes an actor started, told one message (24 B) and stopped, pooled", 450 + 24 + BESIDE,
                figures.median("create", "pooled", Column.BYTES));
    }

    private void memory() {
        List<Figure> pooled = figures.of(Figures.MEMORY).stream().filter(figure -> figure.contender().equals("pooled")).toList();
        for (Figure figure : pooled) {
            atMost(String.format(Locale.ROOT, "bytes of heap an idle actor, pooled, of %,.0f", figure.get(Column.ACTORS)), 350,
                    figure.get(Column.HEAP));
        }
        if (pooled.size() == 2) {
            Figure few = pooled.get(0);
            Figure many = pooled.get(1);
            atMost("the same, the many against the few", 1.05, many.get(Column.HEAP) / few.get(Column.HEAP));
            atMost("time of an actor's life, the many against the few", 2.0, many.get(Column.LIFE) / few.get(Column.LIFE));
        }
    }

    private void atLeast(String what, double bound, Pairs pairs) {
        if (!pairs.isEmpty()) {
            rows.add(List.of(what, "at least " + number(bound), number(pairs.median()),
                    pairs.near(bound) + " of " + pairs.ratios().size(), pairs.meets(bound) ? "yes" : "**no**"));
        }
    }

    private void atMost(String what, double bound, double figure) {
        if (!Double.isNaN(figure)) {
            rows.add(List.of(what, "at most " + number(bound), number(figure), "", figure <= bound ? "yes" : "**no**"));
        }
    }

    private static String number(double value) {
        return Report.number(value);
    }
}
