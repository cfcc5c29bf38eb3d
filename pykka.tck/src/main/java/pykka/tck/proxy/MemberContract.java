package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorOptions;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** What is a member of an actor: fields and methods of superclasses and interfaces, hidden, overridden and bridged ones. */
@Contract
class MemberContract extends Conformance {
    MemberContract(String runtime) {
        super(runtime);
    }

    private ActorProxy proxy(Actor actor) {
        return start(() -> actor).proxy();
    }

    public static class Upper extends Actor {
        public String name = "upper";
        public Number number = 1;
        public String inherited = "inherited";

        public Object value() {
            return "upper";
        }

        public Object getShape() {
            return "upper";
        }
    }

    public static class Lower extends Upper {
        public String name = "lower";
        public Integer number = 2;

        /** With a narrower result: the compiler adds a bridge. */
        @Override
        public String value() {
            return "lower";
        }

        @Override
        public String getShape() {
            return "lower";
        }
    }

    @Test
    void mostDerivedFieldOfANameCounts() {
        ActorProxy proxy = proxy(new Lower());
        assertEquals("lower", proxy.get("name").get(LONG));
        assertEquals("inherited", proxy.get("inherited").get(LONG));
        proxy.set("name", "new");
        assertEquals("new", proxy.get("name").get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.set("number", 1.5));
        assertEquals("upper", proxy.actorRef().as(Upper.class).call(a -> a.name).get(LONG));
    }

    @Test
    void overriddenMethodsAndGettersAreOne() {
        ActorProxy proxy = proxy(new Lower());
        assertEquals("lower", proxy.call("value").get(LONG));
        assertEquals("lower", proxy.get("shape").get(LONG));
        assertEquals(List.of("getShape", "inherited", "name", "number", "shape", "value"), proxy.attributes());
    }

    public interface Shape<T> {
        T scaled(T by);

        default String kind() {
            return "shape";
        }

        default String getColour() {
            return "red";
        }

        static String none() {
            return "static";
        }
    }

    /** Implements a method of a type variable: the compiler adds a bridge for any object. */
    public static class Circle extends Actor implements Shape<Integer> {
        @Override
        public Integer scaled(Integer by) {
            return 2 * by;
        }
    }

    @Test
    void bridgeIsLeftOutWhereItsOwnClassHasTheMethod() {
        ActorProxy proxy = proxy(new Circle());
        assertEquals(4, proxy.call("scaled", 2).get(LONG));
        assertTrue(assertThrows(ActorMemberException.class, () -> proxy.call("scaled", "x")).getMessage()
                .endsWith("'scaled'(java.lang.String) fits none of scaled(java.lang.Integer)"));
    }

    @Test
    void membersOfInterfacesAreMembersButNotTheirStaticOnes() {
        ActorProxy proxy = proxy(new Circle());
        assertEquals("shape", proxy.call("kind").get(LONG));
        assertEquals("red", proxy.get("colour").get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.call("none"));
    }

    /** Not public, but its methods are. */
    abstract static class Hidden extends Actor {
        public int field = 1;

        public String greet() {
            return "hello";
        }

        public String take(Object any) {
            return "any";
        }

        public final String last() {
            return "final";
        }
    }

    public static class Visible extends Hidden {
        public String take(String text) {
            return "text";
        }
    }

    @Test
    void publicMembersOfAPackagePrivateSuperclassAreReached() {
        ActorProxy proxy = proxy(new Visible());
        assertEquals("hello", proxy.call("greet").get(LONG));
        assertEquals("final", proxy.call("last").get(LONG));
        proxy.set("field", 2);
        assertEquals(2, proxy.get("field").get(LONG));
    }

    @Test
    void attributeIsWrittenWithoutWaiting() {
        ActorProxy proxy = proxy(new Visible());
        Future<Void> written = proxy.setAsync("field", 3);
        assertEquals(3, proxy.get("field").get(LONG));
        assertNull(written.get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.setAsync("field", "text"));
        assertThrows(ActorMemberException.class, () -> proxy.setAsync("none", 1));
    }

    /** Its class has a bridge to the superclass, and beside it a method of the same name that is something else. */
    @Test
    void bridgeToASuperclassStaysBesideAnOverload() {
        ActorProxy proxy = proxy(new Visible());
        assertEquals("text", proxy.call("take", "x").get(LONG));
        assertEquals("any", proxy.call("take", 1).get(LONG));
    }

    public interface Greeting {
        String hello(String name);
    }

    /** No other code sees the class, but all see the interface. */
    private static final class Secret extends Actor implements Greeting {
        @Override
        public String hello(String name) {
            return "hello " + name;
        }

        @SuppressWarnings("unused") // cannot be called
        public String unreachable() {
            return "no";
        }
    }

    @Test
    void memberIsReachedThroughAPublicInterface() {
        ActorProxy proxy = proxy(new Secret());
        assertEquals("hello you", proxy.call("hello", "you").get(LONG));
        String message = assertThrows(ActorMemberException.class, () -> proxy.call("unreachable")).getMessage();
        assertTrue(message.contains(Secret.class.getName() + " is not public, or its package not exported"), message);
    }

    /** Widens hooks, and declares more methods of their names. */
    public static class Widened extends Actor {
        @Override
        public Object onReceive(Object message) {
            return message;
        }

        @Override
        public void onStart() {}

        @Override
        public void onStop() {}

        @Override
        public void onFailure(Throwable failure) {}

        @Override
        public ActorOptions options() {
            return super.options();
        }

        public String onStart(int other) {
            return "another " + other;
        }

        public void stop(String reason) {}

        public boolean equals(Widened other) {
            return true;
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            return super.clone();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onStop", "options", "actorUrn", "start", "toString", "hashCode", "getClass", "clone", "finalize"})
    void whatActorAndObjectDeclareIsNoMember(String name) {
        ActorProxy proxy = proxy(new Widened());
        assertEquals(proxy + " has no attribute '" + name + "'",
                assertThrows(ActorMemberException.class, () -> proxy.call(name)).getMessage());
        assertFalse(proxy.attributes().contains(name));
    }

    @Test
    void methodOfTheSameNameWithOtherParametersIsAMember() {
        ActorProxy proxy = proxy(new Widened());
        assertEquals("another 1", proxy.call("onStart", 1).get(LONG));
        assertEquals(true, proxy.call("equals", new Object[] {null}).get(LONG));
        assertNull(proxy.call("stop", "no reason").get(LONG));
        assertEquals(List.of("equals", "onStart", "stop"), proxy.attributes());
        assertThrows(ActorMemberException.class, () -> proxy.call("onStart"));
        assertTrue(proxy.actorRef().isAlive());
        assertEquals(true, proxy.call("stop").get(LONG));
    }

    public static class Throwing extends Actor {
        public static final List<String> MADE = List.of("class initialised");

        public Object field = new Object();

        public Object getState() {
            throw new AssertionError("state was read");
        }
    }

    public interface ThrowingProxy {
        pykka.api.Future<Object> state();
    }

    @Test
    void makingAProxyReadsClassesNeverTheState() {
        ActorRef<Throwing> ref = start(Throwing::new);
        Busy busy = new Busy(ref);
        assertEquals(List.of("field", "getState", "state"), ref.proxy().attributes());
        ref.proxy(ThrowingProxy.class);
        busy.goOn();
        ref.proxy().get("field").get(LONG);
    }

    public static class Generic<T> extends Actor {
        public T item;

        public T swap(T next) {
            T old = item;
            item = next;
            return old;
        }
    }

    public static class Fixed extends Generic<String> {}

    public interface FixedProxy {
        pykka.api.Future<String> swap(String next);

        pykka.api.Future<String> item();

        pykka.api.Future<Void> item(String next);
    }

    @Test
    void typeVariablesOfTheActorsSuperclassAreResolved() {
        FixedProxy proxy = start(Fixed::new).proxy(FixedProxy.class);
        assertNull(proxy.swap("a").get(LONG));
        proxy.item("b").get(LONG);
        assertEquals("b", proxy.swap("c").get(LONG));
        assertEquals("c", proxy.item().get(LONG));
    }
}
