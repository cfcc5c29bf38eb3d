package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** pykka.testkit and pykka.tck beside the oldest and the newest JUnit that docs/testing.md names. The user brings it. */
class JUnitTest {
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>.*?</dependency>");

    @TempDir
    Path directory;

    private List<String> run(String junit, String... classes) throws Exception {
        return run(junit, false, classes);
    }

    private List<String> run(String junit, boolean parallel, String... classes) throws Exception {
        List<Path> path = new ArrayList<>(Jars.ALL);
        path.addAll(List.of(Jars.TESTKIT, Jars.TCK, Code.of(directory, "user.junit")));
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("pykka.bundles")).resolveSibling(junit))) {
            jars.filter(jar -> jar.getFileName().toString().matches("(junit|opentest4j).*\\.jar")).forEach(path::add);
        }
        return Jvm.onClassPath(path, List.of("-Dparallel=" + parallel, "-Dpykka.count=true", "-Dpykka.tck.scale=100",
                "-Dslf4j.provider=pykka.testkit.log.RecordingProvider", "-Dslf4j.internal.verbosity=WARN"),
                "user.junit.Main", classes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit-5.11", "junit-5.13", "bundles"})
    void faultEEStopActorsRunsOnEitherEndOfTheRange(String junit) throws Exception {
        List<String> said = run(junit, "user.junit.LeavesAnActor");
        assertEquals("passed true", said.get(0), said::toString);
        String left = "(): The test left actors running: [Left (URN)]. They were stopped";
        for (String test : List.of("leaves", "leavesInterrupted")) {
            assertEquals(1, said.stream().filter(line -> line.startsWith(test + left)).count(), said::toString);
        }
        assertEquals(3, said.size(), said::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit-5.11", "junit-5.13", "bundles"})
    void testsThatRunInParallelHaveTheActorsOfTheirOwnGroup(String junit) throws Exception {
        List<String> said = run(junit, true, "user.junit.InParallel");
        assertEquals("passed true", said.get(0), said::toString);
        String left = "leaves(ActorGroup): The test left actors running: [Helper (URN)]. They were stopped";
        assertTrue(said.get(1).startsWith(left), said::toString);
        assertEquals(2, said.size(), said::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit-5.13", "bundles"})
    void faultEEContractSuiteRunsOnEitherEndOfItsRange(String junit) throws Exception {
        assertEquals(List.of("passed true"), run(junit, "pykka.tck.lifecycle.HooksContract"));
    }

    /** What Maven hands on would take the place of the user's: of one JUnit there would be parts of two versions. */
    @ParameterizedTest
    @CsvSource({"testkit, 1", "tck, 2"})
    void faultEENoJUnitIsHandedOn(String name, int parts) throws Exception {
        try (JarFile jar = new JarFile((name.equals("tck") ? Jars.TCK : Jars.TESTKIT).toFile())) {
            ZipEntry entry = jar.getEntry("META-INF/maven/pykka/pykka." + name + "/pom.xml");
            String pom = new String(jar.getInputStream(entry).readAllBytes());
            List<String> junit = DEPENDENCY.matcher(pom).results().map(MatchResult::group)
                    .filter(each -> each.contains("<groupId>org.junit") && !each.contains("<scope>test</scope>")).toList();
            assertEquals(parts, junit.size(), pom);
            assertTrue(junit.stream().allMatch(each -> each.contains("<scope>provided</scope>")), junit::toString);
        }
    }
}
