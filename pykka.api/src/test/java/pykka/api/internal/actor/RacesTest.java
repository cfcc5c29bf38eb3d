package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.JCStressTest;
import pykka.api.internal.mailbox.MailboxRaces;
import pykka.api.internal.promise.FutureRaces;
import pykka.api.internal.promise.WithdrawalRaces;
import pykka.childjvm.ChildJvm;
import pykka.childjvm.Ended;

/**
 * Runs the races of all packages in JVMs of their own, each for a tenth of a second or less. For longer, in all modes of
 * compilation: {@code mvn -pl pykka.api test -Dtest=RacesTest -Dpykka.races=default}, or another mode of jcstress.
 */
@Tag("slow")
class RacesTest {
    private static final String MODE = System.getProperty("pykka.races", "");
    /** Of each race. Shorter on the newer JDK, where the counts of all tests are smaller. */
    private static final String MILLIS = Integer.getInteger("pykka.tck.scale", 1) == 1 ? "60" : "30";
    private static final Pattern PASSED = Pattern.compile("All remaining tests: (\\d+) matching test results");

    @Test
    void noRaceHasAForbiddenResultAndNobodyIsStuck() throws IOException, InterruptedException {
        Path home = Files.createDirectories(Path.of("target", "races-" + Runtime.version().feature()).toAbsolutePath());
        Ended ended = command().in(home).within(Duration.ofMinutes(MODE.isEmpty() ? 5 : 1_440)).run().expect(0);
        Matcher passed = PASSED.matcher(ended.text());
        assertTrue(passed.find(), ended::toString);
        assertEquals(races(), Integer.parseInt(passed.group(1)), "tests that ran and passed");
    }

    private static long races() {
        return Stream.of(MailboxRaces.class, FutureRaces.class, ActorCellRaces.class, WithdrawalRaces.class)
                .flatMap(type -> Stream.of(type.getDeclaredClasses()))
                .filter(type -> type.isAnnotationPresent(JCStressTest.class)).count();
    }

    private static ChildJvm command() {
        ChildJvm jcstress = ChildJvm.java().with("-cp", System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main", "-t", "pykka.api.internal", "-r", "report");
        return MODE.isEmpty()
                // without spinning, for the parks are what can go wrong
                ? jcstress.with("-m", "sanity", "-time", MILLIS, "-strideSize", "64", "-strideCount", "16", "-sc", "false", "-af", "NONE",
                        "-jvmArgs", "-Dpykka.spin=false")
                : jcstress.with("-m", MODE, "-jvmArgsPrepend", "-Dpykka.spin=false");
    }
}
