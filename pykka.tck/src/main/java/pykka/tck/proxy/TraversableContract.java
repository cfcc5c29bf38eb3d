package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Traversable;
import pykka.api.messages.ProxyGetAttr;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/**
 * The original's tests/proxy/test_traversable.py. Here the mark is on what is declared, so that a getter can have it as well, and
 * there are no slots.
 */
@Contract
class TraversableContract extends Conformance {
    TraversableContract(String runtime) {
        super(runtime);
    }

    public static class Inner {
        public String inner = "inner";
        public int count;
        @Traversable public Inner deeper;

        public String play(String what) {
            if (what.isEmpty()) {
                throw new IllegalStateException("nothing to play");
            }
            return "plays " + what;
        }

        public String hidden() {
            return "declared by Inner";
        }
    }

    @Traversable
    public static class Marked {
        public String inner = "inner";
    }

    public static class Heir extends Marked {
        public String own = "own";
    }

    public record Pair(@Traversable Inner left, String right) {}

    public interface Face {
        String hello();
    }

    public static class Outer extends Actor {
        public Inner notMarked = new Inner();
        @Traversable public Inner field = new Inner();
        public Marked marked = new Marked();
        public Heir heir = new Heir();
        @Traversable public Pair pair = new Pair(new Inner(), "right");
        @Traversable public Face face = new Hidden();
        @Traversable public Object any = new Inner();
        @Traversable public Inner nothing;
        private Inner behind = new Inner();

        @Traversable
        public Inner getGetter() {
            return behind;
        }

        public void setGetter(Inner inner) {
            behind = inner;
        }

        public Inner getPlain() {
            return behind;
        }
    }

    private static final class Hidden implements Face {
        @Override
        public String hello() {
            return "hello";
        }
    }

    private final Outer actor = new Outer();
    private final ActorRef<Outer> ref = start(() -> actor);
    private final ActorProxy proxy = ref.proxy();

    private static void assertNotTraversable(ActorProxy proxy, String name) {
        assertEquals(proxy + ": the attribute '" + name + "' is not traversable: mark it, or its type, with @Traversable",
                assertThrows(ActorMemberException.class, () -> proxy.at(name)).getMessage());
    }

    @Test
    void attrWithoutMarkerCannotBeTraversed() {
        assertNotTraversable(proxy, "notMarked");
        assertSame(actor.notMarked, proxy.get("notMarked").get(LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"field", "marked", "heir", "getter"})
    void attrOfTraversableAttrCanBeRead(String name) {
        assertEquals("inner", proxy.at(name).get("inner").get(LONG));
    }

    /** The original reads properties too late for that: here the mark of the getter counts, and one without is not traversed. */
    @Test
    void traversableObjectReturnedFromPropertyIsNotTraversed() {
        assertNotTraversable(proxy, "plain");
        assertSame(actor.behind, proxy.get("plain").get(LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"field", "marked", "heir", "getter"})
    void attrThatIsTraversableIsNotHandedOut(String name) {
        String text = ": the attribute '" + name + "' is traversable and is not handed out: use at(\"" + name
                + "\"), or in an interface a method that returns an interface";
        assertEquals(proxy + text, assertThrows(ActorMemberException.class, () -> proxy.get(name)).getMessage());
        assertEquals(proxy + text,
                assertThrows(ActorMemberException.class, () -> ref.ask(ProxyGetAttr.of(name), LONG)).getMessage());
    }

    /** As a field is. */
    public interface HandsOut {
        Future<Object> field();
    }

    @Test
    void typedProxyThatWouldHandOutATraversableAttrIsRefused() {
        String message = assertThrows(ActorMemberException.class, () -> ref.proxy(HandsOut.class)).getMessage();
        assertTrue(message.contains("'field' is traversable and is not handed out"), message);
    }

    @Test
    void methodsAndWritesBelowAreReached() {
        assertEquals("plays tennis", proxy.at("field").call("play", "tennis").get(LONG));
        assertEquals("plays chess", proxy.at("field").method("play").call("chess").get(LONG));
        proxy.at("field").set("count", 3);
        assertEquals(3, proxy.at("field").get("count").get(LONG));
        proxy.at("field").defer("play", "a tune");
        assertThrows(IllegalStateException.class, () -> proxy.at("field").call("play", "").get(LONG));
        assertTrue(ref.isAlive());
    }

    @Test
    void recordsAreTraversedByTheirAccessorsAndReadOnly() {
        assertEquals("right", proxy.at("pair").get("right").get(LONG));
        assertEquals("right", proxy.at("pair").call("right").get(LONG));
        assertEquals("inner", proxy.at("pair").at("left").get("inner").get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.at("pair").set("right", "wrong"));
    }

    public interface OuterProxy {
        PairProxy pair();

        InnerProxy getter();
    }

    public interface PairProxy {
        InnerProxy left();

        Future<String> right();
    }

    public interface InnerProxy {
        Future<String> inner();

        InnerProxy deeper();
    }

    @Test
    void typedProxiesTraverseRecordsToo() {
        assertEquals("inner", ref.proxy(OuterProxy.class).pair().left().inner().get(LONG));
        assertEquals("right", ref.proxy(OuterProxy.class).pair().right().get(LONG));
        assertEquals("inner", ref.proxy(OuterProxy.class).getter().inner().get(LONG));
    }

    @Test
    void declaredTypeDecidesWhatIsThere() {
        assertEquals("hello", proxy.at("face").call("hello").get(LONG));
        assertEquals(List.of(), proxy.at("any").attributes());
        assertThrows(ActorMemberException.class, () -> proxy.at("any").get("inner"));
        assertEquals("own", proxy.at("heir").get("own").get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.at("marked").get("own"));
    }

    @Test
    void pathIsWalkedAtEachCall() {
        ActorProxy below = proxy.at("getter");
        assertEquals(0, below.get("count").get(LONG));
        Inner other = new Inner();
        other.count = 7;
        proxy.set("getter", other);
        assertEquals(7, below.get("count").get(LONG));
    }

    @Test
    void cyclesAreHarmlessAndThereIsNoDepth() {
        ref.run(a -> a.field.deeper = a.field).get(LONG);
        ActorProxy deep = proxy.at("field");
        InnerProxy typed = ref.proxy(OuterProxy.class).pair().left();
        ref.run(a -> a.pair.left().deeper = a.pair.left()).get(LONG);
        for (int i = 0; i < 50; i++) {
            deep = deep.at("deeper");
            typed = typed.deeper();
        }
        assertEquals("inner", deep.get("inner").get(LONG));
        assertEquals("inner", typed.inner().get(LONG));
        assertEquals(51, deep.path().size());
    }

    @Test
    void typeThatIsOnTheWayAlreadyIsListedAndNotEntered() {
        List<String> names = proxy.attributes();
        assertTrue(names.containsAll(List.of("field", "field.inner", "field.deeper", "pair.left.deeper", "marked.inner",
                "heir.own", "notMarked", "getGetter")), names::toString);
        assertTrue(names.stream().noneMatch(name -> name.startsWith("field.deeper.") || name.startsWith("notMarked.")),
                names::toString);
        assertEquals(names.stream().sorted().distinct().toList(), names);
    }

    @Test
    void nullOnThePathIsAMemberException() {
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> proxy.at("nothing").get("inner").get(LONG));
        assertEquals(proxy.at("nothing") + ": the attribute 'nothing' is null, so 'inner' cannot be reached", e.getMessage());
        assertThrows(ActorMemberException.class, () -> proxy.at("nothing").call("play", "x").get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.at("nothing").set("count", 1));
        assertThrows(ActorMemberException.class, () -> proxy.at("field").at("deeper").at("deeper").get("inner").get(LONG));
        assertTrue(ref.isAlive());
    }

    @Test
    void nullOnThePathOfADeferIsLoggedAndTheActorLives() {
        proxy.at("nothing").defer("play", "secret words");
        assertEquals("inner", proxy.at("field").get("inner").get(LONG));
        assertEquals(1, log().messages("WARN").size());
        String message = log().messages("WARN").get(0);
        assertTrue(message.startsWith("Unexpected message received by " + ref + ": ProxyCall"), message);
        assertTrue(message.contains("play") && !message.contains("secret"), message);
    }

    @Test
    void misuseOfThePathIsAnErrorAtOnce() {
        assertEquals(proxy + " has no attribute 'missing'",
                assertThrows(ActorMemberException.class, () -> proxy.at("missing")).getMessage());
        assertThrows(ActorMemberException.class, () -> proxy.at("field.deeper"));
        assertThrows(ActorMemberException.class, () -> proxy.at("getGetter"));
        assertThrows(ActorMemberException.class, () -> proxy.at("field").get("missing"));
        assertThrows(ActorMemberException.class, () -> proxy.at("field").call("stop"));
        assertThrows(NullPointerException.class, () -> proxy.at(null));
        ActorProxy below = proxy.at("field");
        ref.stop();
        assertThrows(ActorDeadException.class, () -> below.at("deeper"));
        assertThrows(ActorDeadException.class, () -> below.get("missing").get(LONG));
    }
}
