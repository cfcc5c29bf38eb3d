package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/**
 * Bundles come and go many times while another bundle's actors talk: nothing is left of them, though they leave timers that run,
 * watchers, and a context carrier. How many times: the property pykka.itest.rounds, for the bundle that uses actors; a fifth of
 * that for one that provides a runtime, a tenth for the library. On which runtimes: pykka.itest.runtimes. With {@code pooled},
 * each takes the second that an unused pool keeps its threads.
 */
@ParameterizedClass
@EnumSource
class RoundsTest {
    private static final int ROUNDS = Integer.getInteger("pykka.itest.rounds", 10);
    private static final String RUNTIMES = System.getProperty("pykka.itest.runtimes",
            "threading,pooled" + (Runtime.version().feature() < 21 ? "" : ",virtual"));
    private static final List<Path> PROVIDERS = List.of(Jars.THREADING, Jars.POOLED);

    private final Osgi osgi;
    private World world;
    private Bundle museum;
    private Bundle tour;
    private List<Bundle> providers;

    @TempDir
    Path directory;

    RoundsTest(Osgi osgi) {
        this.osgi = osgi;
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        world = new World(osgi, directory, Map.of("user.tour.runtimes", RUNTIMES), Jars.POOLED, Jars.DEBUG);
        providers = List.of(world.threading, world.get("pykka.pooled"));
        startMuseum();
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        System.clearProperty("user.tour.hook");
        System.clearProperty("user.tour.replies");
        world.close();
    }

    private void startMuseum() throws Exception {
        museum = world.install(world.bundle("user.bundle.museum", "pykka.api"));
        museum.start();
    }

    private void startTour() throws Exception {
        tour = world.install(world.bundle("user.bundle.tour", "org.slf4j,pykka.api,pykka.api.spi,user.bundle.museum"));
        tour.start();
    }

    private long answered() {
        return (long) World.<Function<Object, Object>>service(museum).apply(null);
    }

    /**
     * Those that may come and go at any time are the JVM's, those of the museum's actors, that of the timers, and a pool's, which
     * keep its loader.
     */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !name.matches("(Echo|Guard)-.*|pykka-pooled-.*|pykka-timers|pykka-keep-alive|ForkJoinPool.*"
                        + "|VirtualThread-.*|Attach Listener|Common-Cleaner"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertNoNewThread(Set<String> before, int round) {
        Set<String> now = new TreeSet<>();
        assertTrue(World.eventually(() -> {
            now.clear();
            now.addAll(threads());
            now.removeAll(before);
            return now.isEmpty();
        }), () -> "round " + round + " left " + now);
    }

    private static int classes() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private interface Round {
        /** Makes bundles, uses them, uninstalls them. Returns the loaders of those that were uninstalled. */
        List<WeakReference<ClassLoader>> play() throws Exception;
    }

    private void play(int rounds, Round round) throws Exception {
        round.play(); // what is made once, by the JVM and by the frameworks
        Set<String> before = threads();
        int early = 0;
        for (int i = 1; i <= rounds; i++) {
            long answered = answered();
            List<WeakReference<ClassLoader>> gone = round.play();
            for (WeakReference<ClassLoader> loader : gone) {
                assertTrue(World.isCollected(loader), "round " + i + ": loader " + gone.indexOf(loader));
            }
            assertNoNewThread(before, i);
            assertTrue(World.eventually(() -> answered() != answered), "the others talk");
            if (i == Math.max(1, rounds / 5)) {
                early = classes();
            }
        }
        int more = classes() - early;
        assertTrue(more <= 50, more + " classes more");
        List<String> unexpected = world.records().stream().filter(record -> !record.startsWith("WARNING")).toList();
        assertEquals(List.of(), unexpected);
    }

    /** Here replies are kept too. They are of a class of the runtime's bundle, which in the other tests has to go. */
    @Test
    void faultJ11BundleThatUsesActorsLeavesNothing() throws Exception {
        System.setProperty("user.tour.replies", "true");
        play(ROUNDS, () -> {
            startTour();
            List<WeakReference<ClassLoader>> loaders = List.of(World.loader(tour));
            tour.stop();
            tour.uninstall();
            world.refresh(tour);
            return loaders;
        });
    }

    @Test
    void faultH4BundleThatProvidesARuntimeLeavesNothing() throws Exception {
        play(Math.max(1, ROUNDS / 5), () -> {
            startTour();
            List<WeakReference<ClassLoader>> loaders = loaders();
            for (Bundle provider : providers) {
                provider.stop();
                provider.uninstall();
            }
            tour.uninstall();
            world.refresh();
            startProviders();
            return loaders;
        });
    }

    /** Of all that a round uninstalls beside the library. */
    private List<WeakReference<ClassLoader>> loaders() {
        return Stream.concat(providers.stream(), Stream.of(tour)).map(World::loader).collect(Collectors.toCollection(ArrayList::new));
    }

    private void startProviders() throws Exception {
        providers = new ArrayList<>();
        for (Path jar : PROVIDERS) {
            providers.add(world.install(jar));
        }
        for (Bundle provider : providers) {
            provider.start();
        }
    }

    @Test
    void faultH4RuntimeThatIsUpdatedUnderLoadLeavesNothing() throws Exception {
        play(Math.max(1, ROUNDS / 20), () -> {
            startTour();
            List<WeakReference<ClassLoader>> loaders = loaders();
            for (Bundle provider : providers) {
                provider.update();
            }
            tour.uninstall();
            world.refresh();
            return loaders;
        });
    }

    @Test
    void faultH9LibraryItselfLeavesNothing() throws Exception {
        System.setProperty("user.tour.hook", "true"); // for the exit of the JVM, and never taken back
        List<Bundle> library = new ArrayList<>(List.of(world.api, world.get("pykka.debug")));
        play(Math.max(1, ROUNDS / 10), () -> {
            startTour();
            List<WeakReference<ClassLoader>> loaders = loaders();
            List<Bundle> all = new ArrayList<>(library);
            all.add(museum);
            all.forEach(bundle -> loaders.add(World.loader(bundle)));
            all.addAll(1, providers);
            all.add(tour);
            for (Bundle bundle : all) {
                bundle.uninstall();
            }
            world.refresh();
            library.clear();
            library.addAll(List.of(world.install(Jars.API), world.install(Jars.DEBUG)));
            for (Bundle bundle : library) {
                bundle.start();
            }
            startProviders();
            startMuseum();
            return loaders;
        });
    }
}
