package pykka.itest;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A framework for each test. */
abstract class InFramework {
    private final Osgi osgi;
    World world;

    @TempDir
    Path directory;

    InFramework(Osgi osgi) {
        this.osgi = osgi;
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        world = new World(osgi, directory, Map.of());
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        world.close();
    }
}
