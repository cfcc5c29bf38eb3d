package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/**
 * The original's tests/proxy/test_attributes.py, and more on attributes. Methods that come and go have no counterpart in Java.
 */
@Contract
class AttributeContract extends Conformance {
    AttributeContract(String runtime) {
        super(runtime);
    }

    public static class Attributes extends Actor {
        public String anAttr = "an attribute";
        public String _private = "private";
        public long count;
        public Long boxed = 0L;
        public final String fixed = "fixed";
        public final Supplier<String> function = () -> "called";
        private String foo = "foo";
        private final AtomicInteger reads = new AtomicInteger();

        public String getFoo() {
            reads.incrementAndGet();
            return foo;
        }

        public void setFoo(String value) {
            foo = value;
        }

        public String getReadOnly() {
            return "read-only";
        }

        public void setSecret(String value) {
            foo = value;
        }
    }

    private final Attributes actor = new Attributes();

    private ActorProxy proxy() {
        return start(() -> actor).proxy();
    }

    private static void assertUnknown(ActorProxy proxy, String name) {
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> proxy.get(name));
        assertEquals(proxy + " has no attribute '" + name + "'", e.getMessage());
    }

    @Test
    void attrCanBeReadUsingGetPostfix() {
        assertEquals("an attribute", proxy().get("anAttr").get(LONG));
    }

    @Test
    void attrCanBeSetUsingAssignment() {
        ActorProxy proxy = proxy();
        proxy.set("anAttr", "new");
        assertEquals("new", proxy.get("anAttr").get(LONG));
    }

    @Test
    void privateAttrAccessRaisesException() {
        assertUnknown(proxy(), "_private");
    }

    @Test
    void missingAttrAccessRaisesException() {
        assertUnknown(proxy(), "missing");
    }

    @Test
    void propertyCanBeReadUsingGetPostfix() {
        ActorProxy proxy = proxy();
        assertEquals("foo", proxy.get("foo").get(LONG));
        assertEquals("read-only", proxy.get("readOnly").get(LONG));
    }

    @Test
    void propertyCanBeSetUsingAssignment() {
        ActorProxy proxy = proxy();
        proxy.set("foo", "bar");
        assertEquals("bar", proxy.get("foo").get(LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"readOnly", "fixed", "function"})
    void readOnlyPropertyCannotBeSet(String name) {
        ActorProxy proxy = proxy();
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> proxy.set(name, null));
        assertTrue(e.getMessage().startsWith(proxy + ": the attribute '" + name + "' is read-only"), e::getMessage);
        assertEquals("fixed", proxy.get("fixed").get(LONG));
    }

    @Test
    void propertyIsNotAccessedWhenCreatingProxy() {
        ActorProxy proxy = proxy();
        assertTrue(proxy.attributes().contains("foo"));
        assertEquals(0, actor.reads.get());
        proxy.get("foo").get(LONG);
        assertEquals(1, actor.reads.get());
    }

    @Test
    void propertyWithoutGetterCannotBeRead() {
        ActorProxy proxy = proxy();
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> proxy.get("secret"));
        assertTrue(e.getMessage().contains("'secret' cannot be read: it has a setter only"), e::getMessage);
        proxy.set("secret", "set");
        assertEquals("set", proxy.get("foo").get(LONG));
    }

    @Test
    void gettersAndSettersAreMethodsToo() {
        ActorProxy proxy = proxy();
        assertNull(proxy.call("setFoo", "by method").get(LONG));
        assertEquals("by method", proxy.call("getFoo").get(LONG));
    }

    @Test
    void methodIsNoAttributeAndAnAttributeNoMethod() {
        ActorProxy proxy = proxy();
        assertEquals(proxy + ": 'getFoo' is a method, not an attribute: use call or defer",
                assertThrows(ActorMemberException.class, () -> proxy.get("getFoo")).getMessage());
        assertEquals(proxy + ": 'foo' is an attribute, not a method: use get or set",
                assertThrows(ActorMemberException.class, () -> proxy.call("foo")).getMessage());
        assertThrows(ActorMemberException.class, () -> proxy.set("getFoo", 1));
        assertThrows(ActorMemberException.class, () -> proxy.defer("foo"));
        assertThrows(ActorMemberException.class, () -> proxy.method("foo"));
    }

    @Test
    void fieldThatHoldsAFunctionIsAPlainValue() {
        ActorProxy proxy = proxy();
        assertSame(actor.function, proxy.get("function").get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.call("function"));
    }

    @Test
    void writesConvertAsAnAssignmentOfAValueOfItsClass() {
        ActorProxy proxy = proxy();
        proxy.set("count", 1);
        assertEquals(1L, proxy.get("count").get(LONG));
        proxy.set("count", 'a');
        assertEquals(97L, proxy.get("count").get(LONG));
        proxy.set("boxed", 2L);
        assertEquals(2L, proxy.get("boxed").get(LONG));
        proxy.set("boxed", null);
        assertNull(proxy.get("boxed").get(LONG));
    }

    @Test
    void writesThatNoAssignmentAllowsAreRefusedWithTypesAndWithoutValues() {
        ActorProxy proxy = proxy();
        assertEquals(proxy + ": the attribute 'boxed' is a java.lang.Long: a java.lang.Integer cannot be assigned",
                assertThrows(ActorMemberException.class, () -> proxy.set("boxed", 1147114711)).getMessage());
        assertEquals(proxy + ": the attribute 'count' is a long: null cannot be assigned",
                assertThrows(ActorMemberException.class, () -> proxy.set("count", null)).getMessage());
        assertThrows(ActorMemberException.class, () -> proxy.set("count", 1.5f));
        assertThrows(ActorMemberException.class, () -> proxy.set("anAttr", 1));
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> proxy.set("foo", 1147114711));
        assertTrue(e.getMessage().contains("java.lang.Integer") && !e.getMessage().contains("1147114711"), e::getMessage);
    }

    @Test
    void setWaitsUntilItIsDone() {
        ActorRef<Attributes> ref = start(() -> actor);
        ActorProxy proxy = ref.proxy();
        ref.defer(a -> Thread.yield());
        proxy.set("count", 5);
        assertEquals(5L, actor.count);
    }

    public static class Refusing extends Actor {
        static final Exception NO = new Exception("no");

        public void setLevel(int level) throws Exception {
            throw NO;
        }

        public int getLevel() throws Exception {
            throw NO;
        }

        public int own(ActorProxy proxy) {
            proxy.set("level", 1);
            return 1;
        }
    }

    @Test
    void setThrowsWhatTheSetterThrows() {
        ActorRef<Refusing> ref = start(Refusing::new);
        assertSame(Refusing.NO, assertThrows(Exception.class, () -> ref.proxy().set("level", 1)));
        assertSame(Refusing.NO, assertThrows(Exception.class, () -> ref.proxy().get("level").get(LONG)));
        assertTrue(ref.isAlive());
    }

    @Test
    void actorThatWritesItsOwnAttributeThroughAProxyGetsADeadlockException() {
        ActorRef<Refusing> ref = start(Refusing::new);
        assertThrows(ActorDeadlockException.class, () -> ref.proxy().call("own", ref.proxy()).get(LONG));
        assertTrue(ref.isAlive());
    }
}
