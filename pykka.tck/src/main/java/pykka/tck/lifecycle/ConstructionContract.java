package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Contract;
import pykka.tck.support.Deadlocked;
import pykka.tck.support.Scripted;

/** Waits while an actor is made, and actors that were made and never started. */
@Contract
class ConstructionContract extends Deadlocked {
    ConstructionContract(String runtime) {
        super(runtime);
    }

    /** Does something with its reference in its constructor, or in options(). */
    static class Early extends Actor {
        private final Consumer<ActorRef<?>> inOptions;

        Early(Consumer<ActorRef<?>> inConstructor, Consumer<ActorRef<?>> inOptions) {
            this.inOptions = inOptions;
            inConstructor.accept(actorRef());
        }

        @Override
        protected ActorOptions options() {
            inOptions.accept(actorRef());
            return ActorOptions.defaults();
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
            return message instanceof Scripted.Code code ? code.run() : message;
        }
    }

    record Wait(String name, Consumer<ActorRef<?>> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Wait> waits() {
        return Stream.of(new Wait("ask", ref -> ref.ask("x")), new Wait("askAsync", ref -> ref.askAsync("x").get()),
                new Wait("stop", ActorRef::stop), new Wait("whenStopped", ref -> ref.whenStopped().get()),
                new Wait("map", ref -> ref.askAsync("x").map(x -> x).get()));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void anActorDoesNotWaitForItselfInItsConstructor(Wait wait) {
        assertThrows(ActorDeadlockException.class, () -> start(() -> new Early(wait.of, ref -> {})));
        reports.clear();
    }

    @ParameterizedTest
    @MethodSource("waits")
    void anActorDoesNotWaitForItselfInItsOptions(Wait wait) {
        assertThrows(ActorDeadlockException.class, () -> start(() -> new Early(ref -> {}, wait.of)));
        reports.clear();
    }

    @ParameterizedTest
    @MethodSource("waits")
    void aConstructorThatIsNestedDoesNotWaitForTheOuterOne(Wait wait) {
        assertThrows(ActorDeadlockException.class,
                () -> start(() -> new Early(outer -> start(() -> new Early(inner -> wait.of.accept(outer), ref -> {})), ref -> {})));
        reports.clear();
    }

    /** Either the child's ask is refused, or the constructor's. */
    @Test
    void aChildThatAsksBackDuringTheConstructionOfItsParentIsADeadlockThatIsFound() {
        for (int i = 0; i < scaled(100); i++) {
            assertThrows(ActorDeadlockException.class, () -> start(() -> new Early(
                    parent -> start(Scripted::new).ask(member(() -> parent.ask("x"))), ref -> {})));
            assertEquals(1, reports.size(), reports::toString);
            reports.clear();
        }
    }

    /** The actor that starts another one waits as long as the constructor of that does. */
    @Test
    void aConstructorThatWaitsForOneThatWaitsForItsStarterIsADeadlockThatIsFound() {
        ActorRef<Scripted> starter = start(Scripted::new);
        ActorRef<Scripted> other = start(Scripted::new);
        assertDeadlock(() -> starter.ask(member(() -> start(() -> new Early(
                made -> other.ask(member(() -> starter.ask("x"))), ref -> {})))));
        assertEquals(1, reports.size(), reports::toString);
    }

    @Test
    void aConstructorWaitsForAnotherActor() {
        ActorRef<Scripted> other = start(Scripted::new);
        List<Object> answers = new ArrayList<>();
        start(() -> new Early(ref -> answers.add(other.ask("early")), ref -> answers.add(other.ask("options"))));
        assertEquals(List.of("early", "options"), answers);
    }

    @Test
    void whatAConstructorSendsToItsActorIsHandledAfterTheStart() {
        List<Future<Object>> replies = new ArrayList<>();
        start(() -> new Early(ref -> replies.add(ref.askAsync("early")), ref -> assertTrue(ref.isAlive())));
        assertEquals("early", replies.get(0).get(slack(Duration.ofSeconds(5))));
    }

    private static void assertNotStarted(ActorRef<?> ref) {
        assertFalse(ref.isAlive());
        assertTrue(assertThrows(ActorDeadException.class, () -> ref.tell("x")).getMessage().contains(" was not started"));
        assertThrows(ActorDeadException.class, () -> ref.ask("x"));
        assertThrows(ActorDeadException.class, () -> ref.ask("x", Duration.ofDays(1)));
        assertThrows(ActorDeadException.class, () -> ref.askAsync("x").get());
        assertThrows(ActorDeadException.class, () -> ref.whenStopped().get());
        assertFalse(ref.stop());
    }

    @Test
    void anActorThatWasNeverStartedIsNotAliveAndSaysSo() {
        assertNotStarted(new Scripted().actorRef());
    }

    @Test
    void anActorThatIsStartedAfterItWasMadeIsAliveThen() {
        Scripted actor = new Scripted();
        assertNotStarted(actor.actorRef());
        ActorRef<Scripted> ref = start(() -> actor);
        assertTrue(ref.isAlive());
        assertEquals("alive", ref.ask("alive"));
        assertEquals(1, actor.handled.get());
        assertTrue(ref.stop());
    }

    @Test
    void anActorThatAStartMakesBesideItsOwnTakesNothingAfterThatStart() {
        List<Scripted> beside = new ArrayList<>();
        List<Future<Object>> replies = new ArrayList<>();
        start(() -> {
            Scripted other = new Scripted();
            replies.add(other.actorRef().askAsync("early"));
            other.actorRef().tell("told");
            beside.add(other);
            return new Scripted();
        });
        assertThrows(ActorDeadException.class, () -> replies.get(0).get());
        assertNotStarted(beside.get(0).actorRef());
        ActorRef<Scripted> ref = start(() -> beside.get(0));
        assertEquals("late", ref.ask("late"));
        assertEquals(3, beside.get(0).handled.get(), "nothing that was accepted is lost");
    }
}
