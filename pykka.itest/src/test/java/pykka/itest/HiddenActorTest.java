package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actors of classes that only their own package, or their own method, can name. */
class HiddenActorTest {
    private static final String MAIN = "user.hidden.Kinds";
    private static final List<String> KINDS = List.of("hidden", "nested", "local", "inner", "anonymous");

    @TempDir
    Path directory;

    /** First without a lookup: refused, with the remedy; then with one in the options. */
    private static void assertRefusedWithoutALookup(List<String> printed) {
        List<String> expected = new ArrayList<>();
        for (boolean lookup : new boolean[] {false, true}) {
            for (String kind : KINDS) {
                String you = "Hello you" + (kind.equals("inner") ? " of true" : "");
                String all = you.replace("you", "all");
                expected.add(kind + " dynamic: " + (lookup ? you + ", " + kind : "refused"));
                expected.add(kind + " typed: " + (lookup ? all + ", " + kind : "refused"));
                expected.add(kind + " raw: " + (lookup ? you : "refused"));
                expected.add(kind + " given: " + you);
                expected.add(kind + " alive: true");
            }
        }
        assertEquals(String.join("\n", expected),
                printed.stream().map(line -> line.replaceFirst("(: refused).*", "$1")).collect(Collectors.joining("\n")));
        printed.stream().filter(line -> line.contains(": refused")).forEach(AccessTest::assertNamesTheRemedy);
    }

    private static List<Path> with(Path more) {
        List<Path> path = new ArrayList<>(Jars.ALL);
        path.add(more);
        return path;
    }

    @Test
    void faultE11OnTheClassPath() throws Exception {
        Path all = Code.of(directory, "user.hidden");
        assertRefusedWithoutALookup(Jvm.onClassPath(with(all), List.of(), MAIN));
    }

    @Test
    void faultE11InAnExportedPackage() throws Exception {
        Path all = Code.module(Code.of(directory, "user.hidden"), "user", "requires pykka.api; exports user.hidden;");
        assertRefusedWithoutALookup(Jvm.onModulePath(with(all), List.of(), "user/" + MAIN));
    }

    @Test
    void faultE11InAPackageThatIsNotExported() throws Exception {
        Path all = Code.module(Code.of(directory, "user.hidden"), "user", "requires pykka.api;");
        assertRefusedWithoutALookup(Jvm.onModulePath(with(all), List.of(), "user/" + MAIN));
    }
}
