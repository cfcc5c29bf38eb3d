package pykka.debug;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.helpers.NOPLogger;

/** The log records of the tools, on the logger of the library. A back end that throws changes nothing. */
final class Log {
    private static final Logger LOG = logger();

    private Log() {}

    private static Logger logger() {
        try {
            return LoggerFactory.getLogger("pykka");
        } catch (Throwable e) {
            return NOPLogger.NOP_LOGGER;
        }
    }

    /** slf4j has no level above ERROR: a marker says it. */
    static void critical(String text) {
        try {
            Marker critical = MarkerFactory.getMarker("CRITICAL");
            LOG.error(critical, "{}", text);
        } catch (Throwable ignored) {
            // as the class says
        }
    }

    static boolean isCriticalWanted() {
        try {
            return LOG.isErrorEnabled();
        } catch (Throwable e) {
            return false;
        }
    }

    static void warn(String text) {
        try {
            LOG.warn("{}", text);
        } catch (Throwable ignored) {
            // as the class says
        }
    }

    static void info(String text) {
        try {
            LOG.info("{}", text);
        } catch (Throwable ignored) {
            // as the class says
        }
    }
}
