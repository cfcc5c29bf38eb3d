package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.internal.mailbox.Invocation;
import pykka.api.internal.mailbox.Mark;

class DroppedMessagesTest {
    private static final class Unknown extends Invocation {
        @Override
        public @Nullable Object invoke(Object actor) {
            throw new AssertionError();
        }

        @Override
        public Class<?> described() {
            throw new OutOfMemoryError("for a test");
        }
    }

    private static @Nullable String text(Object... messages) {
        DroppedMessages dropped = DroppedMessages.begin();
        Stream.of(messages).forEach(dropped::add);
        return dropped.text();
    }

    @Test
    void theMostFrequentClassComesFirst() {
        assertEquals("3 java.lang.Integer, 1 java.lang.String", text("one", 1, 2, 3));
    }

    @Test
    void classesThatAreEquallyFrequentComeInTheOrderOfTheirNames() {
        assertEquals("1 java.lang.Character, 1 java.lang.Integer, 1 java.lang.String", text("one", 1, 'c'));
        assertEquals("1 java.lang.Character, 1 java.lang.Integer, 1 java.lang.String", text('c', 1, "one"));
    }

    @Test
    void fiveClassesAreNamedAndTheOthersCounted() {
        List<Object> five = List.of(1, 1, 2L, 2L, "3", "3", '4', '4', true, true);
        String named = "2 java.lang.Boolean, 2 java.lang.Character, 2 java.lang.Integer, 2 java.lang.Long, 2 java.lang.String";
        assertEquals(named, text(five.toArray()));
        assertEquals(named + " and 1 other class", text(Stream.concat(Stream.of(1.0), five.stream()).toArray()));
        assertEquals(named + " and 2 other classes", text(Stream.concat(five.stream(), Stream.of(1.0, 1.0f)).toArray()));
    }

    @Test
    void nullsObjectsAndLambdasAreToldApart() {
        String own = DroppedMessagesTest.class.getName();
        assertEquals("2 java.lang.Object, 2 null, 1 " + own + ", 1 " + own + "$$Lambda",
                text(Mark.NULL, new Object(), Mark.NULL, new Object(), new CallMessage<>(x -> 1), this));
    }

    @Test
    void nothingIsToldWithoutMemoryForTheClasses() {
        assertNull(text("one", new Unknown(), "two"));
        assertNull(text());
    }
}
