package pykka.childjvm;

import java.time.Duration;
import java.util.List;

/**
 * How a process ended, and what it printed; what it printed on its standard error is among the lines unless that was kept apart.
 */
public record Ended(String command, int exit, List<String> lines, List<String> errors, Duration took, long atMillis) {
    /** Fails unless this is its exit code. */
    public Ended expect(int code) {
        if (exit != code) {
            throw new AssertionError(code + " was expected: " + this);
        }
        return this;
    }

    /** The rest of the only line that begins like this. Fails if there is none, or if there are several. */
    public String the(String beginning) {
        List<String> found = all(beginning);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " lines '" + beginning + "': " + this);
        }
        return found.get(0);
    }

    /** The rests of all lines that begin like this. */
    public List<String> all(String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).map(line -> line.substring(beginning.length()).strip())
                .toList();
    }

    public long number(String beginning) {
        return Long.parseLong(the(beginning));
    }

    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public String toString() {
        return "exit code " + exit + " after " + took.toMillis() + " ms: " + command + "\n" + text()
                + (errors.isEmpty() ? "" : "\n" + String.join("\n", errors));
    }
}
