package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        return Stream.of("add 3", "text ab", "named 3", "write 17", "play beep!", "volume 3", "tags 1")
                .map(line -> way + ": " + line).toList();
    }

    /** For so many actors; and nothing was logged. */
    private static void assertAllWork(int actors, String reads, List<String> printed) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < actors; i++) {
            List.of(LAMBDA, TYPED, MINE, DYNAMIC, GIVEN, RAW).forEach(expected::addAll);
            expected.addAll(List.of("reads: " + reads, "stop: true"));
        }
        assertEquals(String.join("\n", expected), String.join("\n", printed));
    }

    /** All that nobody's lookup reaches is refused, and the text says what to do; lambdas and the caller's lookup work. */
    private static void assertRefused(String reads, List<String> printed) {
        List<String> expected = new ArrayList<>(LAMBDA);
        expected.add("typed: refused");
        expected.addAll(MINE);
        expected.add("dynamic: refused");
        expected.addAll(GIVEN);
        expected.addAll(List.of("raw: refused", "reads: " + reads, "stop: true",
                // that raw message was told
                "WARNING: Unexpected message received by PlainCalculator (URN):"
                        + " ProxyCall[attrPath=[log], args=[raw], kwargs={}]"));
        assertEquals(String.join("\n", expected),
                printed.stream().map(line -> line.replaceFirst("(: refused).*", "$1")).collect(Collectors.joining("\n")));
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
    void onTheClassPath() throws Exception {
        Path all = Code.of(directory, PACKAGES);
        assertAllWork(2, "false true", Jvm.onClassPath(with(all), List.of(), MAIN, "plain", "open"));
    }

    @Test
    void onTheClassPathAndVirtualThreadsWhereTheJdkHasThem() throws Exception {
        String runtime = Runtime.version().feature() < 21 ? "threading" : "virtual";
        Path all = Code.of(directory, PACKAGES);
        assertAllWork(1, "false true", Jvm.onClassPath(with(all, Jars.THREADING), List.of("-Dpykka.runtime=" + runtime), MAIN, "plain"));
    }

    private Path oneModule(String exports) throws Exception {
        return Code.module(Code.of(directory, PACKAGES), "user", "requires pykka.api; " + exports);
    }

    @Test
    void inAModuleThatExportsTheActorsPackage() throws Exception {
        List<Path> path = with(oneModule("exports user.actor; exports user.face;"));
        assertAllWork(2, "true true", Jvm.onModulePath(path, List.of(), "user/" + MAIN, "plain", "open"));
    }

    /** Default methods too. */
    @Test
    void inAModuleThatExportsNothingIfTheActorGivesItsLookup() throws Exception {
        assertAllWork(1, "true true", Jvm.onModulePath(with(oneModule("")), List.of(), "user/" + MAIN, "open"));
    }

    @Test
    void inAModuleThatExportsNothingTheErrorNamesTheRemedyIfTheActorGivesNoLookup() throws Exception {
        assertRefused("true true", Jvm.onModulePath(with(oneModule("")), List.of(), "user/" + MAIN, "plain"));
    }

    /** One that holds java.logging and what these jars require, and no more of the JDK. */
    @Test
    void faultH16InAnImageThatJlinkMade(@TempDir Path empty) throws Exception {
        Path image = empty.resolve("image");
        Jvm.link(image, with(oneModule("")), "user,pykka.pooled,org.slf4j.jul");
        assertEquals(List.of("java.base", "java.logging", "org.slf4j", "org.slf4j.jul", "pykka.api", "pykka.pooled", "user"),
                Jvm.modules(image));
        assertAllWork(1, "true true", Jvm.inImage(image, List.of("--module", "user/" + MAIN, "open")));
    }

    // ---- actor and interface apart

    private List<Path> modules(String actor) throws Exception {
        Path face = Code.module(Code.of(directory.resolve("face"), "user.face"), "user.face", "exports user.face;");
        Path client = Code.module(Code.of(directory.resolve("client"), "user.client"), "user.client",
                "requires user.face; exports user.client;", face);
        Path actors = Code.module(Code.of(directory.resolve("actor"), "user.actor"), "user.actor",
                "requires pykka.api; " + actor);
        Path main = Code.module(Code.of(directory.resolve("main"), "user.main"), "user.main",
                "requires pykka.api; requires user.face; requires user.client; requires user.actor;", face, client, actors);
        return with(face, client, actors, main);
    }

    /** The module of the interface does not read pykka.api, nor does the one that calls by it. */
    @Test
    void actorInterfaceAndCallersInDifferentModules() throws Exception {
        List<Path> path = modules("exports user.actor;");
        assertAllWork(2, "true false", Jvm.onModulePath(path, List.of(), "user.main/" + MAIN, "plain", "open"));
    }

    @Test
    void actorInAPackageThatIsExportedToItsCallersAlone() throws Exception {
        List<Path> path = modules("exports user.actor to user.main;");
        assertAllWork(1, "true false", Jvm.onModulePath(path, List.of(), "user.main/" + MAIN, "open"));
        assertRefused("true false", Jvm.onModulePath(path, List.of(), "user.main/" + MAIN, "plain"));
    }

    /** Neither the actor's module nor pykka.api has a right to it. */
    @Test
    void defaultMethodOfAnInterfaceThatNobodySeesIsAnErrorThatNamesTheRemedy() throws Exception {
        List<Path> path = modules("exports user.actor;");
        List<String> printed = Jvm.onModulePath(path, List.of(), "user.main/" + MAIN, "unseen");
        assertEquals(1, printed.size(), printed::toString);
        assertTrue(printed.get(0).startsWith("unseen: refused user.main.Mine cannot be a proxy"), printed::toString);
        assertTrue(printed.get(0).contains("its default method twice cannot be called: make user.main.Mine public and export its"
                + " package, or give MethodHandles.lookup() to proxy(...)"), printed::toString);
    }

    // ---- interface in another class loader

    private Path here() throws Exception {
        return Code.of(directory.resolve("here"), "user.loader", "user.actor");
    }

    private String[] below() throws Exception {
        Path below = Code.of(directory.resolve("below"), "user.face", "user.client", "user.main");
        return new String[] {below.toString(), MAIN, "plain", "open"};
    }

    @Test
    void interfaceInAnotherClassLoader() throws Exception {
        assertAllWork(2, "false true", Jvm.onClassPath(with(here()), List.of(), "user.loader.Launch", below()));
    }

    @Test
    void interfaceInAnotherClassLoaderThanTheModuleOfTheActor() throws Exception {
        Path here = Code.module(here(), "user.actor", "requires pykka.api; exports user.actor;");
        assertAllWork(2, "false true", Jvm.onModulePath(with(here), List.of(), "user.actor/user.loader.Launch", below()));
    }
}
