package pykka.examples.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.Executable;

/** Called by translated pages: compares what the comments say with what is. Three dots stand for any text. */
public final class Claims {
    private static String where;

    private Claims() {}

    /** Notes which statement comes next. */
    public static void at(String statement) {
        where = statement;
    }

    /** Which statement was last. */
    static String where() {
        return where;
    }

    /** Checks a value. */
    public static void equal(String expected, Object actual) {
        assertTrue(matches(expected, String.valueOf(actual)), () -> where + ": not " + expected + " but " + actual);
    }

    /** Checks that something is thrown: its simple class name, and its message if one is expected. */
    public static void thrown(String expected, Executable statement) {
        try {
            statement.execute();
        } catch (Throwable e) {
            String name = e.getClass().getSimpleName();
            assertTrue(matches(expected, expected.contains(":") ? name + ": " + e.getMessage() : name),
                    () -> where + ": not " + expected + " but " + e);
            return;
        }
        fail(where + ": threw nothing");
    }

    private static boolean matches(String expected, String actual) {
        return Pattern.compile(Arrays.stream(expected.split("\\.\\.\\.", -1)).map(Pattern::quote)
                .collect(Collectors.joining(".*")), Pattern.DOTALL).matcher(actual).matches();
    }
}
