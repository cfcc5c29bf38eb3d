package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorConsumer;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorGroup;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.ActorStopped;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Garbage;
import pykka.tck.support.Gate;
import pykka.tck.support.Rounds;
import pykka.tck.support.Scripted;

/** Actors that are told of the end of others. */
@Contract
class WatchContract extends ContractTest {
    private static final ActorEnd STOPPED = new ActorEnd(Reason.STOPPED, null);

    private final Watcher actor = new Watcher();

    WatchContract(String runtime) {
        super(runtime);
    }

    static class Watcher extends Actor {
        final Queue<ActorStopped> told = new ConcurrentLinkedQueue<>();

        Watcher() {}

        Watcher(ActorRef<?> other) {
            watch(other);
        }

        void begin(ActorRef<?> other) {
            watch(other);
        }

        void end(ActorRef<?> other) {
            unwatch(other);
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            if (message instanceof ActorStopped stopped) {
                told.add(stopped);
            }
            return message;
        }
    }

    private static void on(ActorRef<Watcher> watcher, ActorConsumer<Watcher> what) {
        watcher.run(what).get(slack(Duration.ofSeconds(5)));
    }

    private void assertIsTold(ActorStopped... expected) {
        eventually("it is told", () -> actor.told.size() >= expected.length);
        Actor.refOf(actor).ask("what came later");
        assertEquals(List.of(expected), List.copyOf(actor.told));
    }

    @Test
    void aWatcherIsToldOnceOfAnEnd() {
        Balance balance = new Balance();
        ActorRef<Watcher> watcher = start(() -> actor);
        ActorRef<?> other = start(Scripted::new);
        on(watcher, a -> a.begin(other));
        on(watcher, a -> a.begin(other));
        other.stop();
        assertIsTold(new ActorStopped(other, STOPPED));
        assertSame(other, actor.told.peek().ref());
        balance.assertIs(4, 4, 0);
    }

    @Test
    void aWatcherIsToldOfAFailure() {
        log();
        ActorRef<Watcher> watcher = start(() -> actor);
        ActorRef<?> other = start(Scripted::new);
        on(watcher, a -> a.begin(other));
        other.tell(code(() -> raise(new IllegalStateException("broken"))));
        assertIsTold(new ActorStopped(other, other.whenStopped().get()));
        assertEquals("java.lang.IllegalStateException: broken", String.valueOf(actor.told.peek().end().failure()));
    }

    @Test
    void aWatcherIsToldOfAnEndInThePast() {
        ActorRef<Watcher> watcher = start(() -> actor);
        ActorRef<?> other = start(Scripted::new);
        other.stop();
        on(watcher, a -> a.begin(other));
        assertIsTold(new ActorStopped(other, STOPPED));
        on(watcher, a -> a.begin(other));
        assertIsTold(new ActorStopped(other, STOPPED), new ActorStopped(other, STOPPED));
    }

    @Test
    void aWatchThatIsGivenUpTellsNothing() {
        ActorRef<Watcher> watcher = start(() -> actor);
        ActorRef<?> other = start(Scripted::new);
        on(watcher, a -> {
            a.begin(other);
            a.end(other);
            a.end(other);
        });
        other.stop();
        assertIsTold();
    }

    @Test
    void aWatchThatIsGivenUpWhenTheMessageWaitsTellsNothing() {
        ActorRef<Watcher> watcher = start(() -> actor);
        ActorRef<?> other = start(Scripted::new);
        on(watcher, a -> {
            a.begin(other);
            other.stop();
            a.end(other);
        });
        assertIsTold();
        on(watcher, a -> {
            a.begin(other);
            a.end(other);
            a.begin(other);
        });
        assertIsTold(new ActorStopped(other, STOPPED));
    }

    @Test
    void aWatcherMayBeginInItsConstructor() {
        ActorRef<?> other = start(Scripted::new);
        List<Watcher> made = new ArrayList<>();
        start(() -> {
            Watcher watcher = new Watcher(other);
            made.add(watcher);
            return watcher;
        });
        other.stop();
        eventually("it is told", () -> made.get(0).told.size() == 1);
    }

    @Test
    void anActorThatIsNotStartedCannotBeWatched() {
        ActorRef<Watcher> watcher = start(() -> actor);
        Scripted other = new Scripted();
        assertThrows(ActorDeadException.class, () -> on(watcher, a -> a.begin(other.actorRef())));
    }

    @Test
    void anActorCannotWatchItself() {
        ActorRef<Watcher> watcher = start(() -> actor);
        assertThrows(IllegalArgumentException.class, () -> on(watcher, a -> a.begin(watcher)));
    }

    @Test
    void noOtherThreadCanWatchForAnActor() {
        ActorRef<?> other = start(Scripted::new);
        start(() -> actor);
        assertThrows(IllegalStateException.class, () -> actor.begin(other));
        assertThrows(IllegalStateException.class, () -> actor.end(other));
        assertThrows(IllegalStateException.class, () -> new Watcher(other));
    }

    @Test
    void aFullInboxTakesTheMessageAndItsPlaceIsFreeAfterwards() {
        ActorRef<Watcher> watcher = start(() -> actor, ActorOptions.defaults().inboxCapacity(1).whenFull(WhenFull.REFUSE));
        ActorRef<?> other = start(Scripted::new);
        on(watcher, a -> a.begin(other));
        Gate gate = Gate.hold(watcher);
        watcher.tell("in the only place");
        other.stop();
        gate.open();
        eventually("it is told", () -> actor.told.size() == 1);
        Gate again = Gate.hold(watcher);
        watcher.tell("in the only place");
        assertThrows(ActorInboxFullException.class, () -> watcher.tell("in none"));
        again.open();
    }

    @Test
    void twoActorsThatWatchEachOtherAndStopLoseNothing() {
        ActorRef<Watcher> watcher = start(() -> actor);
        ActorRef<Watcher> other = start(Watcher::new);
        on(watcher, a -> a.begin(other));
        on(other, a -> a.begin(watcher));
        Gate gate = Gate.hold(watcher);
        watcher.stopAsync();
        other.stop();
        gate.open();
        watcher.whenStopped().get(slack(Duration.ofSeconds(5)));
    }

    @Test
    void aWatcherIsToldOfAGroupThatWasClosed() {
        ActorRef<Watcher> watcher = start(() -> actor);
        ActorGroup group = ActorGroup.create("watched");
        ActorRef<?> other = group.start(Scripted::new, ActorOptions.defaults().runtime(runtime));
        on(watcher, a -> a.begin(other));
        group.close();
        assertIsTold(new ActorStopped(other, new ActorEnd(Reason.GROUP_CLOSED, null)));
    }

    @Test
    void ruleC10AnActorThatIsWatchedKeepsNoWatcherThatHasEnded() {
        ActorRef<?> other = start(Scripted::new);
        List<WeakReference<?>> watchers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Watcher made = new Watcher();
            watchers.add(new WeakReference<>(made.actorRef()));
            ActorRef<Watcher> watcher = start(() -> made);
            on(watcher, a -> a.begin(other));
            watcher.stop();
        }
        Garbage.assertCollected(watchers);
        Reference.reachabilityFence(other);
    }

    @Test
    void ruleC10AWatcherKeepsNoneOfThoseThatHaveEnded() {
        ActorRef<Watcher> watcher = start(() -> actor);
        List<WeakReference<?>> ended = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Scripted made = new Scripted();
            ended.add(new WeakReference<>(made.actorRef()));
            ActorRef<?> other = start(() -> made);
            on(watcher, a -> a.begin(other));
            other.stop();
        }
        eventually("it is told", () -> actor.told.size() == 40);
        actor.told.clear();
        Garbage.assertCollected(ended);
    }

    @Test
    void ruleC10AMillionWatchesThatAreGivenUpLeaveNothing() {
        ActorRef<Watcher> watcher = start(() -> actor);
        ActorRef<?> other = start(Scripted::new);
        int count = scaled(1_000_000);
        on(watcher, a -> a.begin(other));
        on(watcher, a -> a.end(other));
        long before = Garbage.usedMemory();
        watcher.run(a -> {
            for (int i = 0; i < count; i++) {
                a.begin(other);
                a.end(other);
            }
        }).get();
        Garbage.assertKeeps(count + 1_000_000L, before); // a byte each
        other.stop();
        assertIsTold();
    }

    /** The end or the watch is first: the watcher is told once, or has given up the watch. */
    @Test
    void aWatchThatRacesTheEndTellsExactlyOnce() throws Exception {
        ActorRef<Watcher> watcher = start(() -> actor);
        int[] given = {0};
        Rounds.<ActorRef<?>>race(scaled(20_000), 1, () -> {
            actor.told.clear();
            return start(Scripted::new);
        }, (other, racer) -> other.stop(), other -> {
            on(watcher, a -> a.begin(other));
            if (given[0]++ % 3 == 0) {
                on(watcher, a -> {
                    a.end(other);
                    a.begin(other);
                });
            }
        }, other -> {
            while (actor.told.isEmpty()) {
                watcher.ask("has it been told?", slack(Duration.ofSeconds(5)));
                other.whenStopped().get();
            }
            watcher.ask("what came later");
            // the first watch may have told before it was given up
            assertTrue(actor.told.size() <= 2 && (given[0] % 3 == 1 || actor.told.size() == 1), actor.told::toString);
        });
    }

    @Test
    void aNoticeThatComesBeforeTheStartLeavesTheCapacityAsItIs() {
        ActorRef<?> other = start(Scripted::new);
        other.stop();
        List<Watcher> made = new CopyOnWriteArrayList<>();
        ActorRef<Watcher> watcher = start(() -> {
            Watcher early = new Watcher(other);
            made.add(early);
            return early;
        }, ActorOptions.defaults().inboxCapacity(1).whenFull(WhenFull.REFUSE));
        eventually("it is told", () -> made.get(0).told.size() == 1);
        Gate gate = Gate.hold(watcher);
        watcher.tell("in the only place");
        assertThrows(ActorInboxFullException.class, () -> watcher.tell("too many"));
        gate.open();
    }
}
