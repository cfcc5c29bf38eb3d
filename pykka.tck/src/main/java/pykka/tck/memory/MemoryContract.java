package pykka.tck.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Garbage.assertCollected;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.CopiedActor;
import pykka.tck.support.CopyLoader;
import pykka.tck.support.Garbage;
import pykka.tck.support.Scripted;

@Contract
class MemoryContract extends ContractTest {
    MemoryContract(String runtime) {
        super(runtime);
    }

    /** Something that is sent, answered or thrown. */
    private static final class Thing extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static WeakReference<Thing> weak(Thing thing) {
        return new WeakReference<>(thing);
    }

    /** Sends and answers things in all ways; returns what refers to them weakly, but for what was thrown. */
    private static List<WeakReference<?>> exchange(ActorRef<?> ref, List<WeakReference<?>> failures) {
        List<WeakReference<?>> weak = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Thing told = new Thing();
            Thing reply = new Thing();
            Thing late = new Thing();
            Thing thrown = new Thing();
            weak.addAll(List.of(weak(told), weak(reply), weak(late)));
            failures.add(weak(thrown));
            ref.tell(told);
            weak.add(new WeakReference<>(ref.askAsync(told)));
            ref.ask(code(() -> reply));
            ref.call(actor -> reply).get();
            Future<Object> dropped = ref.askAsync(code(() -> late));
            weak.add(new WeakReference<>(dropped));
            CountDownLatch free = new CountDownLatch(1);
            ref.defer(actor -> free.await());
            assertThrows(ActorTimeoutException.class, () -> ref.ask(code(() -> late), Duration.ZERO));
            free.countDown();
            Future<Object> failed = ref.askAsync(code(() -> raise(thrown)));
            weak.add(new WeakReference<>(failed));
            assertThrows(Thing.class, failed::get);
        }
        return weak;
    }

    private static @Nullable Object catchAnother() {
        try {
            return raise(new IllegalStateException());
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /**
     * HotSpot's threads may keep the exception that they caught last until they catch another one (JDK 17: the field _vm_result
     * of JavaThread), so what was thrown comes second, and the threads catch others before it is looked for.
     */
    @Test
    void ruleC10IdleActorRefersToNothingThatItHandled() {
        ActorRef<?> ref = start(Scripted::new);
        List<WeakReference<?>> failures = new ArrayList<>();
        List<WeakReference<?>> weak = exchange(ref, failures);
        eventually("it is idle", () -> Inspection.actor(ref).orElseThrow().inboxLength() == 0);
        log().forget(); // records refer to what was thrown
        assertCollected(weak);
        assertCollected(failures, () -> {
            catchAnother();
            ref.ask(code(MemoryContract::catchAnother));
        });
        assertEquals("alive", ref.ask("alive"));
    }

    private static WeakReference<?> lastMessage(ActorRef<?> ref, boolean asks) {
        Thing thing = new Thing();
        if (asks) {
            ref.ask(thing);
        } else {
            ref.tell(thing);
        }
        return new WeakReference<>(thing);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ruleC10IdleActorDoesNotEvenReferToTheLastMessage(boolean asks) {
        ActorRef<?> ref = start(Scripted::new);
        assertCollected(List.of(lastMessage(ref, asks)));
        assertTrue(ref.isAlive());
    }

    private static WeakReference<?> refused(ActorRef<?> full) {
        Thing thing = new Thing();
        assertThrows(ActorInboxFullException.class, () -> full.tell(thing));
        assertThrows(ActorInboxFullException.class, () -> full.ask(thing));
        return new WeakReference<>(thing);
    }

    @Test
    void ruleC10RefusedMessageIsNotKept() {
        ActorRef<?> full = start(Scripted::new,
                ActorOptions.defaults().inboxCapacity(1).whenFull(ActorOptions.WhenFull.REFUSE));
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        Future<Object> busy = full.askAsync(code(() -> {
            taken.countDown();
            free.await();
            return null;
        }));
        try {
            eventually("it is busy", () -> taken.getCount() == 0);
            full.tell("fills the inbox");
            assertCollected(List.of(refused(full)));
        } finally {
            free.countDown();
        }
        busy.get();
    }

    /** What is kept of an actor, and what must not be. */
    private record Kept(Object[] strong, List<WeakReference<?>> weak) {}

    private Kept endOf(boolean fails) {
        Scripted actor = new Scripted();
        ActorRef<Scripted> ref = start(() -> actor);
        Thing message = new Thing();
        Thread thread = (Thread) ref.ask(code(Thread::currentThread));
        Future<Object> reply = ref.askAsync(code(() -> message == null ? actor : "reply"));
        Future<Object> unread = ref.askAsync(message).map(x -> actor == x ? x : "derived");
        Future<Object> failed = ref.askAsync(code(() -> raise(new IllegalStateException())));
        Future<ActorEnd> end = ref.whenStopped();
        assertEquals("derived", unread.get());
        if (fails) {
            ref.defer(gone -> raise(new IllegalStateException()));
        } else {
            ref.stopAsync();
        }
        Future<Object> dead = ref.askAsync(message);
        end.get();
        assertThrows(RuntimeException.class, dead::get);
        List<WeakReference<?>> weak = new ArrayList<>(List.of(new WeakReference<>(actor), weak(message)));
        if (thread.getName().startsWith("Scripted")) { // its own
            weak.add(new WeakReference<>(thread));
        }
        return new Kept(new Object[] {ref, reply, unread, end, dead, ref.stopAsync(), failed}, weak);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ruleC10ReferenceAndFuturesKeepNothingOfADeadActor(boolean fails) {
        Kept kept = endOf(fails);
        log().forget();
        assertCollected(kept.weak);
        ActorRef<?> ref = (ActorRef<?>) kept.strong[0];
        assertTrue(ref.toString().startsWith("Scripted (urn:uuid:"));
        assertFalse(ref.isAlive());
        assertEquals("reply", ((Future<?>) kept.strong[1]).get());
        Reference.reachabilityFence(kept);
    }

    private List<Object> copied() throws Exception {
        ActorRef<?> ref = start(CopyLoader::newActor);
        Class<?> type = ref.actorClass();
        assertTrue(type != CopiedActor.class);
        Future<Object> reply = ref.askAsync("unexpected");
        reply.get();
        ref.stop();
        return List.of(new WeakReference<>(type.getClassLoader()), ref, reply);
    }

    @Test
    void ruleC10ReferenceOfADeadActorDoesNotKeepItsClassLoader() throws Exception {
        List<Object> kept = copied();
        assertEquals(1, log().messages("WARN").size());
        assertCollected(List.of((WeakReference<?>) kept.get(0)));
        ActorRef<?> ref = (ActorRef<?>) kept.get(1);
        assertTrue(ref.toString().startsWith("CopiedActor ("));
        assertThrows(IllegalStateException.class, ref::actorClass);
    }

    private List<Object> failed() throws Exception {
        ActorRef<?> ref = start(CopyLoader::newActor);
        Class<?> type = ref.actorClass();
        ref.defer(actor -> {
            throw new IllegalStateException(type.getName(), new RuntimeException(type.getName()));
        });
        ActorEnd end = ref.whenStopped().get(slack(Duration.ofSeconds(5)));
        return List.of(new WeakReference<>(type.getClassLoader()), ref, end,
                assertThrows(ActorDeadException.class, () -> ref.tell("message")));
    }

    @Test
    void ruleC10ReferenceOfAnActorThatHasFailedDoesNotKeepItsClassLoader() throws Exception {
        List<Object> kept = failed();
        log();
        assertCollected(List.of((WeakReference<?>) kept.get(0)));
        assertEquals(ActorEnd.Reason.FAILED, ((ActorEnd) kept.get(2)).reason());
        Reference.reachabilityFence(kept);
    }

    /** Futures that are computed, and what they were computed of. */
    private static Kept computed() {
        List<WeakReference<?>> weak = new ArrayList<>();
        List<Object> strong = new ArrayList<>();
        for (boolean fails : new boolean[] {false, true}) {
            Thing source = new Thing();
            Thing hookValue = new Thing();
            Thing captured = new Thing();
            weak.addAll(List.of(weak(source), weak(hookValue), weak(captured)));
            Promise<Object> hooked = Promise.create();
            hooked.setGetHook(left -> hookValue == captured ? captured : "value");
            Future<Object> first = Futures.of(source);
            Future<Object> mapped = first.map(x -> fails ? raise(new IllegalStateException("of " + (x == captured))) : "value");
            Future<Object> joined = first.join(hooked).map(list -> list.get(1));
            weak.add(new WeakReference<>(first));
            for (Future<Object> future : List.of(hooked, mapped, joined)) {
                strong.add(future);
                try {
                    assertEquals("value", future.get());
                } catch (IllegalStateException e) {
                    assertTrue(fails);
                }
            }
        }
        return new Kept(strong.toArray(), weak);
    }

    @Test
    void ruleC10ComputedFutureRefersToItsValueAlone() {
        Kept kept = computed();
        assertCollected(kept.weak);
        assertEquals("value", ((Future<?>) kept.strong[0]).get());
        Reference.reachabilityFence(kept);
    }

    /** The envelope of a message is linked to the one sent after it: a kept future must not keep them all. */
    @Test
    void ruleC10KeptReplyDoesNotKeepWhatWasSentAfterIt() {
        ActorRef<?> ref = start(Scripted::new);
        List<Future<Object>> kept = new ArrayList<>(List.of(ref.askAsync("first")));
        ref.ask("warm");
        long before = Garbage.usedMemory();
        int batch = scaled(50_000);
        for (int i = 0; i < 100; i++) {
            for (int j = 1; j < batch; j++) {
                ref.tell(j);
            }
            kept.add(ref.askAsync(i));
            kept.get(i).get();
        }
        Garbage.assertKeeps(1_000_000, before);
        assertEquals("first", kept.get(0).get());
        assertEquals(99, kept.get(100).get());
    }

    private static List<WeakReference<?>> chained(ActorRef<?> ref, int count) {
        List<WeakReference<?>> weak = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Future<Object> reply = ref.askAsync(i);
            weak.add(new WeakReference<>(reply));
        }
        ref.ask("all are handled");
        return weak;
    }

    @Test
    void ruleC10KeptReplyIsLinkedToNoOther() {
        ActorRef<?> ref = start(Scripted::new);
        Future<Object> kept = ref.askAsync("kept");
        assertCollected(chained(ref, 1_000));
        assertEquals("kept", kept.get());
    }

    /** Also Actor objects that were never started. */
    @Test
    void ruleC10FailedStartLeavesNothing() {
        List<WeakReference<?>> weak = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            assertThrows(IllegalStateException.class, () -> start(() -> {
                Actor actor = new Scripted();
                weak.add(new WeakReference<>(actor));
                actor.actorRef().tell("never handled");
                throw new IllegalStateException();
            }));
        }
        assertCollected(weak);
    }
}
