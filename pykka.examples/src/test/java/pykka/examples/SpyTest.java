package pykka.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.withSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.MockMakers;
import pykka.api.Actor;
import pykka.api.ActorRef;

/** Mockito and actors: a spy of one runs, a mock of one is refused. */
class SpyTest {
    static class Till extends Actor {
        int price(String item) {
            return item.length();
        }

        int buy(String item) {
            return price(item) * 2;
        }
    }

    @Test
    void spyIsWhatRuns() {
        Till spy = spy(new Till());
        doReturn(50).when(spy).price("gold");
        ActorRef<Till> ref = Actor.start(() -> spy);
        assertTrue(ref.call(till -> till == spy).get());
        assertEquals(100, ref.call(till -> till.buy("gold")).get());
        assertEquals(6, ref.call(till -> till.buy("tea")).get());
        verify(spy).price("tea");
        ref.stop();
    }

    @Test
    void spyOfAGeneratedClassRunsToo() {
        Till spy = mock(Till.class, withSettings().mockMaker(MockMakers.SUBCLASS).spiedInstance(new Till())
                .defaultAnswer(org.mockito.Answers.CALLS_REAL_METHODS));
        ActorRef<Till> ref = Actor.start(() -> spy);
        assertTrue(ref.call(till -> till == spy).get());
        ref.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {MockMakers.INLINE, MockMakers.SUBCLASS})
    void mockIsRefusedByName(String maker) {
        Till mock = mock(Till.class, withSettings().mockMaker(maker));
        String message = assertThrows(IllegalStateException.class, () -> Actor.start(() -> mock)).getMessage();
        assertTrue(message.contains(mock.getClass().getName()) && message.contains("is a mock, or a proxy"), message);
        assertTrue(message.endsWith("Start the actor itself, or a spy or clone of it"), message);
    }

    /** As a proxy of CGLIB or Spring: final methods are not its own. */
    @Test
    void objectWithoutAConstructorSaysWhatItIs() {
        Till mock = mock(Till.class, withSettings().mockMaker(MockMakers.SUBCLASS));
        assertTrue(assertThrows(IllegalStateException.class, mock::actorRef).getMessage().contains("no actor"));
        assertThrows(IllegalStateException.class, mock::actorUrn);
        assertThrows(IllegalStateException.class, mock::stop);
        Till real = mock(Till.class, withSettings().mockMaker(MockMakers.SUBCLASS)
                .defaultAnswer(org.mockito.Answers.CALLS_REAL_METHODS));
        assertTrue(real.toString().contains("no constructor ran"), real::toString);
    }
}
