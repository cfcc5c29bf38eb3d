package pykka.api.internal.util;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.LocationAwareLogger;
import pykka.api.ActorDeadlockException;

/**
 * The library's log records; their texts are part of the contract. A back end or a toString() that throws has no effect on the
 * caller. No lock is held here, and nothing beyond slf4j 1.7 is used.
 */
public final class Log {
    private static final Logger LOG = logger();
    /**
     * Deadlock exceptions whose report has been logged: the records of other actors that fail with the same one quote its first
     * line.
     */
    private static final WeakThrowableSet DEADLOCKS = new WeakThrowableSet();

    private enum Level {
        DEBUG(LocationAwareLogger.DEBUG_INT), INFO(LocationAwareLogger.INFO_INT), WARN(LocationAwareLogger.WARN_INT),
        ERROR(LocationAwareLogger.ERROR_INT);

        final int number;

        Level(int number) {
            this.number = number;
        }
    }

    private Log() {}

    private static Logger logger() {
        try {
            return LoggerFactory.getLogger("pykka");
        } catch (Throwable e) {
            return NOPLogger.NOP_LOGGER; // a broken binding must not break actors
        }
    }

    public static void registered(Object ref) {
        log(Level.DEBUG, "Registered {}", ref);
    }

    public static void starting(Object actor) {
        log(Level.DEBUG, "Starting {}", actor);
    }

    public static void unregistered(Object ref, boolean found) {
        log(Level.DEBUG, found ? "Unregistered {}" : "Unregistered {} (not found in registry)", ref);
    }

    public static void stopped(Object actor) {
        log(Level.DEBUG, "Stopped {}", actor);
    }

    public static void replyDropped(Object actor) {
        log(Level.DEBUG, "Reply dropped by {}: already completed", actor);
    }

    public static void stoppingAll(Throwable failure, Object actor) {
        log(Level.DEBUG, "{} in {}. Stopping all actors.", failure, actor);
    }

    public static void returned(Object actor, Throwable failure) {
        failed(Level.INFO, "Exception returned from {} to caller:", actor, failure);
    }

    public static void unhandled(Object actor, Throwable failure) {
        failed(Level.ERROR, "Unhandled exception in {}:", actor, failure);
    }

    private static void failed(Level level, String format, Object actor, Throwable failure) {
        if (isKnown(level, failure)) {
            log(level, format + " {}", actor, new Report(SafeText.firstLine(failure)));
        } else {
            log(level, format, actor, failure);
        }
    }

    /**
     * Returns whether another actor has logged this deadlock, and remembers it. A back end that throws is treated as one that
     * logs nothing.
     */
    private static boolean isKnown(Level level, Throwable failure) {
        try {
            return failure instanceof ActorDeadlockException && isEnabled(level) && !DEADLOCKS.add(failure);
        } catch (Throwable e) {
            return false;
        }
    }

    public static void unexpected(Object actor, @Nullable Object message) {
        log(Level.WARN, "Unexpected message received by {}: {}", actor, message);
    }

    public static void proxyToItself(@Nullable Object actor, String attribute) {
        log(Level.WARN, "{} attribute '{}' is a proxy to itself. Consider making it private.", actor, attribute);
    }

    /** The classes of what was dropped are null if they are not known. */
    public static void dropped(long count, Object actor, @Nullable String classes) {
        String format = count == 1 ? "{} message dropped by {}" : "{} messages dropped by {}";
        if (classes == null) {
            log(Level.WARN, format, count, actor);
        } else {
            log(Level.WARN, format + ": {}", count, actor, classes);
        }
    }

    public static void listenerThrew(Class<?> listener, Throwable why) {
        log(Level.WARN, "{} threw, which is logged once for each listener:", listener.getName(), why);
    }

    public static void passedOver(Object ref) {
        log(Level.WARN, "{} has not ended in time, stopAll goes on", ref);
    }

    /**
     * Of actors that have not ended with their bundle or group.
     *
     * @param givenUp why they were not waited for until the limit; null if they were
     */
    public static void survivors(List<?> refs, Duration limit, @Nullable Throwable givenUp) {
        if (givenUp == null) {
            log(Level.WARN, "Not ended within {} and interrupted, because their bundle or group ends: {}", limit, refs);
        } else {
            log(Level.WARN, "Interrupted without a wait, because their bundle or group ends: {}, and the wait failed:", refs, givenUp);
        }
    }

    public static void notInterrupted(Object ref, Throwable why) {
        log(Level.WARN, "{} could not be interrupted:", ref, why);
    }

    public static void wrongProperty(IllegalStateException wrong) {
        log(Level.WARN, "{}", wrong.getMessage());
    }

    public static void brokenRuntime(String what, Throwable why) {
        log(Level.WARN, "Runtime skipped: {} ({})", what, SafeText.of(why));
    }

    public static void brokenCarrier(String name, Throwable why) {
        log(Level.WARN, "The context carrier {} has failed, and messages go on without its context; logged once:", name, why);
    }

    public static void skippedCarrier(String what, Throwable why) {
        log(Level.WARN, "Context carrier skipped: {} ({})", what, SafeText.of(why));
    }

    public static void propertyWithoutEffect(String name, Object why) {
        log(Level.WARN, "The property {} has no effect: {}", name, SafeText.of(why));
    }

    public static void deadlock(Report report) {
        log(Level.WARN, "{}", report);
    }

    /** Takes one parameter per placeholder; a format that ends with a colon takes one more, the exception to attach. */
    private static void log(Level level, String format, @Nullable Object... parameters) {
        try {
            if (!isEnabled(level)) {
                return;
            }
            Object[] texts = new Object[parameters.length];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = i > 0 && parameters[i] instanceof Throwable failure && format.endsWith(":") ? SafeThrowable.of(failure)
                        : parameters[i] instanceof Report report ? report.toString() : SafeText.of(parameters[i]);
            }
            if (LOG instanceof LocationAwareLogger aware) { // otherwise this class would be shown as the origin of all records
                FormattingTuple text = MessageFormatter.arrayFormat(format, texts); // slf4j 1.7: log() does not format
                aware.log(null, Log.class.getName(), level.number, text.getMessage(), null, text.getThrowable());
                return;
            }
            switch (level) {
                case DEBUG -> LOG.debug(format, texts);
                case INFO -> LOG.info(format, texts);
                case WARN -> LOG.warn(format, texts);
                case ERROR -> LOG.error(format, texts);
            }
        } catch (Throwable ignored) {
            // see the class comment
        }
    }

    private static boolean isEnabled(Level level) {
        return switch (level) {
            case DEBUG -> LOG.isDebugEnabled();
            case INFO -> LOG.isInfoEnabled();
            case WARN -> LOG.isWarnEnabled();
            case ERROR -> LOG.isErrorEnabled();
        };
    }

    /** A text that the library has composed: logged unchanged, even if it has several lines. */
    public record Report(String text) {
        @Override
        public String toString() {
            return text;
        }
    }
}
