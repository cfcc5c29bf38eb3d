package pykka.api.internal.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.Future;
import pykka.api.Traversable;
import pykka.api.internal.actor.LocalActorRef;

/** What is found out about a class or an interface is found out once, and refers to no interface. The actors are never started. */
class ProxyPlanTest {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    public static class Sample extends Actor {
        public long number;
        @Traversable public Part part;

        public String join(String... items) {
            return "";
        }

        public int add(int a, int b) {
            return a + b;
        }
    }

    public static class Part {
        public String name;
    }

    public interface SampleProxy extends Super<String> {
        Future<Integer> add(Integer a, int b);

        Future<Void> number(Integer value);

        PartProxy part();

        default String own() {
            return "own";
        }

        void stop();
    }

    public interface Super<T> {
        Future<T> join(T one, T two);
    }

    public interface PartProxy {
        Future<String> name();
    }

    private static MemberPath place(MethodHandles.Lookup lookup) {
        return MemberPath.of((LocalActorRef<?>) new Sample().actorRef(), List.of(), lookup);
    }

    @Test
    void secondProxyOfAnInterfaceCostsNoIntrospection() {
        Object[] plan = ProxyPlan.of(place(null), SampleProxy.class);
        assertSame(plan, ProxyPlan.of(place(null), SampleProxy.class));
        assertSame(ProxyPlan.methods(SampleProxy.class), ProxyPlan.methods(SampleProxy.class));
        MemberPath part = place(null).at("part");
        assertSame(ProxyPlan.of(part, PartProxy.class), ProxyPlan.of(place(null).at("part"), PartProxy.class));
    }

    @Test
    void otherRightsMakeAnotherPlan() {
        Object[] plan = ProxyPlan.of(place(LOOKUP), SampleProxy.class);
        assertSame(plan, ProxyPlan.of(place(MethodHandles.lookup()), SampleProxy.class));
        assertNotSame(plan, ProxyPlan.of(place(null), SampleProxy.class));
        assertNotSame(plan, ProxyPlan.of(place(LOOKUP.dropLookupMode(MethodHandles.Lookup.PRIVATE)), SampleProxy.class));
    }

    @Test
    void handlesAreMadeOnce() throws Exception {
        Method add = Sample.class.getMethod("add", int.class, int.class);
        Method own = SampleProxy.class.getMethod("own");
        assertSame(place(null).access().call(Sample.class, add, false, 0), place(null).access().call(Sample.class, add, false, 0));
        assertSame(place(null).at("part").steps()[0], place(null).at("part").steps()[0]);
        MethodHandle special = place(LOOKUP).access().special(SampleProxy.class, own);
        assertNotNull(special);
        assertSame(special, place(LOOKUP).access().special(SampleProxy.class, own));
        assertSame(place(null).access().special(SampleProxy.class, own), place(null).access().special(SampleProxy.class, own));
    }

    @Test
    void planRefersToNothingOfTheInterface() {
        List<Object> parts = new ArrayList<>();
        collect(ProxyPlan.of(place(LOOKUP), SampleProxy.class), parts);
        assertTrue(parts.size() > 15, parts::toString);
        for (Object part : parts) {
            assertTrue(part == null || part instanceof Integer || part instanceof Boolean || part instanceof String
                    || part instanceof MethodHandle || part == int.class || part == long.class || part == String.class,
                    () -> "" + part);
            if (part instanceof MethodHandle handle) {
                assertEquals("(Object,Object[])Object", handle.type().toString());
            }
        }
    }

    private static void collect(Object part, List<Object> to) {
        if (part instanceof Object[] parts) {
            Arrays.stream(parts).forEach(each -> collect(each, to));
        } else {
            to.add(part);
        }
    }
}
