package pykka.tck.support;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import pykka.testkit.log.LogRecord;
import pykka.testkit.log.Recorder;

/** The log records of one test, on the logger pykka. Safe for all threads. */
public final class Records {
    private final Queue<LogRecord> all = new ConcurrentLinkedQueue<>(); // cheap to add to, for there may be many
    private volatile boolean read;

    void add(LogRecord record) {
        if (record.logger().equals("pykka")) {
            all.add(record);
        }
    }

    /** Drops all so far: for tests that log very much. */
    public void forget() {
        all.clear();
    }

    void read() {
        read = true;
    }

    /** Has records of level DEBUG kept from now on, which are not by default. */
    public Records withDebug() {
        Recorder.debug(true);
        return this;
    }

    /** All so far, in their order. */
    public List<LogRecord> all() {
        return List.copyOf(all);
    }

    /** Those of a level. */
    public List<LogRecord> at(String level) {
        return all.stream().filter(record -> record.level().equals(level)).toList();
    }

    /** The messages of a level. */
    public List<String> messages(String level) {
        return at(level).stream().map(LogRecord::message).toList();
    }

    /** What the test has not looked at and should not be there. */
    List<LogRecord> unexpected() {
        return read ? List.of()
                : all.stream().filter(record -> record.level().equals("WARN") || record.level().equals("ERROR")).toList();
    }
}
