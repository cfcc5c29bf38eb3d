package pykka.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.pooled.PooledRuntime;
import pykka.threading.ThreadingRuntime;

/** The runtime is swapped without a change to the example. */
class SwappingTest {
    private static final List<String> THREAD_EACH = List.of("1000 actors ran on as many threads");
    private static final List<String> SHARED = List.of("1000 actors ran on fewer threads");

    @Test
    void byTheModulePathAlone() throws Exception {
        assertEquals(THREAD_EACH, Example.run(List.of(ThreadingRuntime.class), List.of(), "ManyActors").out());
        assertEquals(SHARED, Example.run(List.of(PooledRuntime.class), List.of(), "ManyActors").out());
    }

    @Test
    void thePriorityDecidesWhereThereAreSeveral() throws Exception {
        assertEquals(SHARED, Example.run(List.of(), "ManyActors").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"threading", "pooled"})
    void byTheProperty(String runtime) throws Exception {
        Example example = Example.run(List.of("-Dpykka.runtime=" + runtime), "ManyActors");
        assertEquals(runtime.equals("pooled") ? SHARED : THREAD_EACH, example.out());
    }

    @Test
    @EnabledForJreRange(minVersion = 21)
    void byThePropertyToVirtualThreads() throws Exception {
        assertEquals(THREAD_EACH, Example.run(List.of("-Dpykka.runtime=virtual"), "ManyActors").out());
    }
}
