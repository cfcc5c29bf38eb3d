package pykka.testkit.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import pykka.api.Registration;

/** Gives log records to listeners. A back end feeds it; {@link RecordingProvider} is one. Safe for all threads. */
public final class Recorder {
    private static final List<Consumer<LogRecord>> LISTENERS = new CopyOnWriteArrayList<>();
    private static volatile boolean debug;

    private Recorder() {}

    /**
     * Called by a back end.
     *
     * @param record what was logged
     */
    public static void record(LogRecord record) {
        LISTENERS.forEach(listener -> listener.accept(record));
    }

    /**
     * Listens from now on.
     *
     * @param listener is given each record, on the thread that logs
     * @return closing it ends that
     */
    public static Registration listen(Consumer<LogRecord> listener) {
        LISTENERS.add(listener);
        return () -> LISTENERS.remove(listener);
    }

    /**
     * Tells whether records of level DEBUG are wanted.
     *
     * @return true if so; false at first
     */
    public static boolean debug() {
        return debug;
    }

    /**
     * Says whether records of level DEBUG are wanted.
     *
     * @param wanted true if so
     */
    public static void debug(boolean wanted) {
        debug = wanted;
    }
}
