package pykka.api.internal.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageNamesTest {
    private static final class Around extends Wrapped {
        Around(Object message) {
            super(message);
        }
    }

    private static final class Call extends Invocation {
        @Override
        public @Nullable Object invoke(Object actor) {
            return null;
        }

        @Override
        public Class<?> described() {
            return Integer.class;
        }
    }

    @Test
    void aMessageHasTheNameOfItsClassOrOfTheCodeThatItRuns() {
        assertEquals("java.lang.String", MessageNames.of("text"));
        assertEquals("java.lang.Integer", MessageNames.of(new Call()));
        assertEquals("null", MessageNames.of(Mark.NULL));
        assertEquals("java.lang.String", MessageNames.of(new Around(new Around("text"))));
    }

    @Test
    void whatIsNoMessageOfAUserHasNone() {
        List<@Nullable Object> none = Arrays.asList(null, Mark.TAKEN, Mark.WITHDRAWN, StopMark.ASKED, StopMark.GROUP);
        for (Object each : none) {
            assertNull(MessageNames.of(each));
        }
    }

    @Test
    void onlyAMessageThatIsAnObjectOfTheUserIsOfItsClass() {
        assertEquals(List.of(true, false, false), List.of(MessageNames.isOfItsClass("text"), MessageNames.isOfItsClass(Mark.NULL),
                MessageNames.isOfItsClass(new Call())));
    }
}
