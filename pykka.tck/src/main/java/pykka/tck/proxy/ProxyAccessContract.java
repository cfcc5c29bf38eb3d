package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorMemberException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Traversable;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;
import pykka.tck.support.Racers;

/** Actors and interfaces that not everybody may use: nothing is forced open, and the error says what to do. */
@Contract
class ProxyAccessContract extends Conformance {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    ProxyAccessContract(String runtime) {
        super(runtime);
    }

    public interface HelloProxy {
        Future<String> hello();

        Future<String> name();
    }

    static class PackagePrivate extends Actor {
        public String name = "name";

        public String hello() {
            return "hello";
        }
    }

    private static class PrivateNested extends Actor {
        public String name = "name";

        @SuppressWarnings("unused") // by name
        public String hello() {
            return "hello";
        }
    }

    /** The class of an object of another. */
    public class Outer {
        class Inner extends Actor {
            public String name = "name";

            public String hello() {
                return "hello";
            }
        }
    }

    /** As the others, but its author thought of proxies. */
    private static final class Considerate extends PackagePrivate {
        @Override
        protected ActorOptions options() {
            return super.options().lookup(MethodHandles.lookup());
        }
    }

    private static Arguments actor(String name, Supplier<Actor> make) {
        return Arguments.of(name, make);
    }

    Stream<Arguments> shut() {
        class Local extends Actor {
            public String name = "name";

            @SuppressWarnings("unused") // by name
            public String hello() {
                return "hello";
            }
        }
        return Stream.of(actor("package-private", PackagePrivate::new), actor("private nested", PrivateNested::new),
                actor("local", Local::new), actor("inner", () -> new Outer().new Inner()), actor("anonymous", () -> new Actor() {
                    public String name = "name";

                    @SuppressWarnings("unused") // by name
                    public String hello() {
                        return "hello";
                    }
                }));
    }

    static Stream<Arguments> shutActors() {
        return new ProxyAccessContract("").shut();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shutActors")
    void faultE11ProxyOfAClassThatNobodyReachesSaysWhatToDo(String name, Supplier<Actor> make) {
        ActorRef<Actor> ref = start(make::get);
        String remedy = ref.actorClass().getName() + " is not public, or its package not exported. Let the actor's options() return"
                + " super.options().lookup(MethodHandles.lookup()), or give a lookup to proxy(...)";
        assertEquals("<ActorProxy for " + ref + ", attr_path=()>: " + remedy,
                assertThrows(ActorMemberException.class, ref::proxy).getMessage());
        String typed = assertThrows(ActorMemberException.class, () -> ref.proxy(HelloProxy.class)).getMessage();
        assertEquals(2, typed.lines().filter(line -> line.endsWith(remedy)).count(), typed);
        assertThrows(ActorMemberException.class, () -> ref.proxy(MethodHandles.publicLookup()));
        assertThrows(ActorMemberException.class, () -> ref.proxy(LOOKUP.in(String.class)));
        assertTrue(ref.isAlive());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shutActors")
    void faultE11LookupGivenToTheProxyReachesIt(String name, Supplier<Actor> make) {
        ActorRef<Actor> ref = start(make::get);
        assertEquals("hello", ref.proxy(LOOKUP).call("hello").get(LONG));
        assertEquals("name", ref.proxy(LOOKUP).get("name").get(LONG));
        assertEquals("hello", ref.proxy(HelloProxy.class, LOOKUP).hello().get(LONG));
        assertEquals("name", ref.proxy(HelloProxy.class, LOOKUP).name().get(LONG));
        // what was found for one is not for all
        assertThrows(ActorMemberException.class, ref::proxy);
        assertThrows(ActorMemberException.class, () -> ref.proxy(HelloProxy.class));
        assertThrows(ActorMemberException.class,
                () -> ref.proxy(HelloProxy.class, LOOKUP.dropLookupMode(MethodHandles.Lookup.PACKAGE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shutActors")
    void lookupAmongTheOptionsReachesItForEverybody(String name, Supplier<Actor> make) {
        ActorRef<Actor> ref = start(make::get, ActorOptions.defaults().lookup(LOOKUP));
        assertEquals("hello", ref.proxy().call("hello").get(LONG));
        assertEquals("hello", ref.proxy(HelloProxy.class).hello().get(LONG));
    }

    @Test
    void lookupOfTheActorsOwnOptionsComesAfterTheOneThatIsGiven() {
        ActorRef<Considerate> ref = start(Considerate::new);
        assertEquals("hello", ref.proxy().call("hello").get(LONG));
        assertEquals("hello", ref.proxy(HelloProxy.class).hello().get(LONG));
        assertEquals("hello", ref.proxy(MethodHandles.publicLookup()).call("hello").get(LONG));
        assertEquals("hello", ref.proxy(HelloProxy.class, MethodHandles.publicLookup()).hello().get(LONG));
    }

    /** What was found with all the rights of a class is not for a caller who only names the class. */
    @Test
    void lookupOfTheSameClassWithFewerRightsReachesLess() {
        ActorRef<PackagePrivate> ref = start(PackagePrivate::new);
        assertEquals("hello", ref.proxy(LOOKUP).call("hello").get(LONG));
        MethodHandles.Lookup elsewhere = MethodHandles.publicLookup().in(ProxyAccessContract.class);
        assertThrows(ActorMemberException.class, () -> ref.proxy(elsewhere));
    }

    public static class Holder extends Actor {
        @Traversable public Part part = new Part();
    }

    static class Part {
        public String name = "part";
    }

    public interface HolderProxy {
        PartProxy part();
    }

    public interface PartProxy {
        Future<String> name();
    }

    @Test
    void faultE11TypeBelowThatNobodyReachesIsNamed() {
        ActorRef<Holder> ref = start(Holder::new);
        String message = assertThrows(ActorMemberException.class, () -> ref.proxy().at("part").get("name")).getMessage();
        assertTrue(message.contains(Part.class.getName() + " is not public"), message);
        assertTrue(assertThrows(ActorMemberException.class, () -> ref.proxy(HolderProxy.class)).getMessage()
                .contains(Part.class.getName() + " is not public"));
        assertEquals("part", ref.proxy(LOOKUP).at("part").get("name").get(LONG));
        assertEquals("part", ref.proxy(HolderProxy.class, LOOKUP).part().name().get(LONG));
    }

    interface Quiet {
        Future<String> hello();

        default String whisper() {
            return "psst, " + hello().get(LONG);
        }
    }

    public interface Loud extends Quiet {
        default String shout() {
            return hello().get(LONG) + "!";
        }

        default Object fail(Throwable failure) throws Throwable {
            throw failure;
        }
    }

    public interface Open {
        Future<String> hello();

        default String shout() {
            return hello().get(LONG) + "!";
        }
    }

    @Test
    void defaultMethodsOfAnInterfaceThatIsNotPublicNeedALookupOfEitherSide() {
        ActorRef<PackagePrivate> plain = start(PackagePrivate::new);
        assertEquals("psst, hello", plain.proxy(Quiet.class, LOOKUP).whisper());
        assertEquals("psst, hello", start(Considerate::new).proxy(Quiet.class).whisper());
        assertEquals("hello!", start(Considerate::new).proxy(Loud.class).shout());
        assertEquals("psst, hello", start(Considerate::new).proxy(Loud.class).whisper());
    }

    public static class Public extends Actor {
        public String hello() {
            return "hello";
        }
    }

    @Test
    void defaultMethodsOfAPublicInterfaceNeedNone() {
        assertEquals("hello!", start(Public::new).proxy(Open.class).shout());
        String message = assertThrows(ActorMemberException.class, () -> start(Public::new).proxy(Loud.class)).getMessage();
        assertEquals(2, message.lines().count(), message);
        assertTrue(message.contains("its default method whisper cannot be called: make " + Quiet.class.getName() + " public"), message);
    }

    @Test
    void whatADefaultMethodThrowsArrivesAsItIs() {
        Exception failure = new Exception("of a default method");
        assertEquals(failure, assertThrows(Exception.class, () -> start(Considerate::new).proxy(Loud.class).fail(failure)));
    }

    /** The lookup goes with the actor: what it cannot reach any more is not what is said then. */
    @Test
    void actorThatEndsMeanwhileIsDeadNotOutOfReach() {
        log(); // of messages that are dropped
        for (int i = 0; i < scaled(200); i++) {
            ActorRef<Considerate> ref = start(Considerate::new);
            var proxy = ref.proxy();
            Racers.race(2, number -> {
                if (number == 0) {
                    ref.stop();
                } else {
                    for (boolean alive = true; alive; alive = ref.isAlive()) {
                        try {
                            proxy.defer("hello");
                            ref.proxy(HelloProxy.class);
                        } catch (ActorDeadException e) {
                            // as it must be
                        }
                    }
                    assertThrows(ActorDeadException.class, () -> proxy.call("hello").get(LONG));
                }
            });
        }
    }
}
