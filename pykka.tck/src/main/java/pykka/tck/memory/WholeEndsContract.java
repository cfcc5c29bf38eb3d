package pykka.tck.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.tck.support.Contract;

/** Starts and stops near the end of a stack: an actor is started or leaves nothing, and is stopped or lives. */
@Contract
@Tag("slow")
class WholeEndsContract extends Wholeness {
    WholeEndsContract(String runtime) {
        super(runtime);
    }

    private static Object answer(@Nullable Object result) {
        return result instanceof Future<?> future ? future.get(LONG) : result;
    }

    /** Ends one actor after the other. */
    private abstract class Stopping implements Trial {
        final List<Counter> actors = new ArrayList<>();

        {
            for (int i = 0; i <= most(); i++) {
                start(() -> {
                    Counter actor = new Counter();
                    actors.add(actor);
                    return actor;
                });
            }
        }

        final ActorRef<?> ref(int i) {
            return actors.get(i).actorRef();
        }

        @Override
        public void check(FullStack stack) {
            for (int i = 0; i < stack.returned; i++) {
                assertTrue(stack.results[i] == null || answer(stack.results[i]).equals(true));
                awaitEnd(ref(i));
            }
            for (int i = stack.returned; i < actors.size(); i++) {
                assertEquals(0, handled(ref(i)), "it lives");
                assertTrue(ref(i).stop(LONG));
            }
        }
    }

    @Test
    void aStopEndsAnActorOrDoesNothing() throws Exception {
        waitingOnFullStacks(() -> new Stopping() {
            @Override
            public Object act(int returned) {
                return ref(returned).stop();
            }
        });
    }

    @Test
    void aStopWithALimitEndsAnActorOrDoesNothing() throws Exception {
        waitingOnFullStacks(() -> new Stopping() {
            @Override
            public Object act(int returned) {
                return ref(returned).stop(LONG);
            }
        });
    }

    @Test
    void aStopThatDoesNotWaitEndsAnActorOrDoesNothing() throws Exception {
        onFullStacks(() -> new Stopping() {
            @Override
            public Object act(int returned) {
                return ref(returned).stopAsync();
            }
        });
    }

    @Test
    void anActorThatStopsItselfEndsOrDoesNothing() throws Exception {
        onFullStacks(() -> new Stopping() {
            @Override
            public @Nullable Object act(int returned) {
                actors.get(returned).stop();
                return null;
            }
        });
    }

    @Test
    void theEndIsToldToAllThatAskedForIt() throws Exception {
        onFullStacks(() -> new Trial() {
            final ActorRef<Counter> ref = start(Counter::new);

            @Override
            public Object act(int returned) {
                return ref.whenStopped();
            }

            @Override
            public void check(FullStack stack) {
                assertEquals(0, handled(ref));
                assertTrue(ref.stop(LONG));
                for (int i = 0; i < stack.returned; i++) {
                    answer(stack.results[i]);
                }
            }
        });
    }

    /** Stops all actors, or none. */
    private void stopsAll(Callable<Map<?, ?>> stopAll) throws Exception {
        onFullStacksOfThreads(() -> new Trial() {
            final List<ActorRef<Counter>> refs = new ArrayList<>();

            {
                for (int i = 0; i < 4; i++) {
                    refs.add(start(Counter::new));
                }
            }

            @Override
            public Object act(int returned) throws Exception {
                return stopAll.call();
            }

            @Override
            public int most() {
                return 1;
            }

            @Override
            public void check(FullStack stack) {
                if (stack.returned == 0) {
                    refs.forEach(ref -> assertEquals(0, handled(ref), "it lives"));
                    refs.forEach(ref -> assertTrue(ref.stop(LONG)));
                } else {
                    Collection<?> results = ((Map<?, ?>) stack.results[0]).values();
                    assertEquals(refs.size(), results.size());
                    results.forEach(result -> assertEquals(true, answer(result)));
                }
                assertEquals(List.of(), ActorRegistry.getAll());
            }
        });
    }

    @Test
    void stopAllEndsAllOrNone() throws Exception {
        stopsAll(ActorRegistry::stopAll);
    }

    @Test
    void stopAllWithALimitEndsAllOrNone() throws Exception {
        stopsAll(() -> ActorRegistry.stopAll(LONG));
    }

    @Test
    void stopAllThatDoesNotWaitEndsAllOrNone() throws Exception {
        stopsAll(ActorRegistry::stopAllAsync);
    }

    private void starts(Callable<ActorRef<? extends Actor>> start) throws Exception {
        onFullStacks(() -> new Trial() {
            final int before = ActorRegistry.getAll().size();

            @Override
            public Object act(int returned) throws Exception {
                return start.call();
            }

            @Override
            public void check(FullStack stack) {
                assertEquals(stack.returned, ActorRegistry.getAll().size() - before, "actors");
                for (int i = 0; i < stack.returned; i++) {
                    ActorRef<?> ref = (ActorRef<?>) stack.results[i];
                    assertEquals(0, handled(ref));
                    assertTrue(ref.stop(LONG));
                }
            }
        });
    }

    @Test
    void aStartThatFailsLeavesNothing() throws Exception {
        starts(() -> start(Counter::new));
    }

    @Test
    void aStartWithABoundedInboxThatFailsLeavesNothing() throws Exception {
        starts(() -> start(Counter::new, ActorOptions.defaults().inboxCapacity(2).daemon(true)));
    }

    /** Its constructor, which is a step of the start as a rule, is over. */
    @Test
    void aStartOfAnActorThatWasMadeBeforeCanBeDoneAgainIfItFails() throws Exception {
        onFullStacks(() -> new Trial() {
            final List<Counter> actors = Stream.generate(Counter::new).limit(most() + 1).toList();

            @Override
            public Object act(int returned) {
                return start(() -> actors.get(returned));
            }

            @Override
            public void check(FullStack stack) {
                for (int i = stack.returned; i < actors.size(); i++) {
                    Counter actor = actors.get(i);
                    start(() -> actor);
                }
                for (Counter actor : actors) {
                    assertTrue(ActorRegistry.getAll().contains(actor.actorRef()));
                    assertEquals(0, handled(actor.actorRef()));
                    assertTrue(actor.actorRef().stop(LONG));
                }
            }
        });
    }

    @Test
    void anActorIsRegisteredWhollyOrNotAtAll() throws Exception {
        onFullStacks(() -> new Trial() {
            final ActorRef<Counter> ref = start(Counter::new);
            final String urn = ref.actorUrn();

            @Override
            public Object act(int returned) {
                return returned % 2 == 0 ? ActorRegistry.unregister(ref) : ActorRegistry.register(ref);
            }

            @Override
            public void check(FullStack stack) {
                boolean registered = stack.returned % 2 == 0;
                assertEquals(registered, ActorRegistry.getAll().contains(ref));
                assertEquals(registered, ActorRegistry.getByUrn(urn).isPresent());
                for (int i = 0; i < stack.returned; i++) {
                    assertEquals(true, stack.results[i]);
                }
                assertTrue(ref.stop(LONG));
                assertEquals(false, ActorRegistry.getByUrn(urn).isPresent());
            }
        });
    }

    @Test
    void anActorIsFoundByTheUrnThatWasRead() throws Exception {
        onFullStacks(() -> new Trial() {
            final List<ActorRef<Counter>> refs = new ArrayList<>();

            {
                for (int i = 0; i <= most(); i++) {
                    refs.add(start(Counter::new));
                }
            }

            @Override
            public Object act(int returned) {
                return ActorRegistry.getByUrn(refs.get(returned).actorUrn());
            }

            @Override
            public void check(FullStack stack) {
                for (ActorRef<Counter> ref : refs) {
                    assertEquals(ref, ActorRegistry.getByUrn(ref.actorUrn()).orElseThrow());
                    assertTrue(ref.stop(LONG));
                }
            }
        });
    }
}
