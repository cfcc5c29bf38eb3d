package pykka.tck.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Contract;

/** Sends to bounded inboxes near the end of a stack: no place is lost, and none is won. */
@Contract
@Tag("slow")
class WholePlacesContract extends Wholeness {
    private static final int PLACES = 3;

    WholePlacesContract(String runtime) {
        super(runtime);
    }

    private ActorRef<Counter> bounded(WhenFull whenFull) {
        return start(Counter::new, ActorOptions.defaults().inboxCapacity(PLACES).whenFull(whenFull));
    }

    private static void assertAllPlacesAreFree(ActorRef<Counter> ref, Object handled) {
        assertEquals(handled, handled(ref));
        Busy busy = new Busy(ref);
        int places = 0;
        while (offer(ref)) {
            places++;
        }
        busy.goOn();
        assertEquals(PLACES, places);
    }

    /** Without waiting. */
    private static boolean offer(ActorRef<Counter> ref) {
        return ActorRegistry.broadcast("m", ref.actorClass()) == 1;
    }

    private void sends(Function<ActorRef<Counter>, FullStack.Act> sends) throws Exception {
        onFullStacksOfThreads(() -> new Sending(bounded(WhenFull.BLOCK), sends) {
            @Override
            public void check(FullStack stack) throws Exception {
                assertAllPlacesAreFree(ref, stack.returned);
                assertTrue(ref.stop(LONG));
            }
        });
    }

    @Test
    void aTellThatMayWaitForAPlaceLosesNone() throws Exception {
        sends(ref -> n -> {
            ref.tell("m");
            return null;
        });
    }

    @Test
    void anAskThatMayWaitForAPlaceLosesNone() throws Exception {
        sends(ref -> n -> ref.ask("m"));
    }

    @Test
    void anAskWithALimitThatMayWaitForAPlaceLosesNone() throws Exception {
        sends(ref -> n -> ref.ask("m", LONG));
    }

    /** The actor handles nothing at this time: the first fill it, and those that follow are refused. */
    @Test
    void aTellThatIsRefusedInAFullInboxLosesNoPlace() throws Exception {
        onFullStacksOfThreads(() -> new Trial() {
            final ActorRef<Counter> ref = bounded(WhenFull.REFUSE);
            final Busy busy = new Busy(ref);

            @Override
            public @Nullable Object act(int returned) {
                try {
                    ref.tell("m");
                    return "taken";
                } catch (ActorInboxFullException e) {
                    return "full";
                }
            }

            @Override
            public void check(FullStack stack) {
                busy.goOn();
                eventually("all are handled", () -> Inspection.actor(ref).orElseThrow().inboxLength() == 0);
                int taken = Collections.frequency(Arrays.asList(stack.results), "taken");
                assertEquals(Math.min(PLACES, stack.returned), taken);
                assertAllPlacesAreFree(ref, taken);
                assertTrue(ref.stop(LONG));
            }
        });
    }
}
