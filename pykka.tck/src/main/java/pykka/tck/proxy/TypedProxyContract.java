package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Traversable;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/proxy/test_typed_proxies.py, and more on proxy interfaces. */
@Contract
class TypedProxyContract extends Conformance {
    private static final IllegalStateException FAILURE = new IllegalStateException("too much");

    TypedProxyContract(String runtime) {
        super(runtime);
    }

    public static class Calculator extends Actor {
        public int lastResult;
        public long total;
        @Traversable public Memory memory = new Memory();
        final List<String> lines = new ArrayList<>();

        public double circleArea(double radius) {
            return 3.14 * radius * radius;
        }

        public int add(int a, int b) {
            lastResult = a + b;
            return lastResult;
        }

        public String add(String a, String b) {
            return a + b;
        }

        public void log(String line) {
            lines.add(line);
        }

        public Future<Integer> later() {
            return Futures.of(7);
        }

        public String join(String separator, Object... items) {
            return items.length + separator;
        }

        public void setLimit(int limit) {
            throw FAILURE;
        }

        public int getLimit() {
            return 0;
        }

        public Object fail() {
            throw FAILURE;
        }

        public String shadowed() {
            return "of the actor";
        }

        public void wide(long value) {
            total = value;
        }
    }

    public static class Memory {
        public String stored = "stored";
        @Traversable public Memory previous;

        public String recall() {
            return "recalled";
        }
    }

    public interface CalculatorProxy {
        Future<Double> circleArea(double radius);

        Future<Integer> add(int a, int b);

        Future<Object> add(String a, String b);

        void log(String line);

        Future<Integer> lastResult();

        Future<Void> lastResult(Integer value);

        Future<Long> total();

        Future<?> total(int value);

        Future<Void> limit(int value);

        MemoryProxy memory();

        Future<Future<Integer>> later();

        Future<String> join(String separator, Object one, int two);

        Future<?> fail();

        void wide(Integer value);

        default Future<Integer> twice(int a) {
            return add(a, a);
        }

        default String shadowed() {
            return "in " + Thread.currentThread().getName();
        }

        Future<Boolean> stop();

        ActorRef<?> actorRef();

        @Override
        String toString();

        static String ignored() {
            return "static";
        }
    }

    public interface MemoryProxy {
        Future<String> stored();

        CompletableFuture<String> recall();

        MemoryProxy previous();
    }

    private final Calculator actor = new Calculator();
    private final ActorRef<Calculator> ref = start(() -> actor);
    private final CalculatorProxy proxy = ref.proxy(CalculatorProxy.class);

    @Test
    void proxyField() {
        assertEquals(0, proxy.lastResult().get(LONG));
    }

    @Test
    void proxyTraversableObjectField() {
        assertEquals("stored", proxy.memory().stored().get(LONG));
    }

    @Test
    void proxyMethod() {
        assertEquals(12.56, proxy.circleArea(2.0).get(LONG));
    }

    @Test
    void proxyToActorMethods() {
        assertEquals(true, proxy.stop().get(LONG));
        assertFalse(ref.isAlive());
        assertEquals(false, proxy.stop().get(LONG));
        assertSame(ref, proxy.actorRef());
    }

    @Test
    void voidMethodIsTold() {
        Busy busy = new Busy(ref);
        proxy.log("line");
        busy.goOn();
        assertEquals(List.of("line"), ref.call(a -> List.copyOf(a.lines)).get(LONG));
    }

    @Test
    void writeWaitsOnlyIfOneWaitsAndThrowsWhatTheSetterThrows() {
        proxy.lastResult(17).get(LONG);
        assertEquals(17, actor.lastResult);
        assertNull(proxy.total(18).get(LONG));
        assertEquals(18L, proxy.total().get(LONG));
        Future<Void> refused = proxy.limit(1);
        assertSame(FAILURE, assertThrows(IllegalStateException.class, () -> refused.get(LONG)));
        assertSame(FAILURE, assertThrows(IllegalStateException.class, () -> proxy.fail().get(LONG)));
        assertTrue(ref.isAlive());
    }

    @Test
    void overloadsAreChosenByTheDeclaredTypes() {
        assertEquals(3, proxy.add(1, 2).get(LONG));
        assertEquals("12", proxy.add("1", "2").get(LONG));
        assertEquals("2,", proxy.join(",", null, 2).get(LONG));
    }

    @Test
    void futureInAFutureIsNotFlattened() {
        assertEquals(7, proxy.later().get(LONG).get(LONG));
    }

    @Test
    void defaultMethodRunsInTheCallerAndWinsOverAMember() {
        assertEquals(8, proxy.twice(4).get(LONG));
        assertEquals("in " + Thread.currentThread().getName(), proxy.shadowed());
    }

    @Test
    void nestedProxyReachesWhatIsBelow() throws Exception {
        assertEquals("recalled", proxy.memory().recall().get(LONG.toMillis(), TimeUnit.MILLISECONDS));
        assertTrue(proxy.memory().toString().endsWith("attr_path=('memory',)>"), () -> proxy.memory().toString());
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> proxy.memory().previous().stored().get(LONG));
        assertTrue(e.getMessage().contains("'previous' is null"), e::getMessage);
        ref.run(a -> a.memory.previous = new Memory()).get(LONG);
        assertEquals("stored", proxy.memory().previous().stored().get(LONG));
    }

    /** Its bundle or module need not know pykka. */
    public interface Plain {
        CompletableFuture<Integer> add(int a, int b);

        CompletionStage<Number> lastResult();

        CompletionStage<Void> lastResult(int value);

        CompletableFuture<Boolean> stop();

        Object actorRef();
    }

    @Test
    void stagesOfTheJdkAreNewAtEachCallAndCompletingThemDoesNothingToTheActor() throws Exception {
        Plain plain = ref.proxy(Plain.class);
        assertEquals(3, plain.add(1, 2).get(10, TimeUnit.SECONDS));
        assertNotSame(plain.lastResult(), plain.lastResult());
        Busy busy = new Busy(ref);
        CompletableFuture<Integer> completed = plain.add(2, 3);
        completed.complete(-1);
        busy.goOn();
        assertEquals(5, plain.lastResult().toCompletableFuture().get(10, TimeUnit.SECONDS));
        assertEquals(-1, completed.get());
        assertNull(plain.lastResult(9).toCompletableFuture().get(10, TimeUnit.SECONDS));
        assertEquals(9, proxy.lastResult().get(LONG));
        assertSame(ref, plain.actorRef());
        assertTrue(plain.stop().get(10, TimeUnit.SECONDS));
    }

    @Test
    void equalityHashCodeAndTextAreAnsweredHere() {
        CalculatorProxy same = ref.proxy(CalculatorProxy.class);
        assertEquals(proxy, same);
        assertEquals(proxy.hashCode(), same.hashCode());
        assertEquals(proxy.memory(), same.memory());
        assertNotEquals(proxy.memory(), proxy.memory().previous());
        assertNotEquals((Object) proxy, ref.proxy(Plain.class));
        assertNotEquals(proxy, start(Calculator::new).proxy(CalculatorProxy.class));
        assertNotEquals(proxy, ref);
        assertEquals("found", Map.of(proxy, "found").get(same));
        assertEquals("<CalculatorProxy for " + ref + ", attr_path=()>", proxy.toString());
        ref.stop();
        assertEquals(proxy, same);
        assertEquals("<CalculatorProxy for " + ref + ", attr_path=()>", proxy.toString());
    }

    @Test
    void proxyIsOfTheLoaderOfItsInterfaceAndImplementsThatAlone() {
        assertEquals(List.of(CalculatorProxy.class), List.of(proxy.getClass().getInterfaces()));
        assertSame(CalculatorProxy.class.getClassLoader(), proxy.getClass().getClassLoader());
    }

    @Test
    void refOfAProxyIsFound() {
        assertSame(ref, Actor.refOfProxy(proxy));
        assertSame(ref, Actor.refOfProxy(proxy.memory()));
        assertThrows(IllegalArgumentException.class, () -> Actor.refOfProxy(ref.proxy()));
        assertThrows(IllegalArgumentException.class, () -> Actor.refOfProxy("text"));
        assertThrows(NullPointerException.class, () -> Actor.refOfProxy(null));
    }
}
