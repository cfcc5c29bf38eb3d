package pykka.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;

/** What java.util.logging shows of a record. */
class LogOriginTest {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("pykka");
    private final Level level = logger.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            record.getSourceClassName(); // of this thread
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    static class Fails extends Actor {
        @Override
        protected Object onReceive(Object message) {
            throw (RuntimeException) message;
        }
    }

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
    }

    @AfterEach
    void unlisten() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(level);
    }

    private void assertRecord(Level level, String text, String origin, RuntimeException thrown) {
        LogRecord record = records.stream().filter(one -> one.getMessage().equals(text)).findFirst().orElseThrow();
        assertEquals(level, record.getLevel());
        assertEquals(origin, record.getSourceClassName());
        assertSame(thrown, record.getThrown());
    }

    @Test
    void recordsShowWhereTheyWereMade() {
        RuntimeException failure = new IllegalStateException("{} boom");
        ActorRef<Fails> ref = Actor.start(Fails::new);
        assertThrows(IllegalStateException.class, () -> ref.ask(failure));
        ref.tell(failure);
        ref.whenStopped().get();
        assertRecord(Level.FINE, "Starting " + ref, "pykka.api.internal.actor.Startup", null);
        assertRecord(Level.INFO, "Exception returned from " + ref + " to caller:", "pykka.api.internal.actor.MessageLoop", failure);
        assertRecord(Level.SEVERE, "Unhandled exception in " + ref + ":", "pykka.api.internal.actor.Termination", failure);
    }
}
