package pykka.tck.deadlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;

/** An actor that would wait for itself is told so at once, and lives on. */
@Contract
class SelfWaitContract extends ContractTest {
    SelfWaitContract(String runtime) {
        super(runtime);
    }

    static class Selfish extends Actor {
        int handled;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            handled++;
            return message;
        }
    }

    /** A wait that has no limit, for the actor itself. */
    record Wait(String name, Consumer<ActorRef<Selfish>> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                new Wait("ask", ref -> ref.ask("self")),
                new Wait("ask for ever", ref -> ref.ask("self", Duration.ofSeconds(Long.MAX_VALUE))),
                new Wait("stop", ref -> ref.stop()),
                new Wait("stop for ever", ref -> ref.stop(Duration.ofSeconds(Long.MAX_VALUE))),
                new Wait("whenStopped", ref -> ref.whenStopped().get()))
                .flatMap(wait -> Stream.of("fail", "warn", "off").map(policy -> Arguments.of(wait, policy)));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void faultB6AWaitForOneselfFailsAtOnceAndNothingIsSent(Wait wait, String policy) {
        ActorRef<Selfish> ref = start(Selfish::new);
        System.setProperty("pykka.deadlock", policy);
        try {
            List<Duration> taken = new ArrayList<>();
            for (int i = 0; i < 5 + scaled(100); i++) {
                taken.add(ref.call(self -> time(
                        () -> assertThrows(ActorDeadlockException.class, () -> wait.of().accept(ref)))).get());
            }
            assertAtOnce(taken);
        } finally {
            System.clearProperty("pykka.deadlock");
        }
        assertTrue(ref.isAlive());
        assertEquals(0, ref.call(self -> self.handled).get(), "nothing was sent");
        assertEquals("hello", ref.ask("hello"));
    }

    @Test
    void faultB6TheErrorNamesTheActorAndTheRemedy() {
        ActorRef<Selfish> ref = start(Selfish::new);
        ActorDeadlockException error = assertThrows(ActorDeadlockException.class, () -> ref.call(self -> ref.ask("self")).get());
        assertTrue(error.getMessage().contains(ref.toString()), error.getMessage());
        assertTrue(error.getMessage().contains("askAsync"), error.getMessage());
    }

    @Test
    void faultB6AReplyToBeGivenByOneselfIsNotWaitedForEither() {
        ActorRef<Selfish> ref = start(Selfish::new);
        Future<Object> reply = ref.call(self -> {
            Future<Object> later = ref.askAsync("later");
            assertThrows(ActorDeadlockException.class, later::get);
            return later;
        }).get();
        assertThrows(ActorDeadlockException.class, () -> reply.get(slack(Duration.ofSeconds(5))), "it was taken back");
        assertEquals(0, ref.call(self -> self.handled).get());
    }

    @Test
    void faultB6AWaitForOneselfWithALimitTimesOut() {
        ActorRef<Selfish> ref = start(Selfish::new);
        Duration limit = Duration.ofMillis(50);
        assertTook(limit, limit.plusMillis(200), ref.call(self -> time(
                () -> assertThrows(ActorTimeoutException.class, () -> ref.ask("self", limit)))).get());
        eventually("it was sent", () -> ref.call(self -> self.handled).get() == 1);
    }

    static class WaitsInHook extends Selfish {
        final Consumer<ActorRef<?>> wait;
        @Nullable Throwable onStart;
        @Nullable Throwable onStop;

        WaitsInHook(Consumer<ActorRef<?>> wait) {
            this.wait = wait;
        }

        private Throwable caught() {
            try {
                wait.accept(actorRef());
            } catch (Throwable e) {
                return e;
            }
            return fail("returned");
        }

        @Override
        protected void onStart() {
            onStart = caught();
        }

        @Override
        protected void onStop() {
            onStop = caught();
        }
    }

    @Test
    void faultB6HooksDoNotWaitForTheirOwnActorEither() {
        for (Consumer<ActorRef<?>> wait : java.util.List.<Consumer<ActorRef<?>>>of(
                ref -> ref.ask("self"), ActorRef::stop, ref -> ref.whenStopped().get())) {
            WaitsInHook actor = new WaitsInHook(wait);
            ActorRef<WaitsInHook> ref = start(() -> actor);
            assertTrue(ref.stop(slack(Duration.ofSeconds(5))));
            assertEquals(ActorDeadlockException.class, actor.onStart.getClass());
            assertEquals(ActorDeadlockException.class, actor.onStop.getClass());
        }
    }
}
