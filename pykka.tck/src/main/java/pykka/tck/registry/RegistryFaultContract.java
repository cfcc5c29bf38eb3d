package pykka.tck.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.CopiedActor;
import pykka.tck.support.CopyLoader;
import pykka.tck.support.Garbage;
import pykka.tck.support.Limit;
import pykka.tck.support.Records;
import pykka.tck.support.Scripted;

@Contract
class RegistryFaultContract extends ContractTest {
    RegistryFaultContract(String runtime) {
        super(runtime);
    }

    /** An interface of an actor. */
    private interface Marked {}

    private static class Base extends Scripted implements Marked {}

    private static class Derived extends Base {}

    /** Without a stack, for there are many. */
    private static final class Quiet extends RuntimeException {
        private static final long serialVersionUID = 1;

        Quiet() {
            super("quiet", null, false, false);
        }
    }

    /** One in three fails, one in three fails in onStart, one in three is stopped. A slow machine makes as many as fit into 20 s. */
    private void startAndEnd(int count) {
        Quiet quiet = new Quiet();
        List<Future<?>> ends = new ArrayList<>();
        Limit limit = Limit.of(Duration.ofSeconds(20));
        for (int i = 0; i < count && !limit.isOver(); i++) {
            Scripted actor = i % 3 == 1 ? new Scripted().starting(() -> raise(quiet)) : new Scripted();
            ActorRef<?> ref = start(() -> actor);
            ends.add(ref.whenStopped());
            if (i % 3 == 0) {
                ref.tell(code(() -> raise(quiet)));
            } else if (i % 3 == 2) {
                ref.stopAsync();
            }
            if (ends.size() == 50) {
                ends.forEach(Future::get);
                ends.clear();
            }
        }
        ends.forEach(Future::get);
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void faultF1StartsAndEndsLeaveNothing() {
        int count = scaled(100_000);
        startAndEnd(2_000);
        log().forget();
        long before = Garbage.usedMemory();
        startAndEnd(count);
        log().forget();
        Garbage.assertKeeps(4_000_000, before);
    }

    @Test
    void faultF2BroadcastReachesEachLiveActorOnceAndReturnsHowManyAccepted() {
        for (int round = 0; round < 20; round++) {
            log().forget();
            List<ActorRef<Scripted>> refs = new ArrayList<>();
            List<Scripted> actors = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Scripted actor = new Scripted();
                actors.add(actor);
                refs.add(start(() -> actor));
            }
            long droppedBefore = Inspection.counts().deadLettered();
            CountDownLatch go = new CountDownLatch(1);
            Background<Object> killer = Background.run(() -> {
                go.await();
                for (int i = 0; i < 100; i += 4) {
                    refs.get(i).stopAsync();
                    refs.get(i + 1).defer(actor -> raise(new Quiet()));
                }
                return null;
            });
            go.countDown();
            int accepted = ActorRegistry.broadcast("news");
            killer.result();
            long handled = 0;
            for (int i = 0; i < 100; i++) {
                ActorRef<Scripted> ref = refs.get(i);
                if (i % 4 < 2) {
                    ref.whenStopped().get();
                    assertTrue(actors.get(i).handled.get() <= 1);
                } else {
                    ref.run(actor -> {}).get();
                    assertEquals(1, actors.get(i).handled.get());
                }
                handled += actors.get(i).handled.get();
            }
            assertEquals(accepted, handled + Inspection.counts().deadLettered() - droppedBefore);
            refs.forEach(ActorRef::stop);
        }
        assertTrue(log().messages("ERROR").size() <= 25);
    }

    @Test
    void faultF2BroadcastPassesOverAFullInbox() {
        ActorRef<?> full = start(Scripted::new, ActorOptions.defaults().inboxCapacity(1));
        CountDownLatch free = new CountDownLatch(1);
        Future<Object> busy = full.askAsync(code(() -> {
            free.await();
            return null;
        }));
        full.tell("fills the inbox");
        start(Scripted::new);
        assertEquals(1, ActorRegistry.broadcast("news"));
        free.countDown();
        busy.get();
    }

    @Test
    void faultF8ActorsAreFoundByClassSuperclassAndInterface() {
        ActorRef<?> base = start(Base::new);
        ActorRef<?> derived = start(Derived::new);
        assertEquals(List.of(base, derived), ActorRegistry.getByClass(Base.class));
        assertEquals(List.of(derived), ActorRegistry.getByClass(Derived.class));
        assertEquals(List.of(base, derived), ActorRegistry.getByClass(Marked.class));
        assertEquals(List.of(base, derived), ActorRegistry.getByClass(Actor.class));
        assertEquals(List.of(base, derived), ActorRegistry.getByClass(Object.class));
        assertEquals(List.of(), ActorRegistry.getByClass(String.class));
        assertEquals(2, ActorRegistry.broadcast("news", Marked.class));
    }

    @Test
    void faultF8ActorsOfTwoLoadersShareANameAndNotAClass() throws Exception {
        ActorRef<?> own = start(CopiedActor::new);
        ActorRef<?> copy = start(CopyLoader::newActor);
        assertEquals(List.of(own, copy), ActorRegistry.getByClassName("CopiedActor"));
        assertEquals(List.of(own), ActorRegistry.getByClass(CopiedActor.class));
        assertEquals(List.of(copy), ActorRegistry.getByClass(copy.actorClass()));
        assertEquals(2, ActorRegistry.broadcast("news", "CopiedActor"));
        own.stop();
        copy.stop();
        assertEquals(2, log().messages("WARN").size());
        assertThrows(ClassCastException.class, () -> copy.as(CopiedActor.class));
    }

    @Test
    void faultF8WhatIsUnknownIsNotFoundAndNullIsRefused() {
        ActorRef<?> ref = start(Scripted::new);
        assertEquals(Optional.of(ref), ActorRegistry.getByUrn(ref.actorUrn()));
        for (String unknown : List.of("", "urn:uuid:", "urn:uuid:00000000-0000-0000-0000-000000000000", "\n")) {
            assertEquals(Optional.empty(), ActorRegistry.getByUrn(unknown));
            assertEquals(List.of(), ActorRegistry.getByClassName(unknown));
        }
        ref.stop();
        assertEquals(Optional.empty(), ActorRegistry.getByUrn(ref.actorUrn()));
        assertThrows(NullPointerException.class, () -> ActorRegistry.getByUrn(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.getByClass(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.getByClassName(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.register(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.unregister(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.stopAll(null));
    }

    @Test
    void faultF10ListsAreSnapshotsThatNobodyCanChange() {
        List<ActorRef<?>> none = ActorRegistry.getAll();
        ActorRef<?> ref = start(Scripted::new);
        List<ActorRef<?>> one = ActorRegistry.getAll();
        assertEquals(List.of(), none);
        assertThrows(UnsupportedOperationException.class, one::clear);
        assertThrows(UnsupportedOperationException.class, () -> ActorRegistry.getByClass(Scripted.class).clear());
        ref.stop();
        assertEquals(List.of(ref), one);
    }

    @Test
    void faultF10ListsAreReadWhileOthersStartAndStop() {
        CountDownLatch over = new CountDownLatch(1);
        List<Background<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            readers.add(Background.run(() -> {
                int read = 0;
                do {
                    for (ActorRef<?> ref : ActorRegistry.getAll()) {
                        read += ref.actorUrn().length() + ActorRegistry.getByClass(Scripted.class).size();
                    }
                } while (over.getCount() > 0);
                return read;
            }));
        }
        for (int i = 0; i < scaled(1_000); i++) {
            start(Scripted::new);
            if (i % 20 == 19) {
                ActorRegistry.stopAll();
            }
        }
        over.countDown();
        readers.forEach(reader -> assertTrue(reader.result() >= 0));
    }

    @Test
    void faultF11RegisterAndUnregisterMayBeRepeated() {
        Records log = log().withDebug();
        ActorRef<?> ref = start(Scripted::new);
        ActorRef<?> other = start(Scripted::new);
        assertFalse(ActorRegistry.register(ref));
        assertEquals(List.of(ref, other), ActorRegistry.getAll());
        assertTrue(ActorRegistry.unregister(ref));
        assertFalse(ActorRegistry.unregister(ref));
        assertEquals(List.of(other), ActorRegistry.getAll());
        assertEquals(Optional.empty(), ActorRegistry.getByUrn(ref.actorUrn()));
        assertEquals("alive", ref.ask("alive"));
        assertTrue(ActorRegistry.register(ref));
        assertEquals(List.of(other, ref), ActorRegistry.getAll());
        assertEquals(Optional.of(ref), ActorRegistry.getByUrn(ref.actorUrn()));
        ref.stop();
        assertFalse(ActorRegistry.register(ref));
        assertFalse(ActorRegistry.unregister(ref));
        assertEquals(List.of(other), ActorRegistry.getAll());
        String gone = "Unregistered " + ref + " (not found in registry)";
        assertEquals(2, log.messages("DEBUG").stream().filter(gone::equals).count());
    }
}
