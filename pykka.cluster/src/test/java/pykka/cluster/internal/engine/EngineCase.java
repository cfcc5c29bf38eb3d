package pykka.cluster.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose first node is in this JVM; all of it is closed after the test. */
abstract class EngineCase {
    static final Duration DETECTION = Duration.ofSeconds(4);

    /** What the first node is told. */
    final Recorder recorder = new Recorder();
    TestNodes nodes;

    @TempDir
    Path directory;

    @AfterEach
    final void closeAllNodes() {
        nodes.close();
        assertEquals(List.of(), recorder.faults);
    }
}
