package pykka.api.internal.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.spi.ContextCarrier;

/** A carrier that comes in several ways. */
class CarriersTest {
    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger second = new AtomicInteger();
    private final List<ContextCarrier> made = new ArrayList<>();

    /** Counts the messages that it is called for. */
    public static final class Counting implements ContextCarrier {
        private final AtomicInteger captures;

        public Counting(AtomicInteger captures) {
            this.captures = captures;
        }

        @Override
        public @Nullable Carried capture(boolean ask) {
            captures.getAndIncrement();
            return null;
        }
    }

    /** Has a copy of that class. */
    private static final class Copier extends ClassLoader {
        Copier() {
            super(Counting.class.getClassLoader());
        }

        Class<?> copy() throws IOException {
            String name = Counting.class.getName();
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = file.readAllBytes();
                return defineClass(name, code, 0, code.length);
            }
        }
    }

    @AfterEach
    void removeAll() {
        made.forEach(Carriers::remove);
    }

    private ContextCarrier counting(AtomicInteger captures) {
        ContextCarrier carrier = new Counting(captures);
        made.add(carrier);
        return carrier;
    }

    private ContextCarrier copyCounting(AtomicInteger captures) throws Exception {
        ContextCarrier carrier =
                (ContextCarrier) new Copier().copy().getConstructor(AtomicInteger.class).newInstance(captures);
        made.add(carrier);
        return carrier;
    }

    /** How often a message was captured for by the first and by the second. */
    private void assertCaptures(int ofFirst, int ofSecond) {
        first.set(0);
        second.set(0);
        Carriers.around("message", false);
        assertEquals(List.of(ofFirst, ofSecond), List.of(first.get(), second.get()));
    }

    @Test
    void oneThatTwoLoadersHaveIsUsedOnce() throws Exception {
        Carriers.addFound(counting(first));
        Carriers.addFound(copyCounting(second));
        assertCaptures(1, 0);
    }

    @Test
    void theOtherIsUsedWhenTheFirstIsRemoved() throws Exception {
        ContextCarrier gone = counting(first);
        Carriers.addFound(gone);
        Carriers.addFound(copyCounting(second));
        Carriers.remove(gone);
        assertCaptures(0, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsFoundIsNotUsedBesideOneThatIsGiven(boolean foundFirst) {
        ContextCarrier found = counting(first);
        if (foundFirst) {
            Carriers.addFound(found);
        }
        ContextCarrier given = counting(second);
        Carriers.add(given);
        Carriers.addFound(found);
        assertCaptures(0, 1);
        Carriers.remove(given);
        assertCaptures(1, 0);
    }

    @Test
    void allThatAreGivenAreUsed() {
        Carriers.add(counting(first));
        Carriers.add(counting(second));
        assertCaptures(1, 1);
    }
}
