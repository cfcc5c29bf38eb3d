package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same classes of a user, with proxies of all sorts, wherever they are put. What {@code user.main.Main} prints is the same
 * everywhere, except where an actor says nothing about lookups and nobody can reach it.
 */
class AccessTest {
    private static final String MAIN = "user.main.Main";
    private static final String[] PACKAGES = {"user.face", "user.client", "user.actor", "user.main"};

    private static final List<String> LAMBDA = List.of("lambda: add 3", "lambda: lines [deferred]", "lambda: read 3");
    private static final List<String> TYPED = List.of("typed: add 3", "typed: text ab", "typed: twice 8",
            "typed: lines [deferred, hello]", "typed: read 8", "typed: write null 17", "typed: play beep! 11",
            "typed: fail java.io.IOException: as it is");
    private static final List<String> MINE = List.of("mine: add 3", "mine: twice 8", "mine: ref true", "mine: of true");
    private static final List<String> DYNAMIC = dynamic("dynamic");
    private static final List<String> GIVEN = dynamic("given");
    private static final List<String> RAW = List.of("raw: read 18", "raw: add 3", "raw: play beep!");

    @TempDir
    Path directory;

    private static List<String> dynamic(String way) {
        return List.of(way + ": add 3", way + ": text ab", way + ": named 3", way + ": write 17", way + ": play beep!", way + ": volume 3");
    }

    private static void assertAllWork(List<String> printed, String reads) {
        List<String> expected = new ArrayList<>();
        List.of(LAMBDA, TYPED, MINE, DYNAMIC, GIVEN, RAW).forEach(expected::addAll);
        expected.addAll(List.of("reads: " + reads, "stop: true"));
        assertEquals(expected, printed);
    }

    /** All that nobody's lookup reaches is refused, and the text says what to do; lambdas and the caller's lookup work. */
    private static void assertRefused(List<String> printed, String reads, List<String> mine, List<String> given) {
        List<String> expected = new ArrayList<>(LAMBDA);
        expected.add("typed: refused");
        expected.addAll(mine);
        expected.add("dynamic: refused");
        expected.addAll(given);
        expected.addAll(List.of("raw: refused", "reads: " + reads, "stop: true"));
        assertEquals(expected, printed.stream().map(line -> line.replaceFirst("(: refused).*", "$1")).toList());
        printed.stream().filter(line -> line.contains(": refused")).forEach(AccessTest::assertNamesTheRemedy);
    }

    static void assertNamesTheRemedy(String refusal) {
        assertTrue(refusal.contains("is not public, or its package not exported. Let the actor's options() return"
                + " super.options().lookup(MethodHandles.lookup()), or give a lookup to proxy(...)"), refusal);
    }

    private static List<Path> with(Path... more) {
        List<Path> path = new ArrayList<>(List.of(more));
        path.addAll(Jars.ALL);
        return path;
    }

    // ---- one place for all

    @Test
    void classPath() throws Exception {
        Path all = Code.of(directory, PACKAGES);
        assertAllWork(Child.onClassPath(with(all), List.of(), MAIN, "plain"), "false true");
        assertAllWork(Child.onClassPath(with(all), List.of(), MAIN, "open"), "false true");
    }

    @Test
    void classPathOnVirtualThreadsWhereTheJdkHasThem() throws Exception {
        String runtime = Runtime.version().feature() < 21 ? "threading" : "virtual";
        Path all = Code.of(directory, PACKAGES);
        assertAllWork(Child.onClassPath(with(all), List.of("-Dpykka.runtime=" + runtime), MAIN, "plain"), "false true");
    }

    private Path oneModule(String exports) throws Exception {
        return Code.module(Code.of(directory, PACKAGES), "user", "requires pykka.api; " + exports);
    }

    @Test
    void moduleThatExportsTheActorsPackage() throws Exception {
        List<Path> path = with(oneModule("exports user.actor; exports user.face;"));
        assertAllWork(Child.onModulePath(path, List.of(), "user/" + MAIN, "plain"), "true true");
        assertAllWork(Child.onModulePath(path, List.of(), "user/" + MAIN, "open"), "true true");
    }

    @Test
    void moduleThatExportsNothingWithAnActorThatGivesItsLookup() throws Exception {
        assertAllWork(Child.onModulePath(with(oneModule("")), List.of(), "user/" + MAIN, "open"), "true true");
    }

    /** The interface Mine is given with a lookup; so are default methods of an interface in a package that is not exported. */
    @Test
    void moduleThatExportsNothingWithAnActorThatGivesNoLookupIsAnErrorThatNamesTheRemedy() throws Exception {
        List<String> printed = Child.onModulePath(with(oneModule("")), List.of(), "user/" + MAIN, "plain");
        assertRefused(printed, "true true", MINE, GIVEN);
    }

    // ---- actor and interface apart

    private List<Path> modules(String actor) throws Exception {
        Path face = Code.module(Code.of(directory.resolve("face"), "user.face"), "user.face", "exports user.face;");
        Path client = Code.module(Code.of(directory.resolve("client"), "user.client"), "user.client",
                "requires user.face; exports user.client;", face);
        Path actors = Code.module(Code.of(directory.resolve("actor"), "user.actor"), "user.actor", "requires pykka.api; " + actor);
        Path main = Code.module(Code.of(directory.resolve("main"), "user.main"), "user.main",
                "requires pykka.api; requires user.face; requires user.client; requires user.actor;", face, client, actors);
        return with(face, client, actors, main);
    }

    /** Nor does the interface's module read pykka.api. */
    @Test
    void actorInterfaceAndCallersInDifferentModules() throws Exception {
        List<Path> path = modules("exports user.actor;");
        assertAllWork(Child.onModulePath(path, List.of(), "user.main/" + MAIN, "plain"), "true false");
        assertAllWork(Child.onModulePath(path, List.of(), "user.main/" + MAIN, "open"), "true false");
    }

    @Test
    void actorInAPackageThatIsExportedToItsCallersAlone() throws Exception {
        List<Path> path = modules("exports user.actor to user.main;");
        assertAllWork(Child.onModulePath(path, List.of(), "user.main/" + MAIN, "open"), "true false");
        assertRefused(Child.onModulePath(path, List.of(), "user.main/" + MAIN, "plain"), "true false", MINE, GIVEN);
    }

    // ---- interface in another class loader

    private List<String> launch(boolean modules, String actor) throws Exception {
        Path here = Code.of(directory.resolve("here"), "user.loader", "user.actor");
        Path below = Code.of(directory.resolve("below"), "user.face", "user.client", "user.main");
        String launch = "user.loader.Launch";
        if (modules) {
            Code.module(here, "user.actor", "requires pykka.api; exports user.actor;");
            return Child.onModulePath(with(here), List.of(), "user.actor/" + launch, below.toString(), MAIN, actor);
        }
        return Child.onClassPath(with(here), List.of(), launch, below.toString(), MAIN, actor);
    }

    @Test
    void interfaceInAnotherClassLoader() throws Exception {
        assertAllWork(launch(false, "plain"), "false true");
    }

    @Test
    void interfaceInAnotherClassLoaderThanTheModuleOfTheActor() throws Exception {
        assertAllWork(launch(true, "plain"), "false true");
    }

    @Test
    void interfaceInAnotherClassLoaderThanTheActorThatGivesItsLookup() throws Exception {
        assertAllWork(launch(true, "open"), "false true");
    }
}
