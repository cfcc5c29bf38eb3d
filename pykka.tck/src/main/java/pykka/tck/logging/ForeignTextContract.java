package pykka.tck.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorOptions;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.Traversable;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Names that come from elsewhere, in the texts of exceptions: on one line, escaped as in log records. */
@Contract
class ForeignTextContract extends Conformance {
    private static final String FORGED = "x\r\n2026-01-01 ERROR forged\u001b[2J\u2028";
    private static final String ESCAPED = "x\\r\\n2026-01-01 ERROR forged\\u001b[2J\\u2028";

    ForeignTextContract(String runtime) {
        super(runtime);
    }

    public static class Target extends Actor {
        public int number;
        @Traversable public Part part;

        public int add(int a, int b) {
            return a + b;
        }
    }

    public static class Part {
        public String name = "part";
    }

    private final ActorRef<Target> ref = start(Target::new);

    private static void assertEscaped(Executable action) {
        String message = assertThrows(RuntimeException.class, action).getMessage();
        assertTrue(message.contains(ESCAPED), message);
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.chars().noneMatch(c -> Character.isISOControl(c) || c == '\u2028'), message);
    }

    @Test
    void namesGivenToAProxyAreEscaped() {
        ActorProxy proxy = ref.proxy();
        assertEscaped(() -> proxy.method(FORGED));
        assertEscaped(() -> proxy.call(FORGED));
        assertEscaped(() -> proxy.method("add").callWith(Map.of(FORGED, 2), 1));
        assertEscaped(() -> proxy.defer(FORGED));
        assertEscaped(() -> proxy.get(FORGED));
        assertEscaped(() -> proxy.set(FORGED, 1));
        assertEscaped(() -> proxy.at(FORGED));
        assertEscaped(() -> proxy.at("part").get(FORGED));
    }

    @Test
    void namesInRawMessagesAreEscaped() {
        assertEscaped(() -> ref.ask(ProxyCall.of(FORGED), LONG));
        assertEscaped(() -> ref.ask(ProxyGetAttr.of(FORGED), LONG));
        assertEscaped(() -> ref.ask(ProxySetAttr.of(FORGED, 1), LONG));
        assertEscaped(() -> ref.ask(new ProxyCall(List.of(FORGED, FORGED), List.of(), Map.of()), LONG));
        assertEscaped(() -> ref.ask(new ProxyCall(List.of("add"), List.of(1), Map.of(FORGED, 2)), LONG));
        assertEscaped(() -> ref.ask(ProxyGetAttr.of("part", FORGED), LONG));
    }

    @Test
    void nameThatIsTooLongIsCutAndEscaped() {
        String message = assertThrows(ActorMemberException.class, () -> ref.proxy().call("\n".repeat(100_000))).getMessage();
        assertTrue(message.length() < 1_000 && message.contains("\\n\\n...") && !message.contains("\n"), message);
    }

    @Test
    void nameOfARuntimeThatDoesNotExistIsEscaped() {
        assertEscaped(() -> Actor.start(Target::new, ActorOptions.defaults().runtime(FORGED)));
    }
}
