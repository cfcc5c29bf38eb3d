package pykka.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;

/** The pool of docs/recipes.md, on the runtime that the property {@code pykka.runtime} selects, or else on each. */
@ParameterizedClass
@MethodSource("runtimes")
@Timeout(60)
class WorkerPoolTest {
    private static final int SIZE = 5;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Optional<String> SELECTED = Optional.ofNullable(System.getProperty("pykka.runtime"));

    private final ActorRef<WorkerPool> pool;

    WorkerPoolTest(String runtime) {
        System.setProperty("pykka.runtime", runtime); // of the workers, too
        pool = Actor.start(() -> new WorkerPool(SIZE), ActorOptions.defaults());
    }

    static Stream<String> runtimes() {
        return SELECTED.map(Stream::of)
                .orElseGet(() -> ExamplesTest.runtimes().stream().map(name -> name.equals("default") ? "pooled" : name));
    }

    @AfterEach
    void stop() {
        System.clearProperty("pykka.runtime");
        SELECTED.ifPresent(name -> System.setProperty("pykka.runtime", name));
        ActorRegistry.stopAll(LIMIT);
    }

    private List<ActorRef<WorkerPool.Worker>> workers() {
        return pool.call(WorkerPool::workers).get(LIMIT);
    }

    /** Its onFailure has told the pool when its end is known. */
    private void fail(ActorRef<WorkerPool.Worker> worker) {
        worker.defer(w -> w.work(-1));
        worker.whenStopped().get(LIMIT);
    }

    @Test
    void workerThatFailsIsReplacedAndTheOthersStay() {
        List<ActorRef<WorkerPool.Worker>> before = workers();
        fail(before.get(0));

        List<ActorRef<WorkerPool.Worker>> after = workers();
        assertEquals(SIZE, after.size());
        assertFalse(after.contains(before.get(0)));
        assertTrue(after.containsAll(before.subList(1, SIZE)));
        assertTrue(after.stream().allMatch(ActorRef::isAlive));
    }

    @Test
    void workerThatIsStoppedIsNotReplaced() {
        ActorRef<WorkerPool.Worker> worker = workers().get(0);
        worker.stop(LIMIT);
        workers(); // whatever it told the pool has been handled
        assertEquals(SIZE, ActorRegistry.getAll().size());
    }

    @Test
    void faultIINobodyIsLeftAfterStopAll() {
        assertEquals(SIZE, workers().size());
        ActorRegistry.stopAll(LIMIT);
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void faultIINobodyIsLeftWhenWorkersFailMeanwhile() {
        List<ActorRef<WorkerPool.Worker>> workers = new ArrayList<>(workers());
        workers.forEach(worker -> worker.defer(w -> w.work(-1)));
        pool.stop(LIMIT);
        ActorRegistry.stopAll(LIMIT);
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void workersEndWithTheirPoolAlsoWhenItFails() {
        List<ActorRef<WorkerPool.Worker>> workers = workers();
        pool.defer(p -> {
            throw new IllegalStateException("for the test");
        });
        workers.forEach(worker -> worker.whenStopped().get(LIMIT));
        assertEquals(List.of(), ActorRegistry.getAll());
    }
}
