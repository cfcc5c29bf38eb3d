package pykka.bench;

import java.util.List;
import java.util.Locale;
import pykka.bench.contender.Contenders;

/** Draws how fast the default runtime is in each shape, the best peer library of that shape being 1. The scale is logarithmic. */
final class Chart {
    private static final int LEFT = 110;
    private static final int ROW = 26;
    private static final int DOUBLE = 90;
    /** The bounds of the scale. */
    private static final double LEAST = 0.5;
    private static final double MOST = 16;

    private final StringBuilder svg = new StringBuilder();

    private Chart() {}

    /** Returns it as SVG. */
    static String of(Figures figures) {
        List<String> shapes = figures.shapes().stream().filter(shape -> !figures.defaultPairs(shape).isEmpty()).toList();
        int bottom = ROW * (shapes.size() + 1);
        Chart chart = new Chart();
        chart.add("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13' role='img'>",
                (int) x(MOST) + 60, bottom + 10);
        chart.add("<title>Speed of %s, the best peer library of each shape being 1</title>", Contenders.DEFAULT);
        chart.add("<rect width='100%%' height='100%%' fill='white'/>");
        for (double ratio = LEAST; ratio <= MOST; ratio *= 2) {
            chart.add("<path d='M%.0f %dV%d' stroke='%s'/><text x='%.0f' y='16' text-anchor='middle' fill='#555'>%s</text>",
                    x(ratio), ROW - 4, bottom, ratio == 1 ? "black" : "#ddd", x(ratio), Report.number(ratio).replaceAll("\\.0+$", ""));
        }
        for (int i = 0; i < shapes.size(); i++) {
            chart.row(ROW * (i + 1), shapes.get(i), figures.defaultPairs(shapes.get(i)).median());
        }
        return chart.svg.append("</svg>\n").toString();
    }

    private void row(int top, String shape, double ratio) {
        add("<text x='%d' y='%d' text-anchor='end'>%s</text>", LEFT - 10, top + 16, shape);
        add("<rect x='%.0f' y='%d' width='%.0f' height='%d' fill='%s'/>", Math.min(x(1), x(ratio)), top + 3,
                Math.abs(x(ratio) - x(1)), ROW - 6, ratio >= 1 ? "#2a6fb0" : "#c0504d");
        add("<text x='%.0f' y='%d'>%s</text>", Math.max(x(1), x(ratio)) + 5, top + 16, Report.number(ratio));
    }

    private static double x(double ratio) {
        return LEFT + DOUBLE * Math.log(Math.min(MOST, Math.max(LEAST, ratio)) / LEAST) / Math.log(2);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
