package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.CallableProxy;
import pykka.api.Future;
import pykka.api.Traversable;
import pykka.api.inspect.Inspection;
import pykka.api.messages.ProxyCall;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;
import pykka.tck.support.Scripted;

/** Bad input, and what must never be reached. The actor is alive and well after each. */
@Contract
class ProxyFaultContract extends Conformance {
    ProxyFaultContract(String runtime) {
        super(runtime);
    }

    public static class Victim extends Actor {
        public static String common = "static";
        public final String fixed = "fixed";
        public String _hidden = "hidden";
        protected String guarded = "guarded";
        String own = "own";
        public Object object = "object";
        @Traversable public Coordinates coordinates = new Coordinates(1, 2);
        final List<String> hooks = new CopyOnWriteArrayList<>();

        public String pair(String one, int two) {
            return one + two;
        }

        public String take(Object any) {
            return "took " + any;
        }

        public void count(int number) {}

        public Object fail(Throwable failure) {
            return Scripted.raise(failure);
        }

        public Object getFailing() throws Exception {
            throw FAILURE;
        }

        public String _underscore() {
            return "hidden";
        }

        protected void guarded() {}

        void own() {}

        @SuppressWarnings("unused") // must not be called
        private void secret() {}

        public static String common() {
            return "static";
        }

        @Override
        public void onStart() {
            hooks.add("onStart");
        }

        @Override
        public void onStop() {
            hooks.add("onStop");
        }

        @Override
        public void onFailure(Throwable failure) {
            hooks.add("onFailure");
        }
    }

    public record Coordinates(int x, int y) {}

    public interface VictimProxy {
        Future<String> pair(String one, int two);

        void count(int number);

        Future<Object> object();

        Future<Boolean> stop();
    }

    static final Exception FAILURE = new Exception("of a getter");

    private final Victim actor = new Victim();
    private final ActorRef<Victim> ref = start(() -> actor);
    private final ActorProxy proxy = ref.proxy();

    private String refused(Runnable call) {
        String message = assertThrows(ActorMemberException.class, call::run).getMessage();
        assertEquals("still 1", proxy.call("pair", "still ", 1).get(LONG));
        return message;
    }

    @Test
    void faultE1WrongNumberOfArguments() {
        for (Object[] args : List.of(new Object[] {}, new Object[] {"1147114711"}, new Object[] {"1147114711", 1147114711, 1147114711})) {
            for (Runnable call : List.<Runnable>of(() -> proxy.call("pair", args), () -> proxy.defer("pair", args),
                    () -> proxy.method("pair").call(args))) {
                String message = refused(call);
                assertTrue(message.startsWith(proxy + ": 'pair'("), message);
                assertTrue(message.endsWith(") fits none of pair(java.lang.String, int)"), message);
                assertFalse(message.contains("1147114711"), message);
            }
        }
    }

    @Test
    void faultE2WrongTypeAndNullForAPrimitive() {
        assertTrue(refused(() -> proxy.call("pair", 1147114711, 1)).endsWith(
                "'pair'(java.lang.Integer, java.lang.Integer) fits none of pair(java.lang.String, int)"));
        assertTrue(refused(() -> proxy.call("pair", "x", null)).contains("'pair'(java.lang.String, null) fits none of"));
        assertTrue(refused(() -> proxy.defer("count", new Object[] {null})).contains("'count'(null) fits none of count(int)"));
        assertEquals("null1", proxy.call("pair", null, 1).get(LONG));
        assertEquals("took null", proxy.call("take", new Object[] {null}).get(LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "Pair", "pai", "", "coordinates.x", "class", "getClass", "'", "pair ", "method pair", "\n", "*"})
    void faultE3UnknownNames(String name) {
        String expected = proxy + " has no attribute '" + name.replace("\n", "\\n") + "'";
        assertEquals(expected, refused(() -> proxy.call(name)));
        assertEquals(expected, refused(() -> proxy.defer(name)));
        assertEquals(expected, refused(() -> proxy.get(name)));
        assertEquals(expected, refused(() -> proxy.set(name, 1)));
        assertEquals(expected, refused(() -> proxy.at(name)));
        assertEquals(expected, refused(() -> proxy.method(name)));
    }

    @Test
    void faultE3VeryLongNameIsCut() {
        String name = "x".repeat(1 << 20);
        for (Runnable call : List.<Runnable>of(() -> proxy.call(name), () -> proxy.get(name), () -> proxy.at(name),
                () -> proxy.method("pair").callWith(Map.of(name, 1), "x"),
                () -> ref.askAsync(ProxyCall.of(name)).get(LONG))) {
            String message = refused(call);
            assertTrue(message.contains("x".repeat(200) + "...") && message.length() < 600, () -> "" + message.length());
        }
    }

    @Test
    void nullNamesAreNullPointerExceptionsAtTheCaller() {
        assertThrows(NullPointerException.class, () -> proxy.call(null));
        assertThrows(NullPointerException.class, () -> proxy.defer(null));
        assertThrows(NullPointerException.class, () -> proxy.get(null));
        assertThrows(NullPointerException.class, () -> proxy.set(null, 1));
        assertThrows(NullPointerException.class, () -> proxy.method(null));
        assertThrows(NullPointerException.class, () -> proxy.method("pair").callWith(null));
        assertThrows(NullPointerException.class, () -> proxy.method("pair").deferWith(null));
        assertThrows(NullPointerException.class, () -> ref.proxy((java.lang.invoke.MethodHandles.Lookup) null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "guarded", "own", "_underscore", "_hidden", "hooks", "common", "cell"})
    void faultE4WhatIsNotPublicIsRefusedBothWays(String name) {
        refused(() -> proxy.call(name));
        refused(() -> proxy.get(name));
        refused(() -> proxy.set(name, "x"));
        refused(() -> ref.askAsync(ProxyCall.of(name)).get(LONG));
        assertEquals(List.of("static", "guarded", "hidden", "own"),
                List.of(Victim.common, actor.guarded, actor._hidden, actor.own));
    }

    @Test
    void faultE10ProxiesAnswerForThemselvesAndAreKeysOfMaps() {
        Busy busy = new Busy(ref);
        VictimProxy typed = ref.proxy(VictimProxy.class);
        CallableProxy pair = proxy.method("pair");
        Map<Object, String> map = new HashMap<>(Map.of(proxy, "dynamic", typed, "typed", pair, "callable"));
        assertEquals("dynamic", map.get(ref.proxy()));
        assertEquals("typed", map.get(ref.proxy(VictimProxy.class)));
        assertEquals("callable", map.get(pair));
        assertNotEquals(proxy, typed);
        assertTrue(proxy.toString().startsWith("<ActorProxy for ") && typed.toString().startsWith("<VictimProxy for "));
        synchronized (typed) {
            typed.notifyAll();
        }
        assertTrue(VictimProxy.class.isAssignableFrom(typed.getClass()));
        assertEquals(0, Inspection.actor(ref).orElseThrow().inboxLength());
        busy.goOn();
        for (String name : List.of("wait", "notify", "notifyAll", "getClass", "finalize", "clone", "equals", "hashCode", "toString")) {
            refused(() -> proxy.call(name));
        }
    }

    @Test
    void faultE12StaticFinalAndRecordMembers() {
        refused(() -> proxy.call("common"));
        refused(() -> proxy.get("common"));
        refused(() -> proxy.set("common", "x"));
        assertTrue(refused(() -> proxy.set("fixed", "x")).contains("'fixed' is read-only"));
        assertTrue(refused(() -> proxy.at("coordinates").set("x", 5)).contains("'x' is read-only"));
        assertEquals(1, proxy.at("coordinates").get("x").get(LONG));
        assertEquals("static", Victim.common);
    }

    @Test
    void faultE13WhatAMemberThrowsArrivesAsItIs() {
        for (Throwable failure : List.of(new Exception("checked"), new IllegalStateException("unchecked"),
                new AssertionError("error"), new ActorMemberException("its own"), new ActorDeadException("another's"))) {
            assertSame(failure, assertThrows(Throwable.class, () -> proxy.call("fail", failure).get(LONG)));
        }
        assertSame(FAILURE, assertThrows(Exception.class, () -> proxy.get("failing").get(LONG)));
        assertTrue(ref.isAlive());
    }

    @Test
    void memberExceptionOfTheActorsOwnEndsItWhenNobodyAsked() {
        ActorMemberException own = new ActorMemberException("its own");
        proxy.defer("fail", own);
        awaitEnd(ref);
        assertSame(own, log().at("ERROR").get(0).throwable());
        assertEquals(List.of("onStart", "onFailure"), actor.hooks);
    }

    @Test
    void faultE15HooksAreOutOfReachAndStopIsThatOfTheRef() {
        for (String hook : List.of("onStart", "onStop", "onFailure", "onReceive", "options", "actorUrn")) {
            refused(() -> proxy.call(hook));
            refused(() -> proxy.call(hook, FAILURE));
            refused(() -> proxy.defer(hook));
            refused(() -> ref.askAsync(ProxyCall.of(hook)).get(LONG));
        }
        Busy busy = new Busy(ref);
        Future<Object> stopped = proxy.call("stop");
        Future<Boolean> again = ref.proxy(VictimProxy.class).stop();
        proxy.defer("stop");
        assertFalse(stopped.isDone());
        busy.goOn();
        assertEquals(true, stopped.get(LONG));
        assertEquals(true, again.get(LONG));
        assertEquals(List.of("onStart", "onStop"), actor.hooks);
        assertEquals(false, proxy.call("stop").get(LONG));
    }

    @Test
    void faultE16ProxyOfADeadActor() {
        CallableProxy pair = proxy.method("pair");
        ref.stop();
        String message = ref + " not found";
        assertEquals(message, assertThrows(ActorDeadException.class, ref::proxy).getMessage());
        assertThrows(ActorDeadException.class, () -> ref.proxy(VictimProxy.class));
        Future<Object> call = proxy.call("pair", "x", 1);
        Future<Object> wrong = proxy.call("unknown");
        Future<Object> read = proxy.get("fixed");
        Future<Object> named = pair.callWith(Map.of("one", "x", "two", 2));
        for (Future<Object> future : List.of(call, wrong, read, named)) {
            assertTrue(future.isDone());
            assertEquals(message, assertThrows(ActorDeadException.class, future::get).getMessage());
        }
        assertThrows(ActorDeadException.class, () -> proxy.defer("pair", "x", 1));
        assertThrows(ActorDeadException.class, () -> pair.defer("x", 1));
        assertThrows(ActorDeadException.class, () -> proxy.set("object", 1));
        assertThrows(ActorDeadException.class, proxy.setAsync("object", 1)::get);
    }

    @Test
    void faultS17TextsOfErrorsNameTypesNotValues() {
        String secret = "s3cr3t";
        for (Runnable call : List.<Runnable>of(() -> proxy.call("count", secret), () -> proxy.set("coordinates", secret),
                () -> proxy.method("pair").callWith(Map.of("one", 1), secret),
                () -> ref.askAsync(ProxyCall.of("count", secret)).get(LONG))) {
            String message = refused(call);
            assertTrue(message.contains("java.lang.String") && !message.contains(secret), message);
        }
    }
}
