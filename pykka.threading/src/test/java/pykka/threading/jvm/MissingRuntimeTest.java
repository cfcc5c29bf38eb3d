package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pykka.childjvm.Ended;

/** No runtime, or broken ones. */
@Tag("slow")
class MissingRuntimeTest {
    @TempDir
    Path directory;
    private Providers providers;

    @BeforeEach
    void makeProviders() {
        providers = new Providers(directory);
    }

    @Test
    void aProviderWhoseConstructorWaitsForAnotherStartHoldsNothingUp() throws Exception {
        Ended ended = probe(List.of(providers.of(Ranked.Waiting.class)));
        assertEquals(List.of("on Waiting"), ended.all("started").subList(0, 1), ended::toString);
    }

    @Test
    void aProviderWhoseConstructorStartsAnActorIsToldSo() throws Exception {
        Ended ended = probe(List.of(providers.of(Ranked.Eager.class)));
        assertTrue(ended.all("in the constructor").get(0).contains("A runtime's own constructor starts an actor"), ended::toString);
        assertEquals("on Eager", ended.all("started").get(0), ended::toString);
    }

    /** Starts without a runtime, and again when one was put into the directory given. */
    static class Later {
        public static void main(String[] args) {
            Probe.main(new String[] {"", "threading"});
            Providers.write(Path.of(args[0], Providers.SERVICE), DaemonRuntime.class.getName().getBytes());
            Probe.main(new String[] {""});
        }
    }

    @Test
    void faultG1NoRuntimeOnTheClassPathIsAnErrorAndALaterStartLooksAgain() throws Exception {
        Path empty = Files.createDirectory(providers.entry());
        Ended ended = Jvm.of(Later.class, empty)
                .classPath(List.of(Jvm.TESTS, Jvm.API, Jvm.SLF4J, Jvm.TESTKIT, empty)).run().expect(0);
        assertNoneThenDaemons(ended, "on the class path");
    }

    @Test
    void faultG1NoRuntimeOnTheModulePathIsAnErrorAndALaterStartLooksAgain() throws Exception {
        Path empty = Files.createDirectory(providers.entry());
        Ended ended = Jvm.of(Later.class, empty).modulePath(List.of(Jvm.API, Jvm.SLF4J)).with("--add-modules", "pykka.api")
                .classPath(List.of(Jvm.TESTS, Jvm.TESTKIT, empty)).run().expect(0);
        assertNoneThenDaemons(ended, "in the layer of module pykka.api");
    }

    private static void assertNoneThenDaemons(Ended ended, String where) {
        List<String> starts = ended.all("started");
        assertEquals(3, starts.size(), ended::toString);
        for (String none : starts.subList(0, 2)) {
            assertTrue(none.startsWith("IllegalStateException: No runtime found: looked for providers of pykka.api.spi.ActorRuntime"),
                    ended::toString);
            assertTrue(none.contains(where) && none.contains("pykka.pooled"), ended::toString);
        }
        assertEquals("on daemons", starts.get(2));
        assertEquals("[]", ended.all("threads:").get(0));
    }

    @Test
    void threadingOnTheModulePathIsFound() throws Exception {
        Ended ended = Jvm.of(Probe.class, "", "threading").modulePath(List.of(Jvm.API, Jvm.SLF4J, Jvm.THREADING))
                .with("--add-modules", "pykka.api").classPath(List.of(outside(), Jvm.TESTKIT)).run().expect(0);
        assertEquals(List.of("on threading", "on threading"), ended.all("started"), ended::toString);
    }

    /** The package of these tests belongs to the module only while they run inside of it. */
    private Path outside() throws Exception {
        return providers.classes(Probe.class, Class.forName(Probe.class.getName() + "$Idle"), Ranked.Chosen.class);
    }

    @Test
    void faultG3BrokenProvidersAreSkippedWithOneWarningEachAndTheGoodOneIsChosen() throws Exception {
        List<Path> broken = List.of(
                providers.of(Ranked.Throwing.class), providers.of(Ranked.Orphan.class), providers.of(Ranked.NoRuntime.class),
                providers.registration("this is; no class name".getBytes()), providers.of(Ranked.Nameless.class));
        for (int at : new int[] {0, 3, 5}) { // where the good one is
            List<Path> entries = new ArrayList<>(broken);
            entries.add(at, providers.of(Ranked.Low.class));
            Ended ended = probe(entries);
            assertEquals(List.of("on Low", "on Low"), ended.all("started"), ended::toString);
            List<String> warnings = ended.all("WARN:");
            assertEquals(5, warnings.size(), ended::toString);
            for (String named : List.of("Ranked$Throwing", "Ranked$Parent", "Ranked$NoRuntime", "Illegal", "Ranked$Nameless")) {
                assertEquals(1, warnings.stream().filter(warning -> warning.contains(named)).count(), () -> named + ": " + ended);
            }
            assertEquals("[]", ended.the("threads:"));
        }
    }

    @Test
    void faultG3ThoseThatAreNotTextOrCannotSayWhetherTheyAreAvailableAreSkipped() throws Exception {
        Ended ended = probe(List.of(providers.registration(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}),
                providers.of(Ranked.Unsure.class), providers.registration("not.There".getBytes()), providers.of(Ranked.Low.class)));
        assertEquals(List.of("on Low", "on Low"), ended.all("started"), ended::toString);
        assertEquals(3, ended.all("WARN:").size(), ended::toString);
    }

    @Test
    void faultG3OnlyBrokenOnesAreAnError() throws Exception {
        Ended ended = probe(List.of(providers.of(Ranked.Throwing.class)));
        assertEquals(2, ended.all("started IllegalStateException: No runtime found").size(), ended::toString);
        assertEquals(1, ended.all("WARN:").size(), ended::toString);
    }

    @Test
    void faultG4AProviderForANewerJdkIsSkippedWithOneWarning() throws Exception {
        Ended ended = probe(List.of(providers.newer(Ranked.High.class), providers.of(Ranked.Low.class)));
        assertEquals(List.of("on Low", "on Low"), ended.all("started"), ended::toString);
        assertTrue(ended.the("WARN:").contains("UnsupportedClassVersionError"), ended::toString);
    }

    /** Starts twice with the entries before a library without runtimes. */
    private Ended probe(List<Path> entries) throws Exception {
        List<Path> all = new ArrayList<>(entries);
        all.add(providers.classes(Probe.class, Class.forName(Probe.class.getName() + "$Idle"), Ranked.class, Ranked.Chosen.class));
        all.addAll(List.of(Jvm.API, Jvm.SLF4J, Jvm.TESTKIT));
        return Jvm.of(Probe.class, "", "").classPath(all).run().expect(0);
    }
}
