package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Traversable;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Messages of proxies, sent by hand: they do what the proxy does, and reach nothing that it refuses. */
@Contract
class RawMessageContract extends Conformance {
    static final Exception FAILURE = new Exception("boom");

    RawMessageContract(String runtime) {
        super(runtime);
    }

    public static class Player extends Actor {
        public int volume;
        public int _private;
        @Traversable public Playback playback = new Playback();
        @Traversable public Playback none;
        public Playback unmarked = new Playback();
        int own;

        public String add(Object first, Object second) {
            return first + "-" + second;
        }

        public void fail() throws Exception {
            throw FAILURE;
        }

        void internal() {}

        @Override
        protected Object onReceive(Object message) {
            throw new AssertionError("it has no such messages");
        }
    }

    public static class Playback {
        public String state = "stopped";

        public String play(String tune) {
            return tune;
        }
    }

    private final ActorRef<Player> ref = start(Player::new);

    private Object ask(Record message) {
        return ref.askAsync(message).get(LONG);
    }

    @Test
    void rawMessagesDoWhatProxiesDo() {
        assertEquals("1-null", ask(ProxyCall.of("add", 1, null)));
        assertEquals("1-2", ask(new ProxyCall(List.of("add"), List.of(1), Map.of("second", 2))));
        assertEquals("la", ask(new ProxyCall(List.of("playback", "play"), List.of("la"), Map.of())));
        assertNull(ask(ProxySetAttr.of("volume", 5)));
        assertEquals(5, ask(ProxyGetAttr.of("volume")));
        ask(new ProxySetAttr(List.of("playback", "state"), null));
        assertNull(ask(ProxyGetAttr.of("playback", "state")));
    }

    @Test
    void rawMessagesMayBeTold() {
        ref.tell(ProxySetAttr.of("volume", 7));
        ref.tell(ProxyCall.of("add", 1, 2));
        ref.tell(ProxyGetAttr.of("volume"));
        assertEquals(7, ask(ProxyGetAttr.of("volume")));
    }

    @Test
    void stopAndActorRefAreReachedAsInTheOriginal() {
        assertSame(ref, ask(ProxyGetAttr.of("actorRef")));
        ask(ProxyCall.of("stop"));
        awaitEnd(ref);
    }

    @Test
    void askedMessageThatReachesNothingFails() {
        for (Record message : List.of(ProxyCall.of("missing"), ProxyGetAttr.of("missing"), ProxySetAttr.of("missing", 1),
                ProxyCall.of("add", 1), ProxySetAttr.of("volume", "loud"), ProxyGetAttr.of("none", "state"),
                ProxyCall.of("volume"), ProxyGetAttr.of("add"), new ProxyCall(List.of("add"), List.of(), Map.of("x", 1)),
                new ProxyCall(List.of("add"), List.of(1), Map.of("first", 1)))) {
            assertThrows(ActorMemberException.class, () -> ask(message), message::toString);
        }
        assertThrows(ActorMemberException.class, () -> ask(new ProxyCall(List.of("stop"), List.of(1), Map.of())));
        assertTrue(ref.isAlive());
    }

    @Test
    void emptyPathIsRefusedWithAReason() {
        for (Record message : List.of(new ProxyCall(List.of(), List.of(), Map.of()), new ProxyGetAttr(List.of()),
                new ProxySetAttr(List.of(), 1))) {
            String text = assertThrows(ActorMemberException.class, () -> ask(message)).getMessage();
            assertTrue(text.endsWith("the path is empty: it must end with the name of a member"), text);
        }
    }

    @Test
    void toldMessageThatReachesNothingIsAnUnexpectedOneAndTheActorLives() {
        ref.tell(ProxyCall.of("missing", "a"));
        ref.tell(ProxyGetAttr.of("none", "state"));
        ref.tell(ProxySetAttr.of("volume", null));
        ref.tell(new ProxyCall(List.of(), List.of(), Map.of()));
        assertEquals(0, ask(ProxyGetAttr.of("volume")));
        List<String> warnings = log().messages("WARN");
        assertEquals(4, warnings.size(), warnings::toString);
        assertTrue(warnings.stream().allMatch(w -> w.startsWith("Unexpected message received by " + ref + ": Proxy")),
                warnings::toString);
        assertEquals(List.of(), log().messages("ERROR"));
    }

    @Test
    void whatTheMemberThrowsIsAFailureAsEver() {
        log();
        assertSame(FAILURE, assertThrows(Exception.class, () -> ask(ProxyCall.of("fail"))));
        assertTrue(ref.isAlive());
        ref.tell(ProxyCall.of("fail"));
        awaitEnd(ref);
        assertSame(FAILURE, log().at("ERROR").get(0).throwable());
    }

    @Test
    void faultE4MembersThatAreNotPublicAreRefused() {
        for (String name : List.of("_private", "own", "cell", "internal", "onReceive", "onStart", "options")) {
            for (Record message : List.of(ProxyCall.of(name), ProxyGetAttr.of(name), ProxySetAttr.of(name, 1))) {
                assertThrows(ActorMemberException.class, () -> ask(message), message::toString);
            }
        }
        assertTrue(ref.isAlive());
    }

    @Test
    void faultE5PathsLeadOnlyThroughWhatIsMarked() {
        assertThrows(ActorMemberException.class, () -> ask(new ProxyCall(List.of("getClass", "getClassLoader"), List.of(), Map.of())));
        assertThrows(ActorMemberException.class, () -> ask(ProxyGetAttr.of("class", "classLoader")));
        assertThrows(ActorMemberException.class, () -> ask(ProxyGetAttr.of("unmarked", "state")));
        assertThrows(ActorMemberException.class, () -> ask(ProxyGetAttr.of("playback", "class")));
        assertThrows(ActorMemberException.class, () -> ask(ProxySetAttr.of("cell", null)));
        assertThrows(ActorMemberException.class, () -> ask(new ProxySetAttr(List.of("actorRef"), null)));
        assertThrows(ActorMemberException.class, () -> ask(ProxyGetAttr.of("actorRef", "actorUrn")));
        assertTrue(ref.isAlive());
    }

    /** Wrong from the start: a message that cannot be one is refused where it is made, not on the actor. */
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void namesThatAreNoneAreRefusedWhenTheMessageIsMade() {
        assertThrows(NullPointerException.class,
                () -> new ProxyCall(List.of("add"), List.of(1), Collections.singletonMap(null, 2)));
        assertThrows(NullPointerException.class, () -> new ProxyCall(Arrays.asList("add", null), List.of(1), Map.of()));
        assertThrows(ClassCastException.class, () -> new ProxyCall(List.of("add"), List.of(1), (Map) Map.of(2, 2)));
        assertThrows(ClassCastException.class, () -> new ProxyCall((List) List.of(1), List.of(), Map.of()));
        assertThrows(ClassCastException.class, () -> new ProxyGetAttr((List) List.of(1)));
        assertThrows(ClassCastException.class, () -> new ProxySetAttr((List) List.of("playback", 1), 1));
    }

    private static final class Private extends Actor {
        @Override
        protected ActorOptions options() {
            return super.options().lookup(MethodHandles.lookup());
        }

        @SuppressWarnings("unused") // by name
        public String hello() {
            return "hello";
        }
    }

    @Test
    void rawMessagesAreReadWithTheLookupOfTheActor() {
        assertEquals("hello", start(Private::new).askAsync(ProxyCall.of("hello")).get(LONG));
        ActorRef<Actor> shut = start(() -> new Actor() {
            @SuppressWarnings("unused") // by name
            public String hello() {
                return "hello";
            }
        });
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> shut.askAsync(ProxyCall.of("hello")).get(LONG));
        assertTrue(e.getMessage().contains("lookup(MethodHandles.lookup())"), e::getMessage);
        assertFalse(e.getMessage().contains("null"), e::getMessage);
    }
}
