package pykka.api.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import pykka.api.Future;

class DerivedTest {
    @Test
    void aPlainThreadActsForTheFunctionThatItRunsAndForNobodyAfterIt() {
        Future<Owner> mapped = Future.of("value").map(value -> Current.get());
        Owner reader = mapped.get();
        assertEquals("thread " + Thread.currentThread().getName(), reader.toString());
        assertEquals("a function of a future", reader.describe());
        assertNull(Current.get());
    }

    @Test
    void itSaysWhetherItIsComputed() {
        Future<Object> mapped = Future.of("value").map(value -> value);
        assertEquals("Derived (pending)", mapped.toString());
        mapped.get();
        assertEquals("Derived (done)", mapped.toString());
    }
}
