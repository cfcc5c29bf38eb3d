package pykka.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What one fork measured, and a line of the file that {@link Peers} writes and {@link Report} reads.
 *
 * @param jdk the feature number of the JDK
 * @param shape what was run; {@code memory} is one, too
 * @param contender who ran it
 * @param turn the number of the turn, from 1; 0 for the first look at all peers
 * @param values what was measured, one for each {@link Column}; NaN where there is none
 */
record Figure(int jdk, String shape, String contender, int turn, double[] values) {
    /** What is measured. */
    enum Column {
        /** Operations a second. */
        RATE,
        /** Nanoseconds of processor time for each operation. */
        CPU,
        /** Bytes allocated for each operation. */
        BYTES,
        /** Nanoseconds of an ask that half of all are below. */
        P50,
        /** The same of 99 %. */
        P99,
        /** The same of 99.9 %. */
        P999,
        /** Seconds of processor time while nothing was asked. */
        IDLE,
        /** Idle actors. */
        ACTORS,
        /** Bytes of heap each. */
        HEAP,
        /** Bytes resident each. */
        RESIDENT,
        /** Nanoseconds to start one, tell it a message and stop it. */
        LIFE,
        /** Nanoseconds of a round trip of two actors beside none that are idle. */
        ALONE,
        /** The same beside the idle ones. */
        BESIDE,
        /** Nanoseconds until each of a hundred actors has handled a message that came after a million for another one. */
        TURN
    }

    static final String HEADER = "jdk,shape,contender,turn,"
            + Arrays.stream(Column.values()).map(Column::name).collect(Collectors.joining(",")).toLowerCase(Locale.ROOT);

    static double[] none() {
        double[] values = new double[Column.values().length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    double get(Column column) {
        return values[column.ordinal()];
    }

    String line() {
        return jdk + "," + shape + "," + contender + "," + turn + "," + DoubleStream.of(values)
                .mapToObj(value -> Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value))
                .collect(Collectors.joining(","));
    }

    static Figure of(String line) {
        List<String> cells = List.of(line.split(",", -1));
        double[] values = cells.subList(4, cells.size()).stream()
                .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell)).toArray();
        return new Figure(Integer.parseInt(cells.get(0)), cells.get(1), cells.get(2), Integer.parseInt(cells.get(3)), values);
    }
}
