package pykka.debug;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;

/**
 * Switches the tools on by a text, as {@code signal:USR1,jmx,jfr,watchdog:10s}, so that an operator needs no code. The text comes
 * from the property {@value #PROPERTY} of the JVM or of an OSGi framework, from Karaf's configuration, or from the options of the
 * agent; a program may give it, too.
 *
 * <ul>
 * <li>{@code signal}, {@code signal:USR2}: {@link SignalHook}, for {@code USR1} if none is named;
 * <li>{@code jmx}: {@link Jmx};
 * <li>{@code jfr}, {@code jfr:10ms}: {@link FlightEvents} of messages that take at least that long, of all if nothing is said;
 * <li>{@code watchdog}, {@code watchdog:30s}: {@link Watchdog} for messages that take longer, 10 seconds if nothing is said, and
 * for inboxes in which more than 10,000 messages wait.
 * </ul>
 */
public final class Switches implements Registration {
    /** The name of the property. */
    public static final String PROPERTY = "pykka.debug";

    private static final String RIGHT = "signal:USR1, jmx, jfr:10ms, watchdog:10s, separated by commas;"
            + " a duration is a number with ms, s or m";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int INBOX_LIMIT = 10_000;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final List<Registration> on;

    private Switches(List<Registration> on) {
        this.on = List.copyOf(on);
    }

    /**
     * Switches on what a text says. What it says wrongly is left out, and one WARN names it and what would be right; what is on
     * already, or not possible on this JVM, is a WARN, too.
     *
     * @param text names of tools, separated by commas; empty for none
     * @return closing it switches off what this has switched on
     */
    public static Switches open(String text) {
        List<Registration> on = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String part : Objects.requireNonNull(text, "text").split(",")) {
            String each = part.strip();
            try {
                if (!each.isEmpty()) {
                    on.add(open(each.replaceFirst(":.*", ""), each.contains(":") ? each.replaceFirst("[^:]*:", "") : null));
                }
            } catch (IllegalArgumentException e) {
                wrong.add("'" + SafeText.clean(each) + "'");
            } catch (IllegalStateException | LinkageError e) {
                Log.warn("Not switched on: " + SafeText.clean(each) + ": " + SafeText.clean(String.valueOf(e.getMessage())));
            }
        }
        if (!wrong.isEmpty()) {
            Log.warn(PROPERTY + ": not understood: " + String.join(", ", wrong) + ". Right are " + RIGHT);
        }
        return new Switches(on);
    }

    private static Registration open(String name, @Nullable String value) {
        switch (name) {
            case "signal":
                return SignalHook.install(value == null ? "USR1" : value);
            case "jmx":
                if (value != null) {
                    throw new IllegalArgumentException();
                }
                return Jmx.register();
            case "jfr":
                return FlightEvents.install(value == null ? Duration.ZERO : duration(value));
            case "watchdog":
                return Watchdog.start(value == null ? LIMIT : duration(value), INBOX_LIMIT);
            default:
                throw new IllegalArgumentException();
        }
    }

    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException();
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** Switches off what this has switched on. Closing again does nothing. */
    @Override
    public void close() {
        on.forEach(Registration::close);
    }
}
