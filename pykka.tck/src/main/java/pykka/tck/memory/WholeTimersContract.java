package pykka.tck.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.tck.support.Contract;

/** Timers that are started and cancelled near the end of a stack. */
@Contract
@Tag("slow")
class WholeTimersContract extends Wholeness {
    WholeTimersContract(String runtime) {
        super(runtime);
    }

    @Test
    void aTimerIsStartedOrNot() throws Exception {
        onFullStacks(() -> new Trial() {
            final ActorRef<Counter> ref = start(Counter::new);

            @Override
            public @Nullable Object act(int returned) {
                return ref.tellAfter(Duration.ZERO, "m");
            }

            @Override
            public void check(FullStack stack) {
                for (int i = 0; i < stack.returned; i++) {
                    ActorTimer timer = (ActorTimer) stack.results[i];
                    eventually("it rings", () -> !timer.isActive());
                }
                assertEquals(stack.returned, handled(ref));
                assertTrue(ref.stop(LONG));
            }
        });
    }

    @Test
    void aTimerIsCancelledOrNot() throws Exception {
        onFullStacks(() -> new Trial() {
            final ActorRef<Counter> ref = start(Counter::new);
            final List<ActorTimer> timers = new ArrayList<>();

            {
                for (int i = 0; i < most(); i++) {
                    timers.add(ref.tellAfter(Duration.ofHours(1), "m"));
                }
            }

            @Override
            public @Nullable Object act(int returned) {
                return timers.get(returned).cancel();
            }

            @Override
            public void check(FullStack stack) {
                for (int i = 0; i < most(); i++) {
                    assertEquals(i >= stack.returned, timers.get(i).isActive());
                    assertEquals(i < stack.returned ? true : null, stack.results[i]);
                }
                assertTrue(ref.stop(LONG));
            }
        });
    }
}
