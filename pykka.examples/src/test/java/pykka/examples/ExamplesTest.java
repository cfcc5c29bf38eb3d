package pykka.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example prints what it should, on the runtime that ServiceLoader finds and on the others of this JDK. */
@ParameterizedClass(name = "{0}")
@MethodSource("runtimes")
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
        return Runtime.version().feature() < 21 ? List.of("default") : List.of("default", "virtual");
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
    void deadlockEndsByAnExceptionThatPrintsTheCycle() throws Exception {
        Example example = run("Deadlock");

        assertEquals(List.of("Now doing something stupid that will deadlock the actors...", "This is foo calling bar",
                "This is bar calling baz; BOOM!"), example.out().subList(0, 3));
        String report = String.join("\n", example.out().subList(3, example.out().size()));
        assertTrue(report.startsWith("Deadlock: DeadlockActorA (URN) -> DeadlockActorB (URN) -> DeadlockActorA (URN)\n")
                || report.startsWith("Deadlock: DeadlockActorB (URN) -> DeadlockActorA (URN) -> DeadlockActorB (URN)\n"), report);
        assertTrue(report.contains("DeadlockActorA.foo(Deadlock.java:"), report);
        assertTrue(report.contains("DeadlockActorB.bar(Deadlock.java:"), report);
        assertTrue(example.err().contains("INFO: Exception returned from DeadlockActorA (URN) to caller:"), example.err());
    }

    /** Gives the JVM the names of hosts by a file: there may be no network, or a slow one. */
    private void onlyHost(String addressAndName) throws Exception {
        options.add("-Djdk.net.hosts.file=" + Files.writeString(directory.resolve("hosts"), addressAndName + "\n"));
    }

    private Example run(String name, String... arguments) throws Exception {
        return Example.run(directory, options, name, arguments);
    }
}
