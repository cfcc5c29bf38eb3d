package pykka.debug;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import pykka.testkit.log.LogRecord;
import pykka.testkit.log.Recorder;

/** What is logged during a test. */
final class Logged implements BeforeEachCallback, AfterEachCallback {
    final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private AutoCloseable listening;

    @Override
    public void beforeEach(ExtensionContext test) {
        listening = Recorder.listen(records::add);
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        listening.close();
    }

    List<String> warnings() {
        return records.stream().filter(record -> record.level().equals("WARN")).map(LogRecord::message).toList();
    }
}
