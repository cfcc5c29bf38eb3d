package pykka.itest.suite;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What became of one test, as it stands in a line of a file.
 *
 * @param outcome SUCCESSFUL, ABORTED, FAILED or SKIPPED
 * @param id JUnit's own, the same wherever the test runs
 * @param name what a reader calls it
 * @param reason the stack trace of what was thrown, or why it was skipped; else empty
 */
public record Line(String outcome, String id, String name, String reason) {
    static Line of(String outcome, String id, String name, Throwable thrown) {
        StringWriter trace = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(trace, true));
        }
        return new Line(outcome, id, name, trace.toString());
    }

    /** Reads what {@link #toString} wrote. */
    public static Line parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not a line of this sort: " + line);
        }
        return new Line(parts[0], plain(parts[1]), plain(parts[2]), plain(parts[3]));
    }

    @Override
    public String toString() {
        return String.join("\t", outcome, escaped(id), escaped(name), escaped(reason));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n");
    }

    private static String plain(String text) {
        return text.translateEscapes();
    }
}
