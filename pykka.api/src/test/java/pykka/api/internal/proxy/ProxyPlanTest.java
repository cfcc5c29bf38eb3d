package pykka.api.internal.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.Future;
import pykka.api.Traversable;
import pykka.api.internal.actor.LocalActorRef;

/**
 * What is found out about a class or an interface is found out once, and refers to no interface. The actors are never started.
 */
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

    private static LocalActorRef<?> ref() {
        return (LocalActorRef<?>) new Sample().actorRef();
    }

    private static MemberPath place(MethodHandles.Lookup lookup) {
        return MemberPath.of(ref(), List.of(), new MemberAccess(ref(), lookup));
    }

    private static ProxyFace face(MethodHandles.Lookup lookup) {
        return ProxyHandler.face(ref(), List.of(), SampleProxy.class, lookup);
    }

    private static ProxyPlan plan(MethodHandles.Lookup lookup) {
        face(lookup);
        return place(lookup).access().rights().plan(SampleProxy.class, List.of());
    }

    @Test
    void secondProxyOfAnInterfaceCostsNoIntrospection() {
        ProxyFace face = face(null);
        assertSame(face, face(null));
        assertSame(plan(null), plan(null));
        ProxyFace part = ProxyHandler.face(ref(), List.of("part"), PartProxy.class, null);
        assertSame(part, ProxyHandler.face(ref(), List.of("part"), PartProxy.class, null));
        assertSame(place(null).members(), place(LOOKUP).members());
    }

    @Test
    void otherRightsMakeAnotherPlan() {
        ProxyPlan plan = plan(LOOKUP);
        assertSame(plan, plan(MethodHandles.lookup()));
        assertNotSame(plan, plan(null));
        assertNotSame(plan, plan(LOOKUP.dropLookupMode(MethodHandles.Lookup.PRIVATE)));
    }

    @Test
    void handlesAreMadeOnce() throws Exception {
        Method add = place(null).members().methods("add").get(0);
        Method own = SampleProxy.class.getMethod("own");
        MethodHandle call = place(null).access().call(Sample.class, add, false, 0);
        assertSame(call, place(null).access().call(Sample.class, add, false, 0));
        assertSame(place(null).at("part").steps()[0], place(null).at("part").steps()[0]);
        ProxyFace face = face(LOOKUP);
        assertNotNull(face.ofDefault(own));
        assertSame(face.ofDefault(own), face(LOOKUP).ofDefault(own));
    }

    private static WeakReference<ProxyFace> useOnce() throws Exception {
        ProxyFace face = face(null);
        assertEquals("own", face.call(SampleProxy.class.getMethod("own")).name());
        return new WeakReference<>(face);
    }

    @Test
    void planOutlivesTheLastProxyAndFitsTheNextOne() throws Exception {
        ProxyPlan plan = plan(null);
        WeakReference<ProxyFace> before = useOnce();
        while (before.get() != null) {
            System.gc();
        }
        ProxyFace face = face(null);
        assertSame(plan, plan(null));
        for (Method method : ProxyFace.methods(SampleProxy.class)) {
            assertEquals(method.getName(), face.call(method).name());
        }
    }

    @Test
    void planRefersToNothingOfTheInterface() throws Exception {
        List<Object> parts = new ArrayList<>();
        ProxyPlan plan = plan(LOOKUP);
        for (int i = 0; i < ProxyFace.methods(SampleProxy.class).size(); i++) {
            for (RecordComponent part : MemberCall.class.getRecordComponents()) {
                collect(part.getAccessor().invoke(plan.calls[i]), parts);
            }
        }
        assertTrue(parts.size() > 15, parts::toString);
        for (Object part : parts) {
            assertTrue(part == null || part instanceof MemberKind || part instanceof Boolean || part instanceof String
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
        } else if (part instanceof List<?> parts) {
            parts.forEach(each -> collect(each, to));
        } else {
            to.add(part);
        }
    }
}
