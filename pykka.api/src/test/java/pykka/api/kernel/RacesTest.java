package pykka.api.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Runs the races of this package, for a short time. For hours:
 * {@code mvn -pl pykka.api test -Dtest=RacesTest -Dpykka.races=tough} (or another mode of jcstress).
 */
class RacesTest {
    private static final String MODE = System.getProperty("pykka.races", "");

    @Test
    void noRaceHasAForbiddenResultAndNobodyIsStuck() throws IOException, InterruptedException {
        Path home = Files.createDirectories(Path.of("target", "races-" + Runtime.version().feature()).toAbsolutePath());
        Path output = home.resolve("output.txt");
        Process process = new ProcessBuilder(command()).directory(home.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            boolean ended = process.waitFor(MODE.isEmpty() ? 120 : 86_400, TimeUnit.SECONDS);
            Assertions.assertTrue(ended, "stuck, see " + output);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        Assertions.assertEquals(0, process.exitValue(), said);
        Assertions.assertTrue(said.contains("Failed tests: No matches"), said);
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main", "-t", "pykka", "-r", "report"));
        command.addAll(MODE.isEmpty()
                ? List.of("-m", "sanity", "-time", "250", "-strideSize", "64", "-strideCount", "16", "-sc", "false", "-af", "NONE",
                        "-jvmArgs", "-Dpykka.spin=false")
                : List.of("-m", MODE));
        return command;
    }
}
