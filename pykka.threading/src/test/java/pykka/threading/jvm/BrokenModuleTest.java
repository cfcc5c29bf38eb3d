package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pykka.childjvm.Ended;

/** Providers in modules, which ServiceLoader finds in another way. */
class BrokenModuleTest {
    private static final String PROVIDER = """
            package %1$s;
            public class Provider implements pykka.api.spi.ActorRuntime {
                %2$s
                public String name() { return "%1$s"; }
                public int priority() { return 1000; }
                public void start(pykka.api.spi.ActorTask task) { }
                public void wake(pykka.api.spi.ActorTask task) { }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void faultG3BrokenProvidersInModulesAreSkippedWithOneWarningEach() throws Exception {
        module("broken.constructor", "public Provider() { throw new IllegalStateException(\"as it is meant to\"); }");
        module("broken.nothing", "public static Provider provider() { return null; }");
        module("broken.method", "public static Provider provider() { throw new LinkageError(\"as it is meant to\"); }");
        Path modules = directory.resolve("modules");
        assertEquals(0, ToolProvider.findFirst("javac").orElseThrow().run(System.err, System.err, "--release", "17",
                "--module-path", Jvm.API + File.pathSeparator + Jvm.SLF4J, "-d", modules.toString(),
                "--module-source-path", directory.resolve("sources").toString(),
                "--module", "broken.constructor,broken.nothing,broken.method"));

        Path outside = new Providers(directory)
                .classes(Probe.class, Class.forName(Probe.class.getName() + "$Idle"), Ranked.Chosen.class);
        Ended ended = Jvm.of(Probe.class, "", "")
                .modulePath(List.of(Jvm.API, Jvm.SLF4J, Jvm.THREADING, modules)).with("--add-modules", "pykka.api")
                .classPath(List.of(outside, Jvm.TESTKIT)).run().expect(0);
        assertEquals(List.of("on threading", "on threading"), ended.all("started"), ended::toString);
        List<String> warnings = ended.all("WARN:");
        assertEquals(3, warnings.size(), ended::toString);
        for (String named : List.of("broken.constructor", "broken.nothing", "broken.method")) {
            assertEquals(1, warnings.stream().filter(warning -> warning.contains(named)).count(), () -> named + ": " + ended);
        }
    }

    private void module(String name, String maker) {
        Path source = directory.resolve("sources").resolve(name);
        Providers.write(source.resolve("module-info.java"), ("module " + name + " { requires pykka.api; provides pykka.api.spi"
                + ".ActorRuntime with " + name + ".Provider; }").getBytes());
        Providers.write(source.resolve(name.replace('.', '/')).resolve("Provider.java"), PROVIDER.formatted(name, maker).getBytes());
    }
}
