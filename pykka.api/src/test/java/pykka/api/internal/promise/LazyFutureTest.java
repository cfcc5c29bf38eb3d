package pykka.api.internal.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pykka.api.ActorInterruptedException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;

class LazyFutureTest {
    @Test
    void aPlainThreadActsForTheFunctionThatItRunsAndForNobodyAfterIt() {
        Future<Completer> mapped = Futures.of("value").map(value -> CurrentCompleter.get());
        Completer reader = mapped.get();
        assertEquals("thread " + Thread.currentThread().getName(), reader.toString());
        assertEquals("a function of a future", reader.describe());
        assertNull(CurrentCompleter.get());
    }

    @Test
    void aPlainThreadThatIsInterruptedInAFunctionActsForNobodyAndTheNextOneRunsIt() {
        List<String> runs = new ArrayList<>();
        Promise<Object> never = Promise.create();
        Future<Object> mapped = Futures.of("value").map(value -> {
            runs.add("run");
            return runs.size() == 1 ? never.get() : value;
        });
        Thread.currentThread().interrupt();
        assertThrows(ActorInterruptedException.class, mapped::get);
        assertTrue(Thread.interrupted());
        assertNull(CurrentCompleter.get());
        assertEquals("value", mapped.get());
        assertEquals(List.of("run", "run"), runs);
    }

    @Test
    void itSaysWhetherItIsComputed() {
        Future<Object> mapped = Futures.of("value").map(value -> value);
        assertEquals("Derived (pending)", mapped.toString());
        mapped.get();
        assertEquals("Derived (done)", mapped.toString());
    }
}
