package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Bundles are started, stopped, updated and refreshed by four threads at once while actors talk. */
@ParameterizedClass
@EnumSource
class HuntTest {
    private static final int ROUNDS = 200;
    private static final int ASKS = 10_000;
    private static final int SLACK = Integer.getInteger("pykka.tck.slack", 1);
    private static final Duration DEADLINE = Duration.ofSeconds(3L * SLACK);
    private static final Duration LIMIT = DEADLINE.plusSeconds(2L * SLACK);

    private final Osgi osgi;
    private final AtomicInteger round = new AtomicInteger();
    private World world;

    @TempDir
    Path directory;

    HuntTest(Osgi osgi) {
        this.osgi = osgi;
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        world = new World(osgi, directory, Map.of("pykka.osgi.deadline", DEADLINE.toSeconds() + ""));
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        world.close();
    }

    @Test
    void faultH11NoOperationOnABundleWaitsForEver() throws Exception {
        Bundle museum = world.install(world.bundle("user.bundle.museum", "pykka.api"));
        museum.start();
        List<Bundle> bundles = new ArrayList<>(List.of(world.threading, world.troupe()));
        for (int i = 0; i < 2; i++) {
            bundles.add(world.install(Code.bundle(directory, "troupe" + i, Map.of(
                    "Bundle-Activator", "user.bundle.troupe.Activator", "Import-Package", "org.osgi.framework,pykka.api"),
                    "user.bundle.troupe")));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> hunters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            hunters.add(threads.submit(() -> hunt(bundles, museum, random)));
        }
        for (Future<?> hunter : hunters) {
            hunter.get(600, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertNull(ManagementFactory.getThreadMXBean().findDeadlockedThreads());
        assertTrue(answered(museum) >= ASKS, () -> answered(museum) + " asks");
        world.threading.start();
        long before = answered(museum);
        assertTrue(World.eventually(() -> answered(museum) > before));
        assertEquals(List.of(), world.records()); // none that was not ended within the deadline, above all
    }

    private static long answered(Bundle museum) {
        return (long) World.<Function<Object, Object>>service(museum).apply(null);
    }

    /** All rounds, and so many more as it takes until enough was asked. */
    private Void hunt(List<Bundle> bundles, Bundle museum, Random random) throws Exception {
        while (round.getAndIncrement() < ROUNDS || answered(museum) < ASKS) {
            Bundle bundle = bundles.get(random.nextInt(bundles.size()));
            int what = random.nextInt(5);
            long begin = System.nanoTime();
            try {
                switch (what) {
                    case 0 -> bundle.stop();
                    case 1 -> bundle.update();
                    case 2 -> world.refresh(bundle);
                    default -> {
                        bundle.start();
                        use(bundle);
                    }
                }
            } catch (BundleException | IllegalStateException e) {
                // another one is at it, or has just stopped it: the framework says so
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(LIMIT) < 0, () -> "operation " + what + " on " + bundle + " took " + took);
        }
        return null;
    }

    /** Unless another one stops or refreshes it meanwhile. */
    private static void use(Bundle bundle) {
        if (bundle.getSymbolicName().equals("pykka.threading")) {
            return;
        }
        BiFunction<String, Object, Object> troupe = World.service(bundle);
        if (troupe != null) {
            try {
                troupe.apply("spread", 5);
            } catch (LinkageError refreshed) {
                // its classes are those of before
            }
        }
    }
}
