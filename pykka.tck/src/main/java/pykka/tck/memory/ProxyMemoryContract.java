package pykka.tck.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.CallableProxy;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;
import pykka.tck.support.Copies;
import pykka.tck.support.Copies.Kept;
import pykka.tck.support.Copies.KeptProxy;
import pykka.tck.support.Copies.Part;
import pykka.tck.support.Copies.PartProxy;
import pykka.tck.support.Copies.Rights;
import pykka.tck.support.Racers;

/** What proxies keep in memory: of a dead actor nothing, of interfaces and lookups nothing that outlives them. */
@Contract
class ProxyMemoryContract extends Conformance {
    ProxyMemoryContract(String runtime) {
        super(runtime);
    }

    private static void assertCollected(List<? extends WeakReference<?>> all) {
        eventually("all is collected", () -> {
            System.gc();
            return all.stream().allMatch(weak -> weak.get() == null);
        });
    }

    private static List<Object> proxies(ActorRef<?> ref) {
        ActorProxy proxy = ref.proxy();
        KeptProxy typed = ref.proxy(KeptProxy.class);
        CallableProxy hello = proxy.method("hello");
        Future<Object> answer = hello.call(new Object());
        assertEquals("hello", answer.get(LONG));
        assertEquals("part", typed.part().name().get(LONG));
        proxy.at("part").set("name", "new");
        return List.of(proxy, proxy.at("part"), hello, answer, typed, typed.part());
    }

    private Map.Entry<List<Object>, WeakReference<Actor>> proxiesOfAnEnded(boolean fails) {
        Kept actor = new Kept();
        ActorRef<Kept> ref = start(() -> actor);
        List<Object> proxies = proxies(ref);
        if (fails) {
            ref.defer(a -> {
                throw new IllegalStateException();
            });
            awaitEnd(ref);
            log().forget();
        } else {
            ref.stop();
        }
        return Map.entry(proxies, new WeakReference<>(actor));
    }

    @Test
    void faultE17ProxiesKeepNoDeadActorInMemory() {
        for (boolean fails : new boolean[] {false, true}) {
            var kept = proxiesOfAnEnded(fails);
            assertCollected(List.of(kept.getValue()));
            Reference.reachabilityFence(kept.getKey());
        }
    }

    private static WeakReference<Object> sent(ActorProxy proxy) {
        Object argument = new Object();
        proxy.call("hello", argument).get(LONG);
        proxy.defer("hello", argument);
        proxy.actorRef().proxy(KeptProxy.class).hello(argument).get(LONG);
        return new WeakReference<>(argument);
    }

    @Test
    void argumentsAreNotKept() {
        ActorProxy proxy = start(Kept::new).proxy();
        assertCollected(List.of(sent(proxy)));
        assertTrue(proxy.actorRef().isAlive());
    }

    private Map.Entry<List<Object>, WeakReference<ClassLoader>> proxiesOfACopy() throws Exception {
        Copies copies = new Copies(Copies.class, Kept.class, Part.class);
        Actor actor = (Actor) copies.copy(Kept.class).getConstructor().newInstance();
        assertNotSame(Kept.class, actor.getClass());
        ActorRef<Actor> ref = start(() -> actor);
        List<Object> proxies = proxies(ref);
        ref.stop();
        return Map.entry(proxies, new WeakReference<>(copies));
    }

    /** Such as the bundle of an actor that is gone. */
    @Test
    void proxiesOfADeadActorKeepNoClassLoaderAndStillAnswer() throws Exception {
        var kept = proxiesOfACopy();
        assertCollected(List.of(kept.getValue()));
        ActorProxy proxy = (ActorProxy) kept.getKey().get(0);
        ActorProxy below = (ActorProxy) kept.getKey().get(1);
        CallableProxy hello = (CallableProxy) kept.getKey().get(2);
        assertThrows(ActorDeadException.class, () -> proxy.call("hello", "you").get(LONG));
        assertThrows(ActorDeadException.class, () -> below.get("name").get(LONG));
        assertThrows(ActorDeadException.class, () -> below.at("name"));
        assertThrows(ActorDeadException.class, () -> hello.call("you").get(LONG));
        assertThrows(ActorDeadException.class, () -> hello.defer("you"));
        assertTrue(below.toString().contains("Kept (urn:uuid:"));
        KeptProxy typed = (KeptProxy) kept.getKey().get(4);
        PartProxy part = (PartProxy) kept.getKey().get(5);
        assertSame(proxy.actorRef(), typed.actorRef());
        assertSame(proxy.actorRef(), part.actorRef());
        assertFalse(typed.stop().get(LONG));
        assertEquals("default", typed.own());
        assertThrows(ActorDeadException.class, () -> typed.hello(new Object()).get(LONG));
        assertThrows(ActorDeadException.class, () -> typed.name("new").get(LONG));
        assertThrows(ActorDeadException.class, () -> typed.hello("told"));
        assertThrows(ActorDeadException.class, typed::part);
        assertThrows(ActorDeadException.class, () -> part.name().get(LONG));
        assertEquals(typed, typed);
        assertTrue(typed.toString().startsWith("<KeptProxy for Kept (urn:uuid:"));
    }

    private static WeakReference<ClassLoader> useCopiedInterface(ActorRef<Kept> ref) throws Exception {
        Copies copies = new Copies(KeptProxy.class, PartProxy.class, Rights.class);
        Class<?> type = copies.copy(KeptProxy.class);
        MethodHandles.Lookup lookup = (MethodHandles.Lookup) copies.copy(Rights.class).getMethod("lookup").invoke(null);
        for (Object proxy : List.of(ref.proxy(type), ref.proxy(type, lookup))) {
            assertSame(copies, proxy.getClass().getClassLoader());
            Future<?> hello = (Future<?>) type.getMethod("hello", Object.class).invoke(proxy, "you");
            assertEquals("hello", hello.get(LONG));
            type.getMethod("part").invoke(proxy);
        }
        assertEquals("hello", ref.proxy(lookup).call("hello", "you").get(LONG));
        // without the lookup, the JDK would keep the last loader of whose interface a default method was called
        assertEquals("default", type.getMethod("own").invoke(ref.proxy(type, lookup)));
        return new WeakReference<>(copies);
    }

    /** Such as the bundle of a caller that is gone, while the actor lives on. */
    @Test
    void loaderOfAnInterfaceAndOfALookupIsNotKeptByTheActor() throws Exception {
        ActorRef<Kept> ref = start(Kept::new);
        WeakReference<ClassLoader> loader = useCopiedInterface(ref);
        assertCollected(List.of(loader));
        assertTrue(ref.isAlive());
    }

    /** Proxies keep their plan weakly; so there must be one plan, whichever proxy makes it. */
    @Test
    void proxiesThatAreMadeAtTheSameTimeAllLast() {
        ActorRef<Kept> ref = start(Kept::new);
        List<Object> proxies = new CopyOnWriteArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (int i = 0; i < scaled(100); i++) {
            Class<?> type = new Copies(KeptProxy.class, PartProxy.class).copy(KeptProxy.class);
            types.add(type);
            Racers.race(3, number -> proxies.add(ref.proxy(type)));
        }
        System.gc();
        for (Object proxy : proxies) {
            try {
                Class<?> type = proxy.getClass().getInterfaces()[0];
                assertEquals("name", ((Future<?>) type.getMethod("name").invoke(proxy)).get(LONG));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        assertEquals(3 * types.size(), proxies.size());
    }
}
