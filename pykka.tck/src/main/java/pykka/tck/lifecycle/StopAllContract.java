package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pykka.api.ActorEnd;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Scripted;
import pykka.tck.support.Waits;

@Contract
class StopAllContract extends ContractTest {
    private final CountDownLatch free = new CountDownLatch(1);
    private final List<ActorRef<?>> refs = new ArrayList<>();
    private final List<ActorRef<?>> stopped = new CopyOnWriteArrayList<>();

    StopAllContract(String runtime) {
        super(runtime);
    }

    @AfterEach
    void free() {
        free.countDown();
    }

    private ActorRef<Scripted> add(Scripted actor) {
        ActorRef<Scripted> ref = start(() -> actor);
        refs.add(ref);
        return ref;
    }

    /** Adds actors that write down when they stop. */
    private void add(int count) {
        for (int i = 0; i < count; i++) {
            Scripted actor = new Scripted();
            add(actor.stopping(() -> stopped.add(actor.actorRef())));
        }
    }

    /** Adds an actor that is busy until the test is over. */
    private ActorRef<Scripted> addStuck() {
        ActorRef<Scripted> ref = add(new Scripted());
        ref.tell(code(() -> {
            free.await();
            return null;
        }));
        return ref;
    }

    private List<ActorRef<?>> lastFirst() {
        List<ActorRef<?>> reversed = new ArrayList<>(refs);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String passedOver(ActorRef<?> ref) {
        return ref + " has not ended in time, stopAll goes on";
    }

    @Test
    void faultF3StuckActorIsPassedOverAndReported() {
        add(5);
        ActorRef<?> stuck = addStuck();
        add(4);
        List<Boolean> all = new ArrayList<>();
        assertTook(Duration.ofMillis(500), Duration.ofMillis(2_500),
                time(() -> all.addAll(ActorRegistry.stopAll(slack(Duration.ofSeconds(1))).values())));
        assertEquals(List.of(true, true, true, true, false, true, true, true, true, true), all);
        assertEquals(List.of(passedOver(stuck)), log().messages("WARN"));
        assertEquals(9, stopped.size());
        assertFalse(stuck.stopAsync().isDone());
        free.countDown();
        assertTrue(stuck.whenStopped().get().reason() == ActorEnd.Reason.STOPPED && !stuck.isAlive());
    }

    @Test
    void stuckActorUsesHalfOfTheTimeThatIsLeft() {
        add(2);
        ActorRef<?> second = addStuck();
        add(1);
        ActorRef<?> first = addStuck();
        List<Boolean> all = new ArrayList<>();
        Duration limit = Duration.ofMillis(800);
        assertTook(Duration.ofMillis(600), limit.plusMillis(200), time(() -> all.addAll(ActorRegistry.stopAll(slack(limit)).values())));
        assertEquals(List.of(false, true, false, true, true), all);
        assertEquals(List.of(passedOver(first), passedOver(second)), log().messages("WARN"));
        assertEquals(List.of(refs.get(3), refs.get(1), refs.get(0)), stopped);
    }

    @Test
    void stuckActorHoldsUpTheOthersForHalfOfTheTimeAndNoLonger() {
        AtomicReference<Duration> heldUp = new AtomicReference<>();
        long begin = System.nanoTime();
        add(new Scripted().stopping(() -> {
            heldUp.set(Duration.ofNanos(System.nanoTime() - begin));
            return null;
        }));
        addStuck();
        ActorRegistry.stopAll(slack(Duration.ofSeconds(2)));
        assertTook(Duration.ofSeconds(1), Duration.ofMillis(1_200), heldUp.get());
        assertEquals(1, log().messages("WARN").size());
    }

    @Test
    void actorThatWasPassedOverIsWaitedForUntilTheTimeIsOver() {
        Waits waits = new Waits(Thread.currentThread());
        ActorRef<Scripted> other = add(new Scripted().stopping(() -> { // when the stuck one is passed over
            waits.awaitOne();
            return null;
        }));
        ActorRef<Scripted> stuck = add(new Scripted());
        stuck.tell(code(() -> {
            waits.awaitAnother();
            return null;
        }));
        assertEquals(Map.of(stuck, true, other, true), ActorRegistry.stopAll(slack(Duration.ofSeconds(2))));
        assertEquals(List.of(passedOver(stuck)), log().messages("WARN"));
    }

    @Test
    void whenTheTimeIsOverAllThatAreLeftAreAsked() {
        add(20);
        addStuck();
        add(1);
        List<Boolean> all = List.copyOf(ActorRegistry.stopAll(Duration.ZERO).values());
        assertEquals(22, all.size());
        assertFalse(all.get(1));
        eventually("all that are free end", () -> stopped.size() == 21);
        assertEquals(List.of(), log().messages("WARN"), "no time was used");
        free.countDown();
        refs.get(20).whenStopped().get();
    }

    @Test
    void actorThatWasPassedOverAndEndsAfterAllDoesNoHarm() {
        add(3);
        ActorRef<?> stuck = addStuck();
        assertEquals(List.of(false, true, true, true),
                List.copyOf(ActorRegistry.stopAll(slack(Duration.ofMillis(400))).values()));
        ActorRef<?> since = start(Scripted::new);
        free.countDown();
        stuck.whenStopped().get();
        assertEquals("alive", since.ask("alive"));
        assertEquals(1, log().messages("WARN").size());
    }

    @Test
    void withoutALimitItWaitsAsStopDoes() {
        add(2);
        ActorRef<?> stuck = addStuck();
        Background<Map<ActorRef<?>, Boolean>> stopping = Background.run(() -> ActorRegistry.stopAll()).parked();
        assertTrue(refs.get(0).isAlive() && refs.get(1).isAlive() && stuck.isAlive());
        free.countDown();
        assertEquals(List.of(true, true, true), List.copyOf(stopping.result().values()));
    }

    @Test
    void faultF4OrderIsStrictlyTheReverseOfTheStarts() {
        int count = scaled(1_000);
        AtomicInteger next = new AtomicInteger(count - 1);
        AtomicInteger inversions = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            int number = i;
            add(new Scripted().stopping(() -> {
                boolean inOrder = next.getAndDecrement() == number && (number == 0 || refs.get(number - 1).isAlive());
                return inversions.addAndGet(inOrder ? 0 : 1);
            }));
        }
        assertEquals(Collections.nCopies(count, true), List.copyOf(ActorRegistry.stopAll().values()));
        assertEquals(0, inversions.get());
        assertEquals(-1, next.get());
    }

    @Test
    void deadAndFailingActorsDoNotHoldItUp() {
        add(2);
        ActorRef<?> dies = add(new Scripted());
        add(new Scripted().stopping(() -> raise(new IllegalStateException("in onStop"))));
        add(new Scripted().stopping(() -> {
            dies.tell(code(() -> raise(new IllegalStateException("the end"))));
            return dies.whenStopped().get();
        }));
        assertEquals(List.of(true, true, true, true, true), List.copyOf(ActorRegistry.stopAll(Duration.ofSeconds(5)).values()));
        assertEquals(2, log().messages("ERROR").size());
        assertEquals(List.of(), log().messages("WARN"));
    }

    @Test
    void faultF5SeveralAtOnceEndAll() {
        add(50);
        List<Background<Map<ActorRef<?>, Boolean>>> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            four.add(Background.run(() -> ActorRegistry.stopAll(Duration.ofSeconds(5))));
        }
        four.forEach(Background::result);
        // One that begins later passes over those that are ending already, so the order is not strict.
        assertEquals(50, stopped.size());
        assertEquals(new HashSet<>(lastFirst()), new HashSet<>(stopped));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void faultF6InAHandlerItDoesNotWait() {
        add(3);
        ActorRef<Scripted> self = add(new Scripted());
        add(3);
        assertTook(Duration.ZERO, Duration.ofSeconds(1), time(() -> {
            Object all = self.ask(code(() -> ActorRegistry.stopAll()));
            assertEquals(7, ((Map<?, ?>) all).size());
            assertEquals(false, ((Map<?, ?>) all).get(self), "it cannot have ended");
            refs.forEach(ref -> ref.whenStopped().get());
        }));
        List<ActorRef<?>> others = lastFirst();
        others.remove(self);
        assertEquals(others, stopped);
    }

    @Test
    void faultF6InOnStopItDoesNotWait() {
        add(3);
        AtomicReference<Map<ActorRef<?>, Boolean>> all = new AtomicReference<>();
        ActorRef<Scripted> self = add(new Scripted().stopping(() -> {
            all.set(ActorRegistry.stopAll(Duration.ofSeconds(5)));
            return null;
        }));
        assertTook(Duration.ZERO, Duration.ofSeconds(1), time(() -> {
            assertTrue(self.stop());
            refs.forEach(ref -> ref.whenStopped().get());
        }));
        assertEquals(3, all.get().size(), "the actor that ends is no longer registered");
        assertEquals(3, stopped.size());
    }

    @Test
    void faultF6CallerIsAskedInItsPlaceAndTheOthersKeepTheirOrder() {
        add(2);
        ActorRef<Scripted> self = add(new Scripted());
        ActorRef<?> last = addStuck();
        Future<Object> called = self.askAsync(code(() -> ActorRegistry.stopAllAsync()));
        assertEquals(4, ((Map<?, ?>) called.get()).size());
        assertTrue(self.isAlive() && refs.get(0).isAlive() && refs.get(1).isAlive(), "the last one is stopped first");
        free.countDown();
        last.whenStopped().get();
        refs.forEach(ref -> ref.whenStopped().get());
        assertEquals(List.of(refs.get(1), refs.get(0)), stopped);
    }

    @Test
    void interruptedCallerLeavesItToTheActors() {
        add(3);
        addStuck();
        Background<Object> caller = Background.run(() -> {
            assertThrows(ActorInterruptedException.class, ActorRegistry::stopAll);
            return null;
        }).parked();
        caller.thread().interrupt();
        caller.result();
        free.countDown();
        eventually("all end", () -> ActorRegistry.getAll().isEmpty());
        refs.forEach(ref -> ref.whenStopped().get());
        assertEquals(lastFirst().subList(1, 4), stopped);
    }

    @Test
    void stopAllAsyncAnswersForEachInOrder() {
        add(3);
        Map<ActorRef<?>, Future<Boolean>> all = ActorRegistry.stopAllAsync();
        assertEquals(List.of(true, true, true), Futures.getAll(all.values()));
        assertThrows(UnsupportedOperationException.class, all::clear);
        assertEquals(lastFirst(), stopped);
        assertEquals(Map.of(), ActorRegistry.stopAll());
    }
}
