package pykka.testkit;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;

/**
 * A JUnit Jupiter extension for tests of actors: after each test it stops all actors, so that the next one begins without any,
 * and fails the test that left one running. Use it with {@code @ExtendWith(StopActors.class)}. Actors are known to the whole
 * JVM, so such tests must not run in parallel.
 */
public final class StopActors implements AfterEachCallback {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** For JUnit. */
    public StopActors() {}

    @Override
    public void afterEach(ExtensionContext context) {
        List<ActorRef<?>> left = ActorRegistry.getAll();
        if (left.isEmpty()) {
            return;
        }
        ActorRegistry.stopAll(LIMIT);
        List<ActorRef<?>> stuck = ActorRegistry.getAll();
        throw new AssertionError("The test left actors running: " + left
                + (stuck.isEmpty() ? ". They were stopped" : ". These do not stop: " + stuck)
                + ". Stop what a test starts, by ref.stop() or ActorRegistry.stopAll()");
    }
}
