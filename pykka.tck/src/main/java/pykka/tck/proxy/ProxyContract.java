package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.Traversable;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/proxy/test_proxy.py. There is one text of a proxy in Java, toString. */
@Contract
class ProxyContract extends Conformance {
    ProxyContract(String runtime) {
        super(runtime);
    }

    /** Attributes and a method, and an attribute whose equals throws. */
    public static class Something extends Actor {
        public static final String CLASS_ATTR = "static, so no attribute";

        public String attr1 = "attr1";
        public Awkward awkward = new Awkward();
        @Traversable public Nested nested = new Nested();

        public void aMethod() {}
    }

    public static class Awkward {
        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException();
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException();
        }
    }

    public static class Nested {
        public String leaf = "leaf";
        @Traversable public Nested again = this;
    }

    private final ActorRef<Something> ref = start(Something::new);
    private final ActorProxy proxy = ref.proxy();

    @Test
    void eqToSelf() {
        assertEquals(proxy, proxy);
    }

    @Test
    void isHashable() {
        assertEquals(proxy.hashCode(), proxy.hashCode());
        assertEquals("found", Map.of(proxy, "found").get(ref.proxy()));
    }

    @Test
    void eqToAnotherProxyForSameActorAndAttrPath() {
        ActorProxy other = ref.proxy();
        assertNotSame(proxy, other);
        assertEquals(proxy, other);
        assertEquals(proxy.hashCode(), other.hashCode());
        assertEquals(proxy.at("nested"), other.at("nested"));
        assertEquals(proxy.at("nested").hashCode(), other.at("nested").hashCode());
    }

    @Test
    void notEqToProxyWithDifferentAttrPath() {
        assertNotEquals(proxy, proxy.at("nested"));
        assertNotEquals(proxy.at("nested"), proxy.at("nested").at("again"));
    }

    @Test
    void notEqToProxyOfAnotherActorNorToAnythingElse() {
        assertNotEquals(proxy, start(Something::new).proxy());
        assertNotEquals(proxy, ref);
        assertFalse(proxy.equals(null));
    }

    @Test
    void reprIsWrappedInLtAndGt() {
        assertTrue(proxy.toString().startsWith("<") && proxy.toString().endsWith(">"), proxy::toString);
    }

    @Test
    void reprRevealsThatThisIsAProxy() {
        assertTrue(proxy.toString().contains("ActorProxy"), proxy::toString);
    }

    @Test
    void reprContainsActorClassName() {
        assertTrue(proxy.toString().contains("Something"), proxy::toString);
    }

    @Test
    void reprContainsActorUrn() {
        assertTrue(proxy.toString().contains(ref.actorUrn()), proxy::toString);
    }

    @Test
    void reprContainsAttrPath() {
        assertEquals("<ActorProxy for " + ref + ", attr_path=()>", proxy.toString());
        assertEquals("<ActorProxy for " + ref + ", attr_path=('nested',)>", proxy.at("nested").toString());
        assertEquals("<ActorProxy for " + ref + ", attr_path=('nested', 'again')>", proxy.at("nested").at("again").toString());
    }

    @Test
    void strContainsActorClassName() {
        assertTrue(("" + proxy.at("nested")).contains("Something"));
    }

    @Test
    void strContainsActorUrn() {
        assertTrue(("" + proxy.at("nested")).contains(ref.actorUrn()));
    }

    @Test
    void dirOnProxyListsAttributesOfTheActor() {
        assertEquals(List.of("aMethod", "attr1", "awkward", "nested", "nested.again", "nested.leaf"), proxy.attributes());
        assertEquals(List.of("again", "leaf"), proxy.at("nested").attributes());
        assertThrows(UnsupportedOperationException.class, () -> proxy.attributes().clear());
    }

    @Test
    void refsProxyMethodReturnsAProxy() {
        assertInstanceOf(ActorProxy.class, proxy);
        assertEquals(true, proxy.call("stop").get(LONG));
        assertFalse(ref.isAlive());
    }

    @Test
    void proxyConstructorRaisesExceptionIfActorIsDead() {
        ref.stop();
        assertEquals(ref + " not found", assertThrows(ActorDeadException.class, ref::proxy).getMessage());
        assertEquals(ref + " not found", assertThrows(ActorDeadException.class, () -> proxy.at("nested")).getMessage());
        assertEquals(ref + " not found", assertThrows(ActorDeadException.class, proxy::attributes).getMessage());
    }

    @Test
    void actorRefMayBeRetrievedFromProxyIfActorIsDead() {
        assertSame(ref, proxy.actorRef());
        ref.stop();
        assertSame(ref, proxy.actorRef());
        assertFalse(proxy.actorRef().isAlive());
    }

    @Test
    void actorRefIsAnAttributeAsInTheOriginal() {
        assertSame(ref, proxy.get("actorRef").get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.at("nested").get("actorRef"));
    }

    @Test
    void pathIsThatFromTheActor() {
        assertEquals(List.of(), proxy.path());
        assertEquals(List.of("nested", "again"), proxy.at("nested").at("again").path());
        assertSame(ref, proxy.at("nested").actorRef());
    }

    /** Has proxies to itself, one made in the constructor. */
    public static class SelfProxied extends Actor {
        public final ActorProxy self = actorRef().proxy();
        @Traversable public final Holder holder = new Holder(actorRef());
        public final String other = "other";

        public Object getOwn() {
            return actorRef().proxy(Own.class);
        }
    }

    public interface Own {}

    public static class Holder {
        public final ActorProxy root;
        private final ActorRef<?> ref;

        Holder(ActorRef<?> ref) {
            this.ref = ref;
            root = ref.proxy();
        }

        public ActorProxy getHere() {
            return ref.proxy().at("holder");
        }
    }

    @Test
    void actorProxyDoesNotExposeProxyToSelf() {
        ActorRef<SelfProxied> self = start(SelfProxied::new);
        ActorProxy selfProxy = self.proxy();
        assertEquals("other", selfProxy.get("other").get(LONG));
        for (int i = 0; i < 2; i++) {
            ActorMemberException e = assertThrows(ActorMemberException.class, () -> selfProxy.get("self").get(LONG));
            assertEquals(selfProxy + " has no attribute 'self'", e.getMessage());
        }
        assertThrows(ActorMemberException.class, () -> selfProxy.get("own").get(LONG));
        assertThrows(ActorMemberException.class, () -> selfProxy.at("holder").get("here").get(LONG));
        assertEquals(List.of(warning(self, "self"), warning(self, "own"), warning(self, "holder.here")), log().messages("WARN"));
        assertTrue(self.isAlive());
    }

    private static String warning(ActorRef<?> self, String path) {
        return self + " attribute '" + path + "' is a proxy to itself. Consider making it private.";
    }

    @Test
    void proxyToItselfIsWarnedOfForEachActor() {
        for (int i = 0; i < 2; i++) {
            ActorRef<SelfProxied> self = start(SelfProxied::new);
            assertThrows(ActorMemberException.class, () -> self.proxy().get("self").get(LONG));
            assertEquals(i + 1, log().messages("WARN").size());
        }
    }

    @Test
    void proxyOfTheActorAtAnotherPathIsAnAttributeLikeAnyOther() {
        ActorRef<SelfProxied> self = start(SelfProxied::new);
        assertEquals(self.proxy(), self.proxy().at("holder").get("root").get(LONG));
    }
}
