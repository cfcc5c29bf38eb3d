package pykka.itest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs from WARN on, by java.util.logging, instead of where it would go. */
final class Warnings extends Handler {
    private static final Logger LOG = Logger.getLogger("pykka");

    final List<LogRecord> log = new CopyOnWriteArrayList<>();

    Warnings() {
        LOG.addHandler(this);
        LOG.setUseParentHandlers(false);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
            log.add(record);
        }
    }

    List<String> records() {
        return log.stream().map(record -> record.getLevel() + " " + record.getMessage()).toList();
    }

    @Override
    public void flush() { }

    @Override
    public void close() {
        LOG.removeHandler(this);
        LOG.setUseParentHandlers(true);
    }
}
