package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.childjvm.Child;
import pykka.childjvm.ChildJvm;

/** The tool of the jar, run as a user would, and with the jar alone; what it looks at has the tests' classes. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class MainTest {
    @TempDir
    static Path directory;
    private static Path jar;

    @BeforeAll
    static void makeJar() throws IOException {
        jar = DebugJar.in(directory);
    }

    static List<String> runtimes() {
        return Tests.runtimes();
    }

    private static List<String> tool(int exit, List<String> options, Object... arguments) throws Exception {
        String[] all = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
        return ChildJvm.java().with(options).with("-jar", jar.toString()).with(all).run().expect(exit).lines();
    }

    private static String mask(List<String> lines) {
        return String.join("\n", lines).replaceAll("urn:uuid:[0-9a-f-]{36}", "URN");
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void processIsListedWithTheClassesOfItsActorsAndDumpedWithTheDeadlock(String runtime) throws Exception {
        try (Child stuck = StuckProcessTest.start(runtime, "-Dpykka.deadlock=off")) {
            String listed = tool(0, List.of()).stream().filter(line -> line.startsWith(stuck.pid() + " ")).findFirst().orElse("not listed");
            assertTrue(listed.startsWith(stuck.pid() + " pykka.debug.StuckProcessTest$Main " + runtime + ": "), listed);
            for (String actor : List.of("Ping", "Pong")) {
                assertTrue(listed.contains("pykka.debug.StuckProcessTest$" + actor), listed);
            }

            String dump = mask(tool(0, List.of(), stuck.pid()));
            assertTrue(dump.matches("(?s)Deadlock: (P.ng) \\(URN\\) in \\S+ -> P.ng \\(URN\\) in \\S+ -> \\1 \\(URN\\)\n.*"), dump);
            for (String actor : List.of("Ping", "Pong")) {
                assertTrue(dump.matches("(?s).*\nCurrent state of " + Tests.threadName(runtime, actor) + " \\(ident: \\d+\\):\n.*"), dump);
                assertTrue(dump.contains(actor + " (URN) on " + runtime + ": WAITING, "), dump);
            }
            assertTrue(dump.contains("StuckProcessTest$Asker.onReceive("), dump);
            assertTrue(dump.contains("\n2 actors, 2 WAITING\n"), dump);
            assertTrue(mask(tool(0, List.of(), stuck.pid())).startsWith("Deadlock: "), "a second time");
        }
    }

    @Test
    void processWithoutActorsIsNotListedAndSaysThatItHasNone() throws Exception {
        try (Child none = Jvm.of(NoActors.class).classPath(List.of(Jvm.TESTS)).start()) {
            none.await("ready");
            assertFalse(tool(0, List.of()).stream().anyMatch(line -> line.startsWith(none.pid() + " ")));
            assertEquals(List.of("No actors: Pykka is not loaded"), tool(0, List.of(), none.pid()));
        }
    }

    static class NoActors {
        public static void main(String[] args) throws InterruptedException {
            System.out.println("ready");
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void whereNoAgentMayBeLoadedTheJvmsOwnDumpIsPrinted() throws Exception {
        try (Child stuck = StuckProcessTest.start("threading", "-Dpykka.deadlock=off", "-XX:-EnableDynamicAgentLoading")) {
            List<String> lines = tool(0, List.of(), stuck.pid());
            assertTrue(lines.stream().anyMatch(line -> line.matches("No dump of the actors of " + stuck.pid()
                    + " \\(.*\\); what its JVM says of the threads:")), lines::toString);
            assertTrue(lines.contains("Found one Java-level deadlock:"), lines::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1"})
    void faultI4WithoutTheModuleThatAttachesTheToolNamesTheRemedy(String pid) throws Exception {
        List<String> lines = tool(1, List.of("--limit-modules", "java.management"), pid.isEmpty() ? new Object[0] : new Object[] {pid});
        assertEquals(List.of("This JVM cannot attach to others: use one of a JDK, with --add-modules jdk.attach"), lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "--help"})
    void whatIsNoProcessIsAnsweredWithTheArgumentsThatThereAre(String argument) throws Exception {
        assertEquals(List.of("Arguments: none, to list the JVMs with actors; or the id of one of them, to print a dump"),
                tool(1, List.of(), argument));
    }

    @Test
    void processThatIsNotThereIsAnsweredInOneLine() throws Exception {
        List<String> lines = tool(1, List.of(), "2147483646");
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("Cannot attach to 2147483646: "), lines::toString);
    }
}
