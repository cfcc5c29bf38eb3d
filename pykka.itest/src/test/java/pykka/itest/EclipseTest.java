package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Equinox as Eclipse starts it: a configurator installs what a file lists, and a bundle starts when a class of it is needed. */
class EclipseTest {
    private static final String ACTOR = "user.bundle.lazy";
    private static final String CONFIGURATOR = "org.eclipse.equinox.simpleconfigurator";

    @TempDir
    Path directory;

    private final Warnings warnings = new Warnings();
    private Framework framework;

    @BeforeEach
    void startEclipse() throws Exception {
        System.clearProperty(ACTOR);
        Path consumer = Code.bundle(directory, "user.bundle.lazy", Map.of(
                Constants.BUNDLE_ACTIVATIONPOLICY, Constants.ACTIVATION_LAZY,
                Constants.BUNDLE_ACTIVATOR, "user.bundle.lazy.Activator",
                Constants.BUNDLE_VERSION, "1.0.0",
                Constants.IMPORT_PACKAGE, "org.osgi.framework,pykka.api"), "user.bundle.lazy");
        List<String> lines = new ArrayList<>(List.of("#encoding=UTF-8", "#version=1"));
        for (Path jar : List.of(Jars.bundle("slf4j-api"), Jars.bundle("slf4j-jdk14"), Jars.API, Jars.POOLED, consumer)) {
            lines.add(line(jar));
        }
        Path file = Files.write(directory.resolve("bundles.info"), lines);
        framework = Osgi.EQUINOX.start(directory.resolve("configuration"), Map.of(
                CONFIGURATOR + ".configUrl", file.toUri().toString(),
                "osgi.bundles.defaultStartLevel", "4",
                Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "6"));
        framework.getBundleContext().installBundle(Jars.bundle(CONFIGURATOR).toUri().toString()).start();
    }

    @AfterEach
    void stopEclipse() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
        System.clearProperty(ACTOR);
        warnings.close();
    }

    /** Of a bundle that is to be installed, on start level 4, but not started. */
    private static String line(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes headers = file.getManifest().getMainAttributes();
            return String.join(",", headers.getValue(Constants.BUNDLE_SYMBOLICNAME), headers.getValue(Constants.BUNDLE_VERSION),
                    jar.toUri().toString(), "4", "false");
        }
    }

    private Bundle bundle(String name) {
        return Stream.of(framework.getBundleContext().getBundles()).filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst().orElseThrow();
    }

    private List<?> actors() throws Exception {
        return (List<?>) bundle("pykka.api").loadClass("pykka.api.ActorRegistry").getMethod("getAll").invoke(null);
    }

    private List<String> active() {
        return Stream.of("pykka.api", "pykka.pooled", "user.bundle.lazy")
                .filter(name -> bundle(name).getState() == Bundle.ACTIVE).toList();
    }

    @Test
    void firstClassThatIsLoadedOfALazyBundleStartsAnActorWhichEndsWithTheBundle() throws Exception {
        assertEquals(List.of(), active());
        assertNull(System.getProperty(ACTOR));
        bundle("user.bundle.lazy").loadClass("user.bundle.lazy.Part");
        assertEquals("started", System.getProperty(ACTOR));
        assertEquals(List.of("pykka.api", "pykka.pooled", "user.bundle.lazy"), active());
        assertEquals(1, actors().size());
        bundle("user.bundle.lazy").stop();
        assertEquals(List.of(), warnings.records());
        assertEquals("stopped", System.getProperty(ACTOR));
        assertEquals(List.of(), actors());
        assertEquals(List.of("pykka.api", "pykka.pooled"), active());
    }
}
