package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Limit;
import pykka.tck.support.Racers;

/** What is left of an actor that has ended: nothing. */
@Contract
class AfterTheEndContract extends ContractTest {
    AfterTheEndContract(String runtime) {
        super(runtime);
    }

    static class Echo extends Actor {
        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return message;
        }
    }

    @Test
    void faultB10NothingIsLeftWhenAStopHasReturned() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < scaled(1_000); i++) {
            Echo actor = new Echo();
            ActorRef<Echo> ref = start(() -> actor);
            String urn = ref.actorUrn();
            assertEquals(Optional.of(ref), ActorRegistry.getByUrn(urn));
            Thread thread = ref.call(a -> Thread.currentThread()).get();
            assertTrue(ref.stop());
            Limit limit = Limit.of(Duration.ofMillis(100));
            assertFalse(ref.isAlive());
            assertFalse(ActorRegistry.getAll().contains(ref));
            assertEquals(List.of(), ActorRegistry.getByClass(Echo.class));
            assertEquals(Optional.empty(), ActorRegistry.getByUrn(urn));
            assertEquals(Optional.empty(), Inspection.actor(ref), "neither inbox nor thread");
            if (thread.getName().startsWith("Echo-")) { // its own; others are of a pool
                for (int n = 0; thread.isAlive(); n++) {
                    Racers.pause(n);
                    assertFalse(limit.isOver(), "the thread lives on");
                }
            }
        }
    }

    @Test
    void faultB11AMillionTellsToADeadActorThrowAndLeaveNothing() {
        ActorRef<Echo> ref = start(Echo::new);
        assertTrue(ref.stop());
        Balance balance = new Balance();
        int each = scaled(1_000_000) / 2;
        assertEquals(1_000, tellDead(ref, 1_000)); // loads what has to be loaded
        long before = used();
        Racers.race(2, teller -> assertEquals(each, tellDead(ref, each))); // whose stacks are short: exceptions print them
        eventually("no growth", () -> used() - before < 1_000_000);
        assertEquals(1_000, Stream.generate(() -> ref.askAsync("dead")).limit(1_000).filter(Future::isDone).count());
        balance.assertIs(0, 0, 0);
    }

    private static int tellDead(ActorRef<?> ref, int count) {
        int thrown = 0;
        for (int i = 0; i < count; i++) {
            try {
                ref.tell(i);
            } catch (ActorDeadException e) {
                thrown++;
            }
        }
        return thrown;
    }

    /** The heap in use; the least of a few, for others use it as well. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
