package pykka.tck.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/test_registry.py. */
@Contract
class RegistryContract extends Conformance {
    private final Set<ActorRef<?>> received = ConcurrentHashMap.newKeySet();
    private final List<ActorRef<?>> stopped = new CopyOnWriteArrayList<>();

    RegistryContract(String runtime) {
        super(runtime);
    }

    private class ActorBase extends Actor {
        @Override
        protected Object onReceive(Object message) {
            if ("foo".equals(message)) {
                received.add(actorRef());
            }
            return null;
        }

        @Override
        protected void onStop() {
            stopped.add(actorRef());
        }
    }

    private class ActorA extends ActorBase {}

    private class ActorB extends ActorBase {}

    private List<ActorRef<?>> startA() {
        return List.of(start(ActorA::new), start(ActorA::new), start(ActorA::new));
    }

    private List<ActorRef<?>> startB() {
        return List.of(start(ActorB::new), start(ActorB::new), start(ActorB::new), start(ActorB::new), start(ActorB::new));
    }

    private void assertReceived(List<ActorRef<?>> expected) {
        ActorRegistry.stopAll();
        assertEquals(Set.copyOf(expected), received);
    }

    @Test
    void actorIsRegisteredWhenStarted() {
        ActorRef<ActorA> ref = start(ActorA::new);
        assertEquals(List.of(ref), ActorRegistry.getAll());
    }

    @Test
    void actorIsUnregisteredWhenStopped() {
        ActorRef<ActorA> ref = start(ActorA::new);
        ref.stop();
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void actorMayBeRegisteredManually() {
        ActorRef<ActorA> ref = start(ActorA::new);
        ActorRegistry.unregister(ref);
        assertEquals(List.of(), ActorRegistry.getAll());
        ActorRegistry.register(ref);
        assertEquals(List.of(ref), ActorRegistry.getAll());
    }

    @Test
    void actorMayBeUnregisteredMultipleTimesWithoutError() {
        ActorRef<ActorA> ref = start(ActorA::new);
        assertTrue(ActorRegistry.unregister(ref));
        assertFalse(ActorRegistry.unregister(ref));
        assertEquals(List.of(), ActorRegistry.getAll());
        ref.stop();
    }

    @Test
    void allActorsCanBeStoppedThroughRegistry() {
        startA();
        startB();
        assertEquals(8, ActorRegistry.getAll().size());
        assertEquals(Collections.nCopies(8, true), List.copyOf(ActorRegistry.stopAll().values()));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void stopAllStopsLastStartedActorFirstIfBlocking() {
        startA();
        startB();
        List<ActorRef<?>> reversed = new ArrayList<>(ActorRegistry.getAll());
        Collections.reverse(reversed);
        ActorRegistry.stopAll();
        assertEquals(reversed, stopped);
    }

    @Test
    void actorsMayBeLookedUpByClass() {
        List<ActorRef<?>> a = startA();
        startB();
        assertEquals(a, ActorRegistry.getByClass(ActorA.class));
    }

    @Test
    void actorsMayBeLookedUpBySuperclass() {
        List<ActorRef<?>> both = new ArrayList<>(startA());
        both.addAll(startB());
        start(Echo::new);
        assertEquals(both, ActorRegistry.getByClass(ActorBase.class));
    }

    @Test
    void actorsMayBeLookedUpByClassName() {
        List<ActorRef<?>> a = startA();
        startB();
        assertEquals(a, ActorRegistry.getByClassName("ActorA"));
        assertEquals(List.of(), ActorRegistry.getByClassName("ActorBase"));
        assertEquals(List.of(), ActorRegistry.getByClassName(ActorA.class.getName()));
        assertEquals(List.of(), ActorRegistry.getByClassName(""));
    }

    @Test
    void actorsMayBeLookedUpByUrn() {
        ActorRef<ActorA> ref = start(ActorA::new);
        start(ActorB::new).actorUrn();
        assertSame(ref, ActorRegistry.getByUrn(ref.actorUrn()).orElseThrow());
    }

    @Test
    void getByUrnReturnsNoneIfNotFound() {
        assertEquals(Optional.empty(), ActorRegistry.getByUrn("urn:foo:bar"));
    }

    @Test
    void broadcastSendsMessageToAllActorsIfNoTarget() {
        List<ActorRef<?>> all = new ArrayList<>(startA());
        all.addAll(startB());
        assertEquals(8, ActorRegistry.broadcast("foo"));
        assertReceived(all);
    }

    @Test
    void broadcastSendsMessageToAllActorsOfGivenClass() {
        List<ActorRef<?>> a = startA();
        startB();
        assertEquals(3, ActorRegistry.broadcast("foo", ActorA.class));
        assertReceived(a);
    }

    @Test
    void broadcastSendsMessageToAllActorsOfGivenClassName() {
        startA();
        List<ActorRef<?>> b = startB();
        assertEquals(5, ActorRegistry.broadcast("foo", "ActorB"));
        assertReceived(b);
    }
}
