package pykka.tck.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The registry: who is in it, in which order, who is reached and stopped. */
@Contract
class RegistryRulesContract extends Conformance {
    private final List<Object> notes = new CopyOnWriteArrayList<>();

    RegistryRulesContract(String runtime) {
        super(runtime);
    }

    private interface Marked {}

    private static final class MarkedEcho extends Echo implements Marked {}

    @Test
    void actorsMayBeLookedUpByInterface() {
        start(Echo::new);
        ActorRef<MarkedEcho> marked = start(MarkedEcho::new);
        List<ActorRef<Marked>> found = ActorRegistry.getByClass(Marked.class);
        assertEquals(List.of(marked), found);
        assertEquals(2, ActorRegistry.getByClass(Object.class).size());
        assertEquals(List.of(), ActorRegistry.getByClass(Runnable.class));
    }

    @Test
    void actorsOfAnonymousClassesMayBeLookedUpByTheNameThatTheirRefsPrint() {
        ActorRef<Echo> ref = start(() -> new Echo() {});
        String name = ref.toString().substring(0, ref.toString().indexOf(' '));
        assertEquals(List.of(ref), ActorRegistry.getByClassName(name));
        assertEquals(List.of(), ActorRegistry.getByClassName(""));
    }

    @Test
    void getAllIsAnUnmodifiableSnapshotInTheOrderOfTheStarts() {
        List<ActorRef<?>> started = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            started.add(start(Echo::new));
        }
        List<ActorRef<?>> all = ActorRegistry.getAll();
        assertEquals(started, all);
        started.get(0).stop();
        assertEquals(50, all.size());
        assertEquals(started.subList(1, 50), ActorRegistry.getAll());
        assertThrows(UnsupportedOperationException.class, all::clear);
        assertThrows(UnsupportedOperationException.class, () -> ActorRegistry.getByClass(Echo.class).clear());
        assertThrows(UnsupportedOperationException.class, () -> ActorRegistry.getByClassName("Echo").clear());
    }

    @Test
    void registeredActorIsNotRegisteredAgain() {
        ActorRef<Echo> first = start(Echo::new);
        ActorRef<Echo> second = start(Echo::new);
        assertFalse(ActorRegistry.register(first));
        assertEquals(List.of(first, second), ActorRegistry.getAll());
    }

    @Test
    void registeringPutsTheActorLast() {
        ActorRef<Echo> first = start(Echo::new);
        ActorRef<Echo> second = start(Echo::new);
        assertTrue(ActorRegistry.unregister(first));
        assertTrue(ActorRegistry.register(first));
        assertEquals(List.of(second, first), ActorRegistry.getAll());
    }

    @Test
    void deadActorCannotBeRegistered() {
        ActorRef<Echo> ref = start(Echo::new);
        ref.stop();
        assertFalse(ActorRegistry.register(ref));
        assertFalse(ActorRegistry.unregister(ref));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void unregisteredActorLivesOnUnseen() {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        String urn = ref.actorUrn();
        assertTrue(ActorRegistry.unregister(ref));
        assertEquals(Optional.empty(), ActorRegistry.getByUrn(urn));
        assertEquals(0, ActorRegistry.broadcast("x"));
        assertEquals(Map.of(), ActorRegistry.stopAll());
        assertEquals("y", ref.ask("y", LONG));
        ActorRegistry.register(ref);
        assertEquals(Optional.of(ref), ActorRegistry.getByUrn(urn));
        ref.stop();
        assertEquals(Optional.empty(), ActorRegistry.getByUrn(urn));
        assertEquals(List.of("onStart", "y", "onStop"), notes);
    }

    @Test
    void urnThatIsReadWhileTheActorIsUnregisteredIsFoundLater() {
        ActorRef<Echo> ref = start(Echo::new);
        ActorRegistry.unregister(ref);
        String urn = ref.actorUrn();
        assertEquals(Optional.empty(), ActorRegistry.getByUrn(urn));
        ActorRegistry.register(ref);
        assertEquals(Optional.of(ref), ActorRegistry.getByUrn(urn));
    }

    @Test
    void refsOfOthersAreRefused() {
        ActorRef<?> foreign = (ActorRef<?>) Proxy.newProxyInstance(RegistryRulesContract.class.getClassLoader(),
                new Class<?>[] {ActorRef.class}, (proxy, method, args) -> null);
        assertThrows(IllegalArgumentException.class, () -> ActorRegistry.register(foreign));
        assertThrows(IllegalArgumentException.class, () -> ActorRegistry.unregister(foreign));
    }

    @Test
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> ActorRegistry.getByClass(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.getByClassName(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.getByUrn(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.register(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.unregister(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.broadcast("x", (Class<?>) null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.broadcast("x", (String) null));
    }

    @Test
    void broadcastCountsWhoAcceptedIt() {
        assertEquals(0, ActorRegistry.broadcast("x"));
        start(Echo::new);
        start(Echo::new).stop();
        start(MarkedEcho::new);
        assertEquals(2, ActorRegistry.broadcast(null));
        assertEquals(2, ActorRegistry.broadcast("x", Echo.class));
        assertEquals(1, ActorRegistry.broadcast("x", Marked.class));
        assertEquals(1, ActorRegistry.broadcast("x", "MarkedEcho"));
        assertEquals(0, ActorRegistry.broadcast("x", "NoSuchActor"));
        assertEquals(0, ActorRegistry.broadcast("x", Runnable.class));
    }

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void broadcastPassesOverFullInboxesAndNeverWaits(WhenFull whenFull) {
        ActorRef<Noting> full = start(
                () -> new Noting(notes), ActorOptions.defaults().inboxCapacity(1).whenFull(whenFull));
        start(Echo::new);
        Busy busy = new Busy(full);
        assertEquals(2, ActorRegistry.broadcast("first"));
        assertEquals(1, ActorRegistry.broadcast("second"));
        busy.goOn();
        full.stop();
        assertEquals(List.of("onStart", "first", "onStop"), notes);
    }

    @Test
    void actorThatBroadcastsGetsItsOwnMessageLater() {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        assertEquals(1, ref.call(actor -> {
            int accepted = ActorRegistry.broadcast("x");
            actor.notes.add("in the handler");
            return accepted;
        }).get(LONG));
        ref.stop();
        assertEquals(List.of("onStart", "in the handler", "x", "onStop"), notes);
    }

    @Test
    void stopAllOfNobodyIsNothing() {
        assertEquals(Map.of(), ActorRegistry.stopAll());
        assertEquals(Map.of(), ActorRegistry.stopAll(LONG));
        assertEquals(Map.of(), ActorRegistry.stopAllAsync());
    }

    @Test
    void stopAllGoesOnPastActorsThatFail() {
        log();
        start(() -> new Noting(notes));
        start(() -> new Noting(notes) {
            @Override
            protected void onStop() {
                throw new IllegalStateException("late");
            }
        });
        ActorRef<Noting> failing = start(() -> new Noting(notes));
        Busy busy = new Busy(failing);
        failing.defer(actor -> {
            throw new IllegalStateException("before the request");
        });
        Map<ActorRef<?>, Future<Boolean>> stopped = ActorRegistry.stopAllAsync();
        busy.goOn();
        assertEquals(List.of(true, true, true), Futures.getAll(stopped.values(), LONG));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void stopAllAsyncStopsOneAfterTheOtherAndDoesNotWait() {
        ActorRef<Echo> first = start(Echo::new);
        ActorRef<Echo> last = start(Echo::new);
        Busy busy = new Busy(last);
        Map<ActorRef<?>, Future<Boolean>> stopped = ActorRegistry.stopAllAsync();
        assertEquals("not asked yet", first.ask("not asked yet", LONG));
        assertEquals(List.of(last, first), List.copyOf(stopped.keySet()));
        assertFalse(stopped.get(first).isDone() || stopped.get(last).isDone());
        busy.goOn();
        assertEquals(List.of(true, true), Futures.getAll(stopped.values(), LONG));
        assertThrows(UnsupportedOperationException.class, stopped::clear);
    }

    @Test
    void stopAllOnAnActorDoesNotWait() {
        ActorRef<Echo> first = start(Echo::new);
        ActorRef<Echo> caller = start(Echo::new);
        Busy busy = new Busy(first);
        Future<Map<ActorRef<?>, Boolean>> stopped = caller.call(actor -> ActorRegistry.stopAll());
        assertEquals(Map.of(caller, false, first, false), stopped.get(LONG));
        awaitEnd(caller);
        busy.goOn();
        awaitEnd(first);
    }

    /** That a hook stops all is tested in a JVM of its own. The JVM holds a hook, and the hook its limit, until it is removed. */
    @Test
    void exitHookIsRemovedByItsClose() throws Exception {
        ActorRef<Echo> ref = start(Echo::new);
        Duration limit = Duration.ofMillis(12_345);
        WeakReference<Duration> held = new WeakReference<>(limit);
        AutoCloseable hook = ActorRegistry.stopAllAtExit(limit);
        limit = null;
        hook.close();
        hook.close();
        hook = null;
        eventually("the hook is free", () -> {
            System.gc();
            return held.refersTo(null);
        });
        assertEquals("x", ref.ask("x", LONG));
    }
}
