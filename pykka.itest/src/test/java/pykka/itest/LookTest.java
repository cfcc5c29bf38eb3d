package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.childjvm.Child;
import pykka.childjvm.ChildJvm;

/** pykka.debug as a module: in images that lack a module of the JDK each, and looked at from another JVM. */
@Timeout(300)
class LookTest {
    private static final Set<String> OPTIONAL = Set.of("jdk.unsupported", "jdk.attach", "jdk.management", "jdk.jfr", "java.instrument");

    @TempDir
    Path directory;

    private List<Path> path() throws Exception {
        List<Path> path = new ArrayList<>(List.of(Code.module(Code.of(directory.resolve("user"), "user.looks"), "user",
                "requires pykka.api; requires pykka.debug;", Jars.DEBUG), Jars.DEBUG));
        path.addAll(Jars.ALL);
        return path;
    }

    /** What it says of something. */
    private static String said(String of, List<String> lines) {
        List<String> found = lines.stream().filter(line -> line.startsWith(of + ": ")).toList();
        assertEquals(1, found.size(), () -> of + " in " + lines);
        return found.get(0).substring(of.length() + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk.unsupported", "jdk.attach", "jdk.management", "jdk.jfr"})
    void faultI4InAnImageWithoutAModuleTheRestWorksAndTheMissingPartIsSaidOnce(String missing) throws Exception {
        Path image = directory.resolve("image");
        Set<String> modules = new TreeSet<>(OPTIONAL);
        modules.remove(missing);
        modules.addAll(Set.of("user", "pykka.pooled", "org.slf4j.jul"));
        if (missing.equals("jdk.management")) {
            modules.remove("jdk.jfr"); // which may need it
        }
        Jvm.link(image, path(), String.join(",", modules));
        List<String> lines = Jvm.inImage(image, List.of("--add-modules", "ALL-SYSTEM", "--module", "user/user.looks.Main"));
        boolean recorded = modules.contains("jdk.jfr"); // without it the command that jcmd gives is missing, too
        assertEquals("true true", said("dump", lines));
        assertEquals("No deadlock", said("deadlocks", lines));
        assertEquals("true", said("jmx and watchdog", lines));
        assertEquals(!missing.equals("jdk.unsupported"), Boolean.valueOf(said("signal", lines)));
        assertEquals("true " + recorded, said("jcmd", lines));
        assertEquals(missing.equals("jdk.attach") ? "This JVM cannot attach to others: use one of a JDK, with --add-modules jdk.attach"
                : "true", said("attach", lines));
        List<String> warnings = lines.stream().filter(line -> line.startsWith("WARNING: ")).toList();
        assertEquals(missing.equals("jdk.unsupported") ? 1 : 0,
                warnings.stream().filter(line -> line.contains("--add-modules jdk.unsupported")).count(), lines::toString);
        assertEquals(recorded, Boolean.valueOf(said("jfr", lines)));
        assertEquals(recorded ? 0 : 1,
                warnings.stream().filter(line -> line.contains("--add-modules jdk.jfr")).count(), lines::toString);
    }

    /** As a module it does not read what agents need, which the JVM loads later. */
    @Test
    void processThatHasItAsAModuleIsDumpedFromOutside() throws Exception {
        try (Child looked = ChildJvm.java().modulePath(path()).module("user/user.looks.Main", "wait").start()) {
            looked.await("ready");
            String printed = ChildJvm.java().with("-jar", Jars.DEBUG.toString(), Long.toString(looked.pid())).within(Duration.ofMinutes(2))
                    .run().expect(0).text();
            assertTrue(printed.matches("(?s).*Current state of pykka-pooled-\\d+ \\(ident: \\d+\\):\n.*"), printed);
            assertTrue(printed.endsWith("\n1 actor, 1 RUNNING\n1 Looked"), printed);
        }
    }
}
