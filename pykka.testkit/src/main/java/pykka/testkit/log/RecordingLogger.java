package pykka.testkit.log;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/** A logger for slf4j 1.7 and 2 alike that gives all to the {@link Recorder}. */
public final class RecordingLogger {
    private RecordingLogger() {}

    /**
     * Makes a logger.
     *
     * @param name its name
     * @return the logger
     */
    public static Logger of(String name) {
        return (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, args) -> call(name, method, args == null ? new Object[0] : args));
    }

    private static @Nullable Object call(String name, Method method, Object[] args) {
        String called = method.getName();
        switch (called) {
            case "getName", "toString":
                return name;
            case "isTraceEnabled":
                return false;
            case "isDebugEnabled":
                return Recorder.debug();
            case "isInfoEnabled", "isWarnEnabled", "isErrorEnabled":
                return true;
            case "debug", "info", "warn", "error":
                log(name, called.toUpperCase(Locale.ROOT), args);
                return null;
            case "hashCode":
                return name.hashCode();
            case "equals":
                return false;
            default:
                return null;
        }
    }

    private static void log(String name, String level, Object[] args) {
        if (level.equals("DEBUG") && !Recorder.debug()) {
            return;
        }
        String marker = args[0] instanceof Marker given ? given.getName() : null;
        Object[] rest = marker == null ? args : Arrays.copyOfRange(args, 1, args.length);
        Object[] parameters = rest.length == 2 && rest[1] instanceof Object[] many ? many
                : Arrays.copyOfRange(rest, 1, rest.length);
        FormattingTuple text = MessageFormatter.arrayFormat((String) rest[0], parameters);
        Recorder.record(new LogRecord(level, name, text.getMessage(), text.getThrowable(), marker));
    }
}
