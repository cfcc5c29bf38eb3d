package pykka.testkit.log;

import org.jspecify.annotations.Nullable;

/**
 * What was logged.
 *
 * @param level DEBUG, INFO, WARN or ERROR
 * @param logger the name of the logger
 * @param message the formatted message
 * @param throwable what was attached, or null
 * @param marker the name of the marker, or null
 */
public record LogRecord(
        String level, String logger, String message, @Nullable Throwable throwable, @Nullable String marker) {}
