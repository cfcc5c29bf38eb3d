package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Records;

/** Null and other messages that no actor expects. */
@Contract
class OddMessageContract extends ContractTest {
    OddMessageContract(String runtime) {
        super(runtime);
    }

    static class Nulls extends Actor {
        int handled;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            assertNull(message);
            handled++;
            return message;
        }
    }

    @Test
    void faultA8NullIsAMessageAndAReplyLikeAnyOther() {
        Balance balance = new Balance();
        ActorRef<Nulls> ref = start(Nulls::new);
        ref.tell(null);
        assertNull(ref.ask(null));
        assertEquals(2, ref.call(nulls -> nulls.handled).get());
        assertNull(ref.askAsync(null).get());
        assertTrue(ref.stop());
        balance.assertIs(4, 4, 0);
    }

    /** An actor that leaves it to the default what to do with a message. */
    static class Unprepared extends Actor {}

    static class Throwing {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    static class Overflowing {
        @Override
        public String toString() {
            return toString();
        }
    }

    static class Silent {
        @Override
        public String toString() {
            return null;
        }
    }

    static class Huge {
        @Override
        public String toString() {
            return "x".repeat(10_000_000);
        }
    }

    static class Forging {
        @Override
        public String toString() {
            return "one\r\nERROR forged\u0085\u2028\u2029\u001b[31m\0";
        }
    }

    static Stream<Object> odd() {
        return Stream.of(new Throwing(), new Overflowing(), new Silent(), new Huge(), new Forging());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("odd")
    void faultA9AnUnexpectedMessageIsOneCleanRecordAndTheActorLives(Object odd) {
        Records log = log();
        ActorRef<Unprepared> ref = start(Unprepared::new);
        ref.tell(odd);
        ref.run(actor -> {}).get();
        assertTrue(ref.isAlive());
        assertEquals(1, log.at("WARN").size());
        assertEquals(List.of(), log.at("ERROR"));
        String record = log.messages("WARN").get(0);
        String prefix = "Unexpected message received by " + ref + ": ";
        assertTrue(record.startsWith(prefix), record);
        String text = record.substring(prefix.length());
        assertTrue(text.length() <= 1_000, "length " + text.length());
        assertEquals(0, record.chars().filter(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029).count(), record);
        if (odd instanceof Throwing || odd instanceof Overflowing || odd instanceof Silent) {
            assertTrue(text.contains(odd.getClass().getName()), text);
        } else {
            assertTrue(text.startsWith(odd.toString().substring(0, 3)), text);
        }
    }

    @Test
    void faultA9AskedForIsAnsweredWithNullAndWarnedOfAllTheSame() {
        Records log = log();
        ActorRef<Unprepared> ref = start(Unprepared::new);
        assertNull(ref.ask(new Throwing()));
        assertNull(ref.ask(null));
        assertEquals(2, log.at("WARN").size());
        assertEquals("Unexpected message received by " + ref + ": null", log.messages("WARN").get(1));
        assertTrue(ref.isAlive());
    }
}
