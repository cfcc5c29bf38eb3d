package pykka.api.internal.util;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThreadSlotTest {
    private final ThreadSlot<String> word = new ThreadSlot<>();

    private List<@Nullable String> exchangeTwice(String first, String second) {
        return Arrays.asList(word.get(), word.exchange(first), word.get(), word.exchange(second), word.get());
    }

    @Test
    void eachThreadHasAWordOfItsOwn() throws Exception {
        assertEquals(Arrays.asList(null, null, "one", "one", "two"), exchangeTwice("one", "two"));
        FutureTask<List<@Nullable String>> other = new FutureTask<>(() -> exchangeTwice("three", "four"));
        new Thread(other).start();
        assertEquals(Arrays.asList(null, null, "three", "three", "four"), other.get());
        assertEquals("two", word.get());
    }
}
