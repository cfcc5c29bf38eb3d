package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.CallableProxy;
import pykka.api.Future;
import pykka.api.Traversable;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/proxy/test_method_calls.py and test_attributes_of_self.py, and calls by names of parameters. */
@Contract
class MethodCallContract extends Conformance {
    static final IllegalStateException FAILURE = new IllegalStateException("boom");

    MethodCallContract(String runtime) {
        super(runtime);
    }

    public static class Cat extends Actor {
        public String cat = "dog";
        @Traversable public ArrayList<String> list = new ArrayList<>(List.of("a", "b"));
        final List<String> hooks = new CopyOnWriteArrayList<>();

        public String functional(String text) {
            return text + "!";
        }

        public void setCat(String value) {
            cat = value;
        }

        public String getCat() {
            return cat;
        }

        public Object fails() {
            throw FAILURE;
        }

        public String pair(Object first, Object second) {
            return first + "-" + second;
        }

        public String pair(Object first, Object second, int third) {
            return first + "-" + second + "-" + third;
        }

        public String sum(String unit, int... numbers) {
            return Arrays.stream(numbers).sum() + unit;
        }

        public String alone(Object one) {
            return "alone " + one;
        }

        public Future<String> offload() {
            ActorRef<Cat> self = Actor.refOf(this);
            return self.proxy().call("functional", "later").map(x -> "" + x);
        }

        @Override
        protected void onStop() {
            hooks.add("onStop");
        }

        @Override
        protected void onFailure(Throwable failure) {
            hooks.add("onFailure " + failure.getMessage());
        }
    }

    private final Cat actor = new Cat();
    private final ActorRef<Cat> ref = start(() -> actor);
    private final ActorProxy proxy = ref.proxy();

    @Test
    void functionalMethodCallReturnsCorrectValue() {
        assertEquals("one!", proxy.call("functional", "one").get(LONG));
        assertEquals("two!", proxy.call("functional", "two").get(LONG));
    }

    @Test
    void sideEffectOfMethodCallIsObservable() {
        assertEquals("dog", proxy.get("cat").get(LONG));
        assertNull(proxy.call("setCat", "eagle").get(LONG));
        assertEquals("eagle", proxy.get("cat").get(LONG));
    }

    @Test
    void sideEffectOfDeferredMethodCallIsObservable() {
        proxy.defer("setCat", "eagle");
        assertEquals("eagle", proxy.get("cat").get(LONG));
    }

    @Test
    void exceptionInMethodReraisedByFuture() {
        assertSame(FAILURE, assertThrows(IllegalStateException.class, () -> proxy.call("fails").get(LONG)));
        assertEquals(List.of(), actor.hooks);
        assertTrue(ref.isAlive());
    }

    @Test
    void exceptionInDeferredMethodCallTriggersOnFailure() {
        proxy.defer("fails");
        awaitEnd(ref);
        assertEquals(List.of("onFailure boom"), actor.hooks);
        assertSame(FAILURE, log().at("ERROR").get(0).throwable());
    }

    private void assertUnknown(Consumer<String> call) {
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> call.accept("unknownMethod"));
        assertTrue(e.getMessage().startsWith("<ActorProxy for Cat"), e::getMessage);
        assertTrue(e.getMessage().endsWith("has no attribute 'unknownMethod'"), e::getMessage);
    }

    @Test
    void callToUnknownMethodRaisesAttributeError() {
        assertUnknown(proxy::call);
        assertUnknown(proxy::method);
    }

    @Test
    void deferredCallToUnknownMethodRaisesAttributeError() {
        assertUnknown(proxy::defer);
    }

    @Test
    void canProxyItselfForOffloadingWorkToTheFuture() {
        Future<?> outer = proxy.call("offload");
        Future<?> inner = (Future<?>) outer.get(LONG);
        assertEquals("later!", inner.get(LONG));
    }

    @Test
    void callableProxyCallsAsTheProxyDoes() {
        CallableProxy functional = proxy.method("functional");
        assertEquals("one!", functional.call("one").get(LONG));
        assertEquals("two!", functional.callWith(Map.of("text", "two")).get(LONG));
        proxy.method("setCat").defer("eagle");
        assertEquals("eagle", actor(cat -> cat.cat));
        proxy.method("setCat").deferWith(Map.of("value", "owl"));
        assertEquals("owl", actor(cat -> cat.cat));
        assertEquals("<CallableProxy functional of " + proxy + ">", functional.toString());
        assertThrows(ActorMemberException.class, () -> functional.call(1, 2));
        assertThrows(ActorMemberException.class, () -> functional.defer());
    }

    private Object actor(java.util.function.Function<Cat, Object> read) {
        return ref.call(read::apply).get(LONG);
    }

    @Test
    void loneNullIsOneArgument() {
        assertEquals("alone null", proxy.call("alone", (Object[]) null).get(LONG));
        assertEquals("alone null", proxy.call("alone", (Object) null).get(LONG));
        assertEquals("null!", proxy.method("functional").call((Object[]) null).get(LONG));
        assertEquals("alone null", proxy.method("alone").callWith(Map.of(), (Object[]) null).get(LONG));
    }

    @Test
    void argumentsAreTakenAtTheCall() {
        Busy busy = new Busy(ref);
        Object[] args = {"first", "second"};
        Map<String, Object> kwargs = new HashMap<>(Map.of("second", 2));
        Future<Object> call = proxy.call("pair", args);
        Future<Object> named = proxy.method("pair").callWith(kwargs, 1);
        args[0] = "changed";
        kwargs.put("second", "changed");
        busy.goOn();
        assertEquals("first-second", call.get(LONG));
        assertEquals("1-2", named.get(LONG));
    }

    @Test
    void variableNumberOfArguments() {
        assertEquals("0m", proxy.call("sum", "m").get(LONG));
        assertEquals("3m", proxy.call("sum", "m", 1, (short) 2).get(LONG));
        assertEquals("7m", proxy.call("sum", "m", new int[] {3, 4}).get(LONG));
        Object[] many = new Object[1_000];
        Arrays.fill(many, 1);
        many[0] = "m";
        assertEquals("999m", proxy.call("sum", many).get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.call("sum", "m", 1L));
        assertThrows(ActorMemberException.class, () -> proxy.call("sum", "m", 1, null));
    }

    @Test
    void argumentsByNameFollowThoseInOrder() {
        CallableProxy pair = proxy.method("pair");
        assertEquals("1-2", pair.callWith(Map.of("second", 2, "first", 1)).get(LONG));
        assertEquals("1-2", pair.callWith(Map.of("second", 2), 1).get(LONG));
        assertEquals("1-2", pair.callWith(Map.of(), 1, 2).get(LONG));
        assertEquals("1-2-3", pair.callWith(Map.of("third", 3, "second", 2), 1).get(LONG));
        assertEquals("x-2", pair.callWith(Map.of("second", 2), (Object[]) new String[] {"x"}).get(LONG));
        assertEquals("null-null", pair.callWith(Collections.singletonMap("second", null), (Object) null).get(LONG));
        assertEquals("1m", proxy.method("sum").callWith(Map.of("unit", "m", "numbers", new int[] {1})).get(LONG));
    }

    private void assertRefused(String reason, Map<String, ?> kwargs, Object... args) {
        String message = assertThrows(ActorMemberException.class, () -> proxy.method("pair").callWith(kwargs, args)).getMessage();
        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("1147114711"), message);
    }

    @Test
    void eachParameterMustBeGivenExactlyOnce() {
        String none = " fits none of pair(java.lang.Object, java.lang.Object), pair(java.lang.Object, java.lang.Object, int)";
        assertRefused("'pair'(first=)" + none, Map.of("first", 1147114711));
        assertRefused("'pair'(first=, other=)" + none, Map.of("first", 1147114711, "other", 1147114711));
        assertRefused("'pair'(java.lang.Integer, first=)" + none, Map.of("first", 1147114711), 1147114711);
        assertRefused("'pair'(java.lang.Integer, java.lang.Integer, second=)" + none, Map.of("second", 1147114711), 1147114711, 1147114711);
        assertRefused("'pair'(first=, second=, third=)" + none, Map.of("first", 1, "second", 2, "third", "1147114711"));
        assertRefused(" fits none of ", Collections.singletonMap(null, 1147114711), 1147114711);
    }

    @Test
    void classWithoutNamesOfParametersIsNamedWithTheFlag() {
        String message = assertThrows(ActorMemberException.class,
                () -> proxy.at("list").method("get").callWith(Map.of("index", 1))).getMessage();
        assertTrue(message.endsWith("get(int) has no names of parameters: compile java.util.ArrayList with javac -parameters"),
                message);
        assertEquals("b", proxy.at("list").method("get").callWith(Map.of(), 1).get(LONG));
    }

    @Test
    void lambdasCallRunAndDeferAndMayThrowAnything() {
        Exception checked = new Exception("checked");
        assertEquals("dog", ref.call(cat -> cat.cat).get(LONG));
        assertNull(ref.run(cat -> cat.cat = "eagle").get(LONG));
        ref.defer(cat -> cat.cat += "s");
        assertEquals("eagles", ref.call(cat -> cat.cat).get(LONG));
        assertSame(checked, assertThrows(Exception.class, () -> ref.call(cat -> {
            throw checked;
        }).get(LONG)));
        assertSame(checked, assertThrows(Exception.class, () -> ref.run(cat -> {
            throw checked;
        }).get(LONG)));
        ref.defer(cat -> {
            throw checked;
        });
        awaitEnd(ref);
        assertEquals(List.of("onFailure checked"), actor.hooks);
        assertEquals(1, log().at("ERROR").size());
    }
}
