package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runtime is chosen among several. Each look is that of a library loaded afresh, on a class path of its own. */
class SelectionTest {
    private static final List<Class<?>> THREE = List.of(Ranked.Low.class, Ranked.Middle.class, Ranked.High.class);

    @TempDir
    Path directory;
    private Providers providers;
    private Path common;

    @BeforeEach
    void makeProviders() throws Exception {
        providers = new Providers(directory);
        common = providers.classes(Probe.class, Class.forName(Probe.class.getName() + "$Idle"), Ranked.class, Ranked.Chosen.class);
    }

    @AfterEach
    void forgetProperty() {
        System.clearProperty("pykka.runtime");
    }

    /** A fresh library, and these entries before it and behind it. */
    private final class World implements AutoCloseable {
        private final URLClassLoader loader;

        World(List<Path> entries) throws Exception {
            List<URL> urls = new ArrayList<>();
            for (Path entry : entries) {
                urls.add(entry.toUri().toURL());
            }
            for (Path entry : List.of(Jvm.API, Jvm.SLF4J, Jvm.TESTKIT, common)) {
                urls.add(entry.toUri().toURL());
            }
            loader = new URLClassLoader(urls.toArray(new URL[0]), null); // the platform's loader knows our modules
        }

        String start(String runtime) throws Exception {
            return (String) ((Callable<?>) loader.loadClass(Probe.class.getName()).getConstructor(String.class)
                    .newInstance(runtime)).call();
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }
    }

    private List<Path> entries(List<Class<?>> types) {
        return types.stream().map(providers::of).toList();
    }

    @Test
    void faultG2OptionThenPropertyThenPriorityDecideInEveryOrderOfTheClassPath() throws Exception {
        int repeats = Tests.scaled(25); // of four choices each
        for (List<Path> order : Providers.permutations(entries(THREE))) {
            for (int i = 0; i < repeats; i++) {
                try (World world = new World(order)) {
                    assertEquals("on High", world.start(""));
                    assertEquals("on Middle", world.start("Middle"));
                    System.setProperty("pykka.runtime", "Low");
                    assertEquals("on Low", world.start(""));
                    assertEquals("on Middle", world.start("Middle"));
                    System.clearProperty("pykka.runtime");
                }
            }
        }
    }

    @Test
    void faultG2EqualPrioritiesAreAnErrorThatNamesAllInEveryOrder() throws Exception {
        String expected = "IllegalStateException: Several runtimes have the same priority: 'High' (" + Ranked.High.class.getName()
                + ", priority 30), 'Rival' (" + Ranked.Rival.class.getName()
                + ", priority 30). Select one by ActorOptions.runtime(...) or the property pykka.runtime";
        for (List<Path> order : Providers.permutations(
                entries(List.of(Ranked.Low.class, Ranked.High.class, Ranked.Rival.class)))) {
            try (World world = new World(order)) {
                assertEquals(expected, world.start(""));
                assertEquals("on Rival", world.start("Rival"));
            }
        }
    }

    @Test
    void theOnlyOneIsChosenWhateverItsPriority() throws Exception {
        try (World world = new World(entries(List.of(Ranked.Low.class)))) {
            assertEquals("on Low", world.start(""));
        }
    }

    @Test
    void anUnknownNameIsAnErrorThatListsWhatThereIs() throws Exception {
        try (World world = new World(entries(THREE))) {
            String error = world.start("Lowest");
            assertTrue(error.startsWith("IllegalStateException: There is no runtime 'Lowest', but: 'High' ("), error);
            assertTrue(error.contains("'Low' (") && error.contains("'Middle' ("), error);
            System.setProperty("pykka.runtime", "Lowest");
            assertEquals(error, world.start(""));
        }
    }

    /** S15, H13: the context class loader decides nothing. */
    @Test
    void theContextClassLoaderDecidesNothing() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (World foreign = new World(entries(List.of(Ranked.Rival.class)))) {
            World dead = new World(entries(List.of(Ranked.High.class)));
            dead.close();
            for (ClassLoader context : new ClassLoader[] {null, foreign.loader, dead.loader, before}) {
                try (World world = new World(entries(List.of(Ranked.Low.class, Ranked.Middle.class)))) {
                    thread.setContextClassLoader(context);
                    assertEquals("on Middle", world.start(""));
                    assertTrue(world.start("Rival").startsWith("IllegalStateException: There is no runtime 'Rival'"));
                }
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
