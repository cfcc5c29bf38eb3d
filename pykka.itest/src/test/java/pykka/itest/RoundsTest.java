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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/**
 * Bundles come and go many times while another bundle's actors talk: nothing is left of them. How many times: the property
 * pykka.itest.rounds, for the bundle that uses actors; a fifth of that for one that provides a runtime, a tenth for the library.
 */
@ParameterizedClass
@EnumSource
class RoundsTest {
    private static final int ROUNDS = Integer.getInteger("pykka.itest.rounds", 20);
    private static final String RUNTIMES = Runtime.version().feature() < 21 ? "threading" : "threading,virtual";

    private final Osgi osgi;
    private World world;
    private Bundle museum;
    private Bundle tour;

    @TempDir
    Path directory;

    RoundsTest(Osgi osgi) {
        this.osgi = osgi;
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        world = new World(osgi, directory, Map.of("user.tour.runtimes", RUNTIMES));
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
        tour = world.install(world.bundle("user.bundle.tour", "org.slf4j,pykka.api,user.bundle.museum"));
        tour.start();
    }

    private long answered() {
        return (long) World.<Function<Object, Object>>service(museum).apply(null);
    }

    /** Those that may come and go at any time are the JVM's, and that of the museum's actor. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !name.matches("Echo-.*|pykka-keep-alive|ForkJoinPool-.*|VirtualThread-.*|Attach Listener|Common-Cleaner"))
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
        Bundle[] threading = {world.threading};
        play(Math.max(1, ROUNDS / 5), () -> {
            startTour();
            List<WeakReference<ClassLoader>> loaders = List.of(World.loader(threading[0]), World.loader(tour));
            threading[0].stop();
            threading[0].uninstall();
            tour.uninstall();
            world.refresh(threading[0], tour);
            threading[0] = world.install(Jars.THREADING);
            threading[0].start();
            return loaders;
        });
    }

    @Test
    void faultH4RuntimeThatIsUpdatedUnderLoadLeavesNothing() throws Exception {
        play(Math.max(1, ROUNDS / 20), () -> {
            startTour();
            List<WeakReference<ClassLoader>> loaders = List.of(World.loader(world.threading), World.loader(tour));
            world.threading.update();
            tour.uninstall();
            world.refresh(world.threading, tour);
            return loaders;
        });
    }

    @Test
    void faultH9LibraryItselfLeavesNothing() throws Exception {
        System.setProperty("user.tour.hook", "true"); // for the exit of the JVM, and never taken back
        Bundle[] library = {world.api, world.threading};
        play(Math.max(1, ROUNDS / 10), () -> {
            startTour();
            List<Bundle> all = List.of(library[0], library[1], museum, tour);
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            all.forEach(bundle -> loaders.add(World.loader(bundle)));
            for (Bundle bundle : all) {
                bundle.uninstall();
            }
            world.refresh();
            library[0] = world.install(Jars.API);
            library[1] = world.install(Jars.THREADING);
            library[0].start();
            library[1].start();
            startMuseum();
            return loaders;
        });
    }
}
