package pykka.api.kernel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * The log records of the kernel; their texts are part of the contract. A back end or a toString that throws changes nothing. No
 * lock is held here, and nothing beyond slf4j 1.7 is used.
 */
final class Log {
    private static final Logger LOG = logger();

    private Log() {}

    private static Logger logger() {
        try {
            return LoggerFactory.getLogger("pykka");
        } catch (Throwable e) {
            return NOPLogger.NOP_LOGGER; // a broken binding must not break actors
        }
    }

    static void registered(Ref<?> ref) {
        debug("Registered {}", ref);
    }

    static void starting(Object actor) {
        debug("Starting {}", actor);
    }

    static void unregistered(Ref<?> ref, boolean found) {
        debug(found ? "Unregistered {}" : "Unregistered {} (not found in registry)", ref);
    }

    static void stopped(Object actor) {
        debug("Stopped {}", actor);
    }

    static void replyDropped(Object actor) {
        debug("Reply dropped by {}: already completed", actor);
    }

    private static void debug(String format, Object object) {
        try {
            if (LOG.isDebugEnabled()) {
                LOG.debug(format, Text.of(object));
            }
        } catch (Throwable ignored) {
            // as the class says
        }
    }

    static void stoppingAll(Throwable failure, Object actor) {
        try {
            if (LOG.isDebugEnabled()) {
                LOG.debug("{} in {}. Stopping all actors.", Text.of(failure), Text.of(actor));
            }
        } catch (Throwable ignored) {
            // as the class says
        }
    }

    static void returned(Object actor, Throwable failure) {
        try {
            if (LOG.isInfoEnabled()) {
                LOG.info("Exception returned from {} to caller:", Text.of(actor), Printable.of(failure));
            }
        } catch (Throwable ignored) {
            // as the class says
        }
    }

    static void unhandled(Object actor, Throwable failure) {
        try {
            if (LOG.isErrorEnabled()) {
                LOG.error("Unhandled exception in {}:", Text.of(actor), Printable.of(failure));
            }
        } catch (Throwable ignored) {
            // as the class says
        }
    }

    static void unexpected(Object actor, @Nullable Object message) {
        warn("Unexpected message received by {}: {}", actor, message);
    }

    static void proxyToItself(@Nullable Object actor, String attribute) {
        warn("{} attribute '{}' is a proxy to itself. Consider making it private.", actor, attribute);
    }

    static void dropped(long count, Object actor) {
        warn("{} messages dropped by {}", count, actor);
    }

    static void passedOver(Ref<?> ref) {
        warn("{} has not ended in time, stopAll goes on", ref, "");
    }

    static void brokenRuntime(String what, Throwable why) {
        warn("Runtime skipped: {} ({})", what, why);
    }

    /** Several lines, all our own. */
    static void deadlock(String report) {
        try {
            LOG.warn(report);
        } catch (Throwable ignored) {
            // as the class says
        }
    }

    private static void warn(String format, Object first, @Nullable Object second) {
        try {
            LOG.warn(format, Text.of(first), Text.of(second));
        } catch (Throwable ignored) {
            // as the class says
        }
    }
}
