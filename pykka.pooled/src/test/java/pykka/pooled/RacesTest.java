package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.JCStressTest;
import pykka.childjvm.ChildJvm;
import pykka.childjvm.Ended;

/**
 * Runs the races of this package in JVMs of their own, each for a tenth of a second or less. For longer, in all modes of
 * compilation:
 * {@code mvn -pl pykka.pooled -am verify -Dtest=RacesTest -Dsurefire.failIfNoSpecifiedTests=false -Dpykka.races=default}, or
 * another mode of jcstress.
 */
@Tag("slow")
class RacesTest {
    private static final String MODE = System.getProperty("pykka.races", "");
    /** Of each race. Shorter on the newer JDK, where the counts of all tests are smaller. */
    private static final String MILLIS = Integer.getInteger("pykka.tck.scale", 1) == 1 ? "60" : "30";
    /** Without the modules that this test may run in: jcstress starts its JVMs with a class path. */
    private static final String CLASS_PATH = Stream.of("jdk.module.path", "java.class.path").map(System::getProperty)
            .filter(path -> path != null && !path.isEmpty()).collect(Collectors.joining(File.pathSeparator));
    private static final Pattern PASSED = Pattern.compile("All remaining tests: (\\d+) matching test results");

    @Test
    void noRaceHasAForbiddenResultAndNoneIsStuck() throws IOException, InterruptedException {
        Path home = Files.createDirectories(Path.of("target", "races-" + Runtime.version().feature()).toAbsolutePath());
        Ended ended = command().in(home).within(Duration.ofMinutes(MODE.isEmpty() ? 5 : 1_440)).run().expect(0);
        Matcher passed = PASSED.matcher(ended.text());
        assertTrue(passed.find(), ended::toString);
        assertEquals(races(), Integer.parseInt(passed.group(1)), "tests that ran and passed");
    }

    private static long races() {
        return Stream.of(QueueRaces.class, PoolRaces.class, WaitRaces.class, WaitingActorRaces.class)
                .flatMap(type -> Stream.of(type.getDeclaredClasses()))
                .filter(type -> type.isAnnotationPresent(JCStressTest.class)).count();
    }

    private static ChildJvm command() {
        ChildJvm jcstress = ChildJvm.java().with("-cp", CLASS_PATH, "org.openjdk.jcstress.Main",
                "-t", RacesTest.class.getPackageName(), "-r", "report");
        return MODE.isEmpty()
                // without spinning, for the parks are what can go wrong
                ? jcstress.with("-m", "sanity", "-time", MILLIS, "-strideSize", "64", "-strideCount", "16", "-sc", "false", "-af", "NONE",
                        "-jvmArgs", "-Dpykka.spin=false")
                : jcstress.with("-m", MODE, "-jvmArgsPrepend", "-Dpykka.spin=false");
    }
}
