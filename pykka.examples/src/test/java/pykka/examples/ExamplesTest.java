package pykka.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.childjvm.Child;

/** Each example prints what it should, on the runtime that ServiceLoader finds and on the others of this JDK. */
@ParameterizedClass(name = "{0}")
@MethodSource("runtimes")
@Tag("slow")
class ExamplesTest {
    private final List<String> options = new ArrayList<>();
    @TempDir
    private Path directory;

    ExamplesTest(String runtime) {
        if (!runtime.equals("default")) {
            options.add("-Dpykka.runtime=" + runtime);
        }
    }

    static List<String> runtimes() {
        return Runtime.version().feature() < 21 ? List.of("default", "threading") : List.of("default", "threading", "virtual");
    }

    @Test
    void plainActorPrintsWhatItWasTold() throws Exception {
        Example example = run("PlainActor");

        assertEquals(List.of("[Country[code=no, name=Norway], Country[code=se, name=Sweden]]"), example.out());
        assertEquals("", example.err());
    }

    @Test
    void cooperatingActorsCountToTenInTurns() throws Exception {
        Example example = run("CooperatingActors");

        List<String> turns = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            turns.add("Adder (URN) is increasing " + i);
            turns.add("Bookkeeper (URN) got " + (i + 1) + " back");
        }
        assertEquals(turns, example.out());
        assertEquals("", example.err());
    }

    @Test
    void actorWithProxyCallsMethodsAndReadsAndWritesTheField() throws Exception {
        Example example = run("ActorWithProxy");

        List<String> main = new ArrayList<>();
        for (String value : List.of("this is the value of AnActor.field", "new value", "new value")) {
            main.addAll(List.of("main: calling AnActor.proc() ...", "main: calling AnActor.func() ...",
                    "main: printing result ... (waiting)", "main: this was returned by AnActor.func() after a delay",
                    "main: reading AnActor.field ...", "main: printing result ... (waiting)", "main: " + value,
                    "main: writing AnActor.field ...", "main: printing new field value ... (waiting)", "main: new value"));
        }
        assertEquals(main, example.out().stream().filter(line -> line.startsWith("main: ")).toList());
        assertEquals(Collections.nCopies(3, "THREAD: this was printed by AnActor.proc()"),
                example.out().stream().filter(line -> !line.startsWith("main: "))
                        .map(line -> line.replaceFirst("^(AnActor|pykka-pooled)-\\d+", "THREAD")).toList());
        assertEquals("", example.err());
    }

    @Test
    void calculatorPrintsWhatTheQuickstartSays() throws Exception {
        Example example = run("Calculator");

        assertEquals(List.of("1 + 3 = 4", "last result: 4", "... - 5 + 3 = 2", "last result: 17"), example.out());
        assertEquals("", example.err());
    }

    @Test
    void traversablePlaybackIsReachedThroughTheActor() throws Exception {
        Example example = run("TraversablePlayback");

        assertEquals(List.of(
                "[playback, playback.isPlaying, playback.play, playback.playing, playback.tracklist, playback.tracklist.add]",
                "an empty list plays: false", "tracks: 1", "tracks: 2", "a list plays: true", "it is playing: true"),
                example.out());
        assertEquals("", example.err());
    }

    @Test
    void proxyToItselfLeavesTheActorFreeBetweenTheParts() throws Exception {
        Example example = run("ProxyToItself");

        assertEquals(List.of("It answers in the middle: true", "It has gone on: true", "The rest is left: true"),
                example.out());
        assertEquals("", example.err());
    }

    @Test
    void typedProxyIsCheckedWhenItIsMade() throws Exception {
        Example example = run("TypedProxy");

        assertEquals(List.of("area: 12.56", "area by diameter: 12.56", "pi: 3.14", "a better pi: 3.141592653589793",
                "pykka.examples.TypedProxy$SquareProxy cannot be a proxy of pykka.examples.TypedProxy$CircleActor:"),
                example.out().subList(0, 5));
        assertTrue(example.out().get(5).endsWith("'area'(double, double) fits none of area(double)"), example.out()::toString);
        assertEquals(6, example.out().size());
        assertEquals("", example.err());
    }

    @Test
    void rawMessagesCallReadAndWriteWithoutAProxy() throws Exception {
        Example example = run("RawMessages");

        assertEquals(List.of("start at volume 3", "pause at volume 7", "stop at volume 11", "nothing more"), example.out());
        assertEquals("", example.err());
    }

    @Test
    void resolverLooksUpTheAddressesOfTheOriginal() throws Exception {
        onlyHost("193.35.52.7 seven.example");

        Example example = run("Resolver");

        List<String> lookedUp = IntStream.range(1, 50)
                .mapToObj(i -> (i == 7 ? "Finished" : "Failed") + " resolving 193.35.52." + i).sorted().toList();
        List<String> results = IntStream.range(1, 50)
                .mapToObj(i -> "193.35.52." + i + " is " + (i == 7 ? "seven.example" : "null")).toList();
        assertEquals(lookedUp, example.out().subList(0, 49).stream().sorted().toList());
        assertEquals(results, example.out().subList(49, 98));
        assertEquals("", example.err());
    }

    @Test
    void resolverTakesTheSizeOfThePoolAndTheAddresses() throws Exception {
        onlyHost("127.0.0.1 here.example");

        Example example = run("Resolver", "1", "10.0.0.1", "127.0.0.1", "no.such.host");

        assertEquals(List.of(
                "Failed resolving 10.0.0.1", "Finished resolving 127.0.0.1", "Failed resolving no.such.host",
                "10.0.0.1 is null", "127.0.0.1 is here.example", "no.such.host is null"), example.out());
        assertEquals("", example.err());
    }

    @Test
    void customersBuyInTheShopOfAnotherJvm() throws Exception {
        String port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = Integer.toString(free.getLocalPort());
        }
        try (Child shop = Example.start(options, "ClusterShop", port)) {
            shop.await("The shop is open");

            assertEquals(List.of("Tea that is left: 1", "There is not enough tea", "In stock: {tea=6}"),
                    run("ClusterCustomer", port).out());
            assertEquals(List.of("Tea that is left: 4", "In stock: {tea=7}"), run("ClusterCustomer", port).out().stream()
                    .filter(line -> !line.startsWith("There")).toList());
        }
    }

    @Test
    void deadlockEndsByAnExceptionThatPrintsTheCycle() throws Exception {
        Example example = run("Deadlock");

        assertEquals(List.of("Registering signal handler...", "Starting actors...",
                "Now doing something stupid that will deadlock the actors...", "This is foo calling bar",
                "This is bar calling baz; BOOM!"), example.out().subList(0, 5));
        // on a slow machine, what is said when nothing happens is there, too
        String report = example.out().stream().skip(5).dropWhile(line -> line.matches("[12]\\) .*")).collect(Collectors.joining("\n"));
        String a = "DeadlockActorA \\(URN\\)";
        String b = "DeadlockActorB \\(URN\\)";
        String foo = " in Deadlock\\$DeadlockActorA\\.foo\\(Deadlock\\.java:\\d+\\) -> ";
        String bar = " in Deadlock\\$DeadlockActorB\\.bar\\(Deadlock\\.java:\\d+\\) -> ";
        String first = report.lines().findFirst().orElseThrow();
        assertTrue(first.matches("Deadlock: " + a + foo + b + bar + a) || first.matches("Deadlock: " + b + bar + a + foo + b), report);
        assertTrue(report.contains("\nThe way out: "), report);
        assertFalse(report.contains("pykka.api.internal"), report);
        assertTrue(example.err().contains("INFO: Exception returned from DeadlockActorA (URN) to caller:"), example.err());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void deadlockThatIsLeftAloneIsLoggedOnASignal() throws Exception {
        options.add("-Dpykka.deadlock=off");

        String log;
        try (Child child = Example.start(options, "Deadlock")) {
            String pid = Long.toString(child.pid());
            child.await("2) Then");
            assertEquals(List.of("Registering signal handler...", "Starting actors...",
                    "Now doing something stupid that will deadlock the actors...", "This is foo calling bar",
                    "This is bar calling baz; BOOM!", "1) Use `kill -USR1 " + pid + "` to log thread tracebacks",
                    "2) Then `kill " + pid + "` to terminate the process"), child.lines());
            child.signal("USR1");
            child.await("SEVERE: 2 actors, 2 WAITING");
            log = Example.text(child.errors());
        }

        for (String frame : List.of("A.foo", "B.bar")) {
            String actor = "DeadlockActor" + frame.charAt(0);
            // a thread of its own is named after the actor, one of a pool is not
            assertTrue(log.matches("(?s).*SEVERE: Current state of (" + actor + "|pykka-pooled)-\\d+ \\(ident: \\d+\\):\n.*"), log);
            assertTrue(log.contains("pykka.examples.Deadlock$DeadlockActor" + frame + "(Deadlock.java:"), log);
        }
        assertTrue(log.contains("SEVERE: Deadlock: DeadlockActor"), log);
    }

    /** Gives the JVM the names of hosts by a file: there may be no network, or a slow one. */
    private void onlyHost(String addressAndName) throws Exception {
        options.add("-Djdk.net.hosts.file=" + Files.writeString(directory.resolve("hosts"), addressAndName + "\n"));
    }

    private Example run(String name, String... arguments) throws Exception {
        return Example.run(options, name, arguments);
    }
}
