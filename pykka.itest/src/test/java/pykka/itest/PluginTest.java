package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * The example plugin comes and goes beside a bundle that uses it. Of this library and Declarative Services, the one that runs
 * first hears first that a bundle stops: it ends the actors, and the other finds them dead.
 */
@ParameterizedClass
@MethodSource("places")
class PluginTest {
    private static final int UPDATES = 3;
    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="visits" immediate="true" deactivate="stop">
              <implementation class="user.bundle.visitor.Visits"/>
              <service><provide interface="java.util.function.Supplier"/></service>
              <reference name="Reception" interface="pykka.examples.plugin.api.Reception" cardinality="0..1" policy="dynamic"
                  bind="bindReception" unbind="unbindReception"/>
            </scr:component>
            """;

    enum First { THIS_LIBRARY, COMPONENTS }

    private final Osgi osgi;
    private final First first;
    private World world;
    private Bundle plugin;
    private Bundle visitor;

    @TempDir
    Path directory;

    PluginTest(Osgi osgi, First first) {
        this.osgi = osgi;
        this.first = first;
    }

    static Stream<Arguments> places() {
        return Stream.of(Osgi.values()).flatMap(osgi -> Stream.of(First.values()).map(first -> Arguments.of(osgi, first)));
    }

    @BeforeEach
    void startThePlugin() throws Exception {
        world = new World(osgi, directory, Map.of("pykka.count", "true"), Jars.POOLED);
        for (String name : List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component")) {
            world.install(Jars.bundle(name));
        }
        if (first == First.COMPONENTS) {
            world.api.stop();
        }
        world.install(Jars.bundle("org.apache.felix.scr")).start();
        world.api.start();
        world.install(Jars.PLUGIN_API);
        visitor = world.install(visitor());
        visitor.start();
        plugin = world.install(Jars.PLUGIN);
        plugin.start();
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        world.close();
    }

    private Path visitor() throws Exception {
        String name = "user.bundle.visitor";
        Files.writeString(Files.createDirectories(directory.resolve(name + "/OSGI-INF")).resolve("visits.xml"), COMPONENT);
        return Code.bundle(directory, name, Map.of("Service-Component", "OSGI-INF/visits.xml",
                Constants.IMPORT_PACKAGE, "pykka.api,pykka.api.inspect,pykka.examples.plugin.api"), name);
    }

    /** To the plugin as it is, with another version. */
    private void update(String version) throws Exception {
        Path file = directory.resolve("update.jar");
        try (JarInputStream in = new JarInputStream(Files.newInputStream(Jars.PLUGIN))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
            try (OutputStream to = Files.newOutputStream(file); JarOutputStream out = new JarOutputStream(to, manifest)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            plugin.update(in);
        }
        assertEquals(new Version(version), plugin.getVersion());
    }

    private Map<String, Long> counted() {
        return World.<Supplier<Map<String, Long>>>service(visitor).get();
    }

    private Map<String, Long> await(Predicate<Map<String, Long>> enough) {
        assertTrue(World.eventually(() -> enough.test(counted())), () -> counted().toString());
        return counted();
    }

    /** Until both have gone on: the two that talk to each other, and those who visit the plugin. */
    private void awaitMessages() {
        assertEquals(Bundle.ACTIVE, plugin.getState());
        Map<String, Long> before = counted();
        await(now -> now.get("talked") >= before.get("talked") + 100 && now.get("answered") >= before.get("answered") + 100);
    }

    private List<?> actors() throws Exception {
        return (List<?>) world.api.loadClass("pykka.api.ActorRegistry").getMethod("getAll").invoke(null);
    }

    private long count(String what) throws Exception {
        Object counts = world.api.loadClass("pykka.api.inspect.Inspection").getMethod("counts").invoke(null);
        return (long) world.api.loadClass("pykka.api.inspect.Counts").getMethod(what).invoke(counts);
    }

    /** The visitor keeps all proxies. The plugin's class loaders go all the same. */
    @Test
    void ruleC1PluginThatIsUpdatedAndRefreshedLosesNoMessageOfAnotherBundleAndLeavesNoAskOpen() throws Exception {
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        for (int i = 1; i <= UPDATES; i++) {
            awaitMessages();
            old.add(World.loader(plugin));
            update("1.0." + i);
            awaitMessages();
            old.add(World.loader(plugin));
            world.refresh(plugin);
        }
        awaitMessages();
        plugin.stop();
        Map<String, Long> end = await(now -> now.get("asked") == now.get("answered") + now.get("refused") + now.get("strange")
                && now.get("late").equals(now.get("lateRefused")));
        assertEquals(0, end.get("strange"));
        int closed = old.size(); // each one that opened made the visitor ask all that came before
        assertEquals(closed * (closed + 1) / 2, end.get("late"));
        Map<String, Long> talk = await(now -> now.get("talked") >= end.get("talked") + 100); // they still do
        assertEquals(0, talk.get("lost"));
        assertEquals(talk.get("talked"), talk.get("accepted"));
        assertEquals(talk.get("talked"), talk.get("handled"));
        assertEquals(3, actors().size());

        visitor.stop(); // or the stack of a busy actor might hold what the JIT compiler has inlined of the plugin
        assertEquals(List.of(), actors());
        assertEquals(count("accepted"), count("handled") + count("deadLettered"));
        assertEquals(0, count("pending"));
        for (WeakReference<ClassLoader> loader : old) {
            assertTrue(World.isCollected(loader));
        }
        assertEquals(List.of(), world.records().stream().filter(record -> !record.startsWith("WARNING ")).toList());
    }
}
