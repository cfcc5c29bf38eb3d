package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** What is a property of an actor, and what only looks like one. */
@Contract
class PropertyContract extends Conformance {
    PropertyContract(String runtime) {
        super(runtime);
    }

    /** All that may be and may not be a property. */
    public static class Properties extends Actor {
        public String wins = "field";
        private String value = "none";

        public String getWins() {
            return "property";
        }

        public String getURL() {
            return "URL";
        }

        public String getX() {
            return "x";
        }

        public boolean isReady() {
            return true;
        }

        public Boolean isDone() {
            return false;
        }

        public String isText() {
            return "no property";
        }

        public void getNothing() {}

        public String getFrom(int index) {
            return "no property";
        }

        public String get() {
            return "no property";
        }

        public void setBoth(int one, int two) {}

        public String get_hidden() {
            return "hidden";
        }

        /** Overloaded, and with a result. */
        public Properties setValue(String text) {
            value = "String " + text;
            return this;
        }

        public Properties setValue(int number) {
            value = "int " + number;
            return this;
        }

        public String getValue() {
            return value;
        }
    }

    @Test
    void propertiesAreNamedAsBeansAre() {
        ActorProxy proxy = start(Properties::new).proxy();
        assertEquals("URL", proxy.get("URL").get(LONG));
        assertEquals("x", proxy.get("x").get(LONG));
        assertEquals(true, proxy.get("ready").get(LONG));
        assertEquals(false, proxy.get("done").get(LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "nothing", "from", "", "both", "_hidden", "uRL", "class", "Ready"})
    void whatIsNoPropertyHasNoName(String name) {
        ActorProxy proxy = start(Properties::new).proxy();
        assertEquals(proxy + " has no attribute '" + name + "'",
                assertThrows(ActorMemberException.class, () -> proxy.get(name)).getMessage());
        assertFalse(proxy.attributes().contains(name));
    }

    @Test
    void propertyWinsOverField() {
        ActorProxy proxy = start(Properties::new).proxy();
        assertEquals("property", proxy.get("wins").get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.set("wins", "x"));
    }

    @Test
    void overloadedSettersAreChosenByTheValueAndTheirResultsAreDropped() {
        ActorProxy proxy = start(Properties::new).proxy();
        proxy.set("value", "text");
        assertEquals("String text", proxy.get("value").get(LONG));
        proxy.set("value", 7);
        assertEquals("int 7", proxy.get("value").get(LONG));
        assertThrows(ActorMemberException.class, () -> proxy.set("value", 1.0));
    }
}
