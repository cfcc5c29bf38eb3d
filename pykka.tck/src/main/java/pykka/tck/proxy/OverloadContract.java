package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Overloaded methods: what javac chose for this file is what proxies must choose. */
@Contract
class OverloadContract extends Conformance {
    OverloadContract(String runtime) {
        super(runtime);
    }

    /** Methods that say which of them was called. */
    public static class Choices extends Actor {
        public String count() {
            return "()";
        }

        public String count(int a) {
            return "(int)";
        }

        public String count(int a, int b) {
            return "(int, int)";
        }

        public String type(Object a) {
            return "(Object)";
        }

        public String type(CharSequence a) {
            return "(CharSequence)";
        }

        public String type(String a) {
            return "(String)";
        }

        public String box(long a) {
            return "(long)";
        }

        public String box(Integer a) {
            return "(Integer)";
        }

        public String box(Object a) {
            return "(Object)";
        }

        public String wide(short a) {
            return "(short)";
        }

        public String wide(int a) {
            return "(int)";
        }

        public String wide(double a) {
            return "(double)";
        }

        public String many(String a) {
            return "(String)";
        }

        public String many(String... a) {
            return "(String...)";
        }

        public String many(Object a, Object... b) {
            return "(Object, Object...)";
        }

        public String two(Integer a, Object b) {
            return "(Integer, Object)";
        }

        public String two(Object a, Integer b) {
            return "(Object, Integer)";
        }

        public String apart(String a) {
            return "(String)";
        }

        public String apart(Integer a) {
            return "(Integer)";
        }
    }

    public interface ChoicesProxy {
        Future<String> count();

        Future<String> count(int a);

        Future<String> count(int a, int b);

        Future<String> type(String a);

        Future<String> type(StringBuilder a);

        Future<String> type(int[] a);

        Future<String> box(int a);

        Future<String> box(Integer a);

        Future<String> box(Short a);

        Future<String> wide(byte a);

        Future<String> wide(char a);

        Future<String> wide(Long a);

        Future<String> many(String a);

        Future<String> many(String a, String b);

        Future<String> many();

        Future<String> many(Integer a, String b);

        Future<String> two(Integer a, String b);
    }

    private static Arguments row(String name, Function<Choices, String> javac, Function<ChoicesProxy, Future<String>> typed) {
        return Arguments.of(name, javac, typed);
    }

    static Stream<Arguments> typed() {
        return Stream.of(
                row("no argument", c -> c.count(), p -> p.count()),
                row("one argument", c -> c.count(1), p -> p.count(1)),
                row("two arguments", c -> c.count(1, 2), p -> p.count(1, 2)),
                row("the very type", c -> c.type(""), p -> p.type("")),
                row("a supertype", c -> c.type(new StringBuilder()), p -> p.type(new StringBuilder())),
                row("an array", c -> c.type(new int[0]), p -> p.type(new int[0])),
                row("widening before boxing", c -> c.box(1), p -> p.box(1)),
                row("no unboxing", c -> c.box((Integer) 1), p -> p.box((Integer) 1)),
                row("a supertype before unboxing", c -> c.box((Short) (short) 1), p -> p.box((Short) (short) 1)),
                row("the narrowest", c -> c.wide((byte) 1), p -> p.wide((byte) 1)),
                row("char is no short", c -> c.wide('a'), p -> p.wide('a')),
                row("unboxing and widening", c -> c.wide((Long) 1L), p -> p.wide((Long) 1L)),
                row("an array last", c -> c.many(""), p -> p.many("")),
                row("the narrower array", c -> c.many("", ""), p -> p.many("", "")),
                row("an empty array", c -> c.many(), p -> p.many()),
                row("the wider array", c -> c.many(1, ""), p -> p.many(1, "")),
                row("the one that fits", c -> c.two(1, ""), p -> p.two(1, "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("typed")
    void faultE6TypedProxiesChooseAsJavac(String name, Function<Choices, String> javac,
            Function<ChoicesProxy, Future<String>> typed) {
        ActorRef<Choices> ref = start(Choices::new);
        String chosen = ref.call(javac::apply).get(LONG);
        assertEquals(chosen, typed.apply(ref.proxy(ChoicesProxy.class)).get(LONG));
    }

    private static Arguments call(Function<Choices, String> javac, String method, Object... args) {
        return Arguments.of(method, args, javac);
    }

    static Stream<Arguments> dynamic() {
        Integer boxed = 1;
        Character letter = 'a';
        return Stream.of(
                call(c -> c.count(), "count"),
                call(c -> c.count(boxed, boxed), "count", 1, 1),
                call(c -> c.type(""), "type", ""),
                call(c -> c.type(new StringBuilder()), "type", new StringBuilder()),
                call(c -> c.type(null), "type", new Object[] {null}),
                call(c -> c.box(boxed), "box", 1),
                call(c -> c.box(letter), "box", 'a'),
                call(c -> c.wide(boxed), "wide", 1),
                call(c -> c.wide(letter), "wide", 'a'),
                call(c -> c.many("", ""), "many", "", ""),
                call(c -> c.many("", null, ""), "many", "", null, ""),
                call(c -> c.many(boxed), "many", 1),
                call(c -> c.two(null, ""), "two", null, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dynamic")
    void faultE6DynamicProxiesChooseAsJavacByTheClassesOfTheArguments(String name, Object[] args,
            Function<Choices, String> javac) {
        ActorRef<Choices> ref = start(Choices::new);
        assertEquals(ref.call(javac::apply).get(LONG), ref.proxy().call(name, args).get(LONG));
    }

    public interface Ambiguous {
        Future<String> two(Integer a, Integer b);
    }

    @Test
    void faultE6AmbiguousCallNamesTheCandidates() {
        ActorRef<Choices> ref = start(Choices::new);
        ActorProxy proxy = ref.proxy();
        String two = " is ambiguous: two(java.lang.Integer, java.lang.Object), two(java.lang.Object, java.lang.Integer)";
        assertEquals(proxy + ": 'two'(java.lang.Integer, java.lang.Integer)" + two,
                assertThrows(ActorMemberException.class, () -> proxy.call("two", 4711, 4711)).getMessage());
        assertEquals(proxy + ": 'two'(null, null)" + two,
                assertThrows(ActorMemberException.class, () -> proxy.defer("two", null, null)).getMessage());
        assertEquals(proxy + ": 'apart'(null) is ambiguous: apart(java.lang.Integer), apart(java.lang.String)",
                assertThrows(ActorMemberException.class, () -> proxy.call("apart", new Object[] {null})).getMessage());
        String typed = assertThrows(ActorMemberException.class, () -> ref.proxy(Ambiguous.class)).getMessage();
        assertTrue(typed.endsWith(two), typed);
    }
}
