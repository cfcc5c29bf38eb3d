package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Whose actors are, and how they end with the bundles they belong to. */
@ParameterizedClass
@EnumSource
@Timeout(120)
class EndTest {
    private static final int SLACK = Integer.getInteger("pykka.tck.slack", 1);
    private static final Duration DEADLINE = Duration.ofSeconds(SLACK);

    private final Osgi osgi;
    private final CountDownLatch release = new CountDownLatch(1);
    private World world;

    @TempDir
    Path directory;

    EndTest(Osgi osgi) {
        this.osgi = osgi;
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        world = new World(osgi, directory, Map.of("pykka.osgi.deadline", DEADLINE.toSeconds() + ""));
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        release.countDown();
        world.close();
        assertTrue(World.eventually(() -> World.threads("Player-").isEmpty()), () -> World.threads("").toString());
        System.clearProperty("user.troupe.fails");
        System.clearProperty("user.troupe.late");
    }

    private static BiFunction<String, Object, Object> troupe(Bundle bundle) {
        return World.service(bundle);
    }

    @SuppressWarnings("unchecked") // what the troupe answers to this
    private static CompletableFuture<Object> ask(BiFunction<String, Object, Object> troupe, int player, Object message) {
        return (CompletableFuture<Object>) troupe.apply("ask " + player, message);
    }

    /** What an interrupt cannot wake. */
    private Callable<Object> stuck(CountDownLatch reached) {
        return () -> {
            reached.countDown();
            boolean interrupted = false;
            while (true) {
                try {
                    release.await();
                    return "interrupted " + interrupted;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        };
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.iterate(from, i -> i >= to, i -> i - 1).mapToObj(String::valueOf).toList();
    }

    private static void assertDead(CompletableFuture<?> future) {
        Throwable failure = assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS)).getCause();
        assertEquals("pykka.api.ActorDeadException", failure.getClass().getName());
    }

    /** Runs something that stops a bundle. It may take the deadline, and what the machine takes. */
    private static void within(Duration deadline, Callable<?> stop) throws Exception {
        long begin = System.nanoTime();
        stop.call();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Duration slack = Duration.ofSeconds(2L * SLACK);
        assertTrue(took.compareTo(deadline.plus(slack)) < 0, took::toString);
    }

    @Test
    void faultH1WithoutAProviderBundlesResolveAndAStartFailsUntilThereIsOne() throws Exception {
        world.threading.uninstall();
        world.refresh();
        Bundle bundle = world.troupe();
        assertEquals(Bundle.ACTIVE, bundle.getState());
        for (int i = 0; i < 2; i++) {
            String refusal = assertThrows(IllegalStateException.class, () -> troupe(bundle).apply("start", 1)).getMessage();
            assertTrue(refusal.startsWith("No runtime found: looked for providers of pykka.api.spi.ActorRuntime in the bundles"), refusal);
        }
        assertEquals(0, troupe(bundle).apply("alive", null));
        world.install(Jars.THREADING).start();
        assertEquals(1, troupe(bundle).apply("start", 1));
        assertEquals("hello", ask(troupe(bundle), 0, "hello").get(10, TimeUnit.SECONDS));
    }

    @Test
    void faultH3ActorsOfARuntimeEndWithItsBundleTheLastStartedFirst() throws Exception {
        BiFunction<String, Object, Object> troupe = troupe(world.troupe());
        troupe.apply("start", 100);
        CountDownLatch reached = new CountDownLatch(10);
        List<CompletableFuture<Object>> inHand = new ArrayList<>();
        List<CompletableFuture<Object>> queued = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            inHand.add(ask(troupe, i, stuck(reached)));
            queued.add(ask(troupe, i, "queued"));
        }
        assertTrue(reached.await(10, TimeUnit.SECONDS));
        within(DEADLINE, () -> {
            world.threading.stop();
            return null;
        });
        assertEquals(0, troupe.apply("alive", null));
        assertEquals(numbers(99, 10), troupe.apply("ended", null));
        queued.forEach(EndTest::assertDead);
        inHand.forEach(EndTest::assertDead); // who asks must not wait for what may never come
        assertEquals(1, world.log.size(), world.records()::toString);
        assertTrue(world.records().get(0).matches("WARNING Not ended within " + DEADLINE + " and interrupted.*(Player.*){10}"),
                world.records()::toString);
        assertTrue(assertThrows(IllegalStateException.class, () -> troupe.apply("start", 1)).getMessage()
                .startsWith("No runtime found"));
        release.countDown();
        assertTrue(World.eventually(() -> World.threads("Player-").isEmpty()));
        world.threading.start();
        assertEquals(1, troupe.apply("start", 1));
        assertEquals("again", ask(troupe, 100, "again").get(10, TimeUnit.SECONDS));
    }

    @Test
    void faultH6ActorsOfABundleThatIsUninstalledEndAndItsLoaderIsCollected() throws Exception {
        Bundle bundle = world.troupe();
        WeakReference<ClassLoader> loader = World.loader(bundle);
        troupe(bundle).apply("start", 10);
        bundle.uninstall();
        assertTrue(World.eventually(() -> World.threads("Player-").isEmpty()));
        world.refresh();
        assertTrue(World.isCollected(loader));
        assertEquals(List.of(), world.records());
    }

    @Test
    void faultH7ClassThatCannotBeLoadedAnyMoreEndsThatActorAlone() throws Exception {
        Bundle bundle = world.troupe();
        BiFunction<String, Object, Object> gone = troupe(bundle);
        Bundle guest = world.install(Code.bundle(directory, "other", Map.of("Bundle-Activator", "user.bundle.troupe.Activator",
                "Import-Package", "org.osgi.framework,pykka.api"), "user.bundle.troupe"));
        guest.start();
        BiFunction<String, Object, Object> other = troupe(guest);
        other.apply("start", 100);
        gone.apply("start", 1);
        CountDownLatch reached = new CountDownLatch(1);
        gone.apply("tell 0", new Object[] {stuck(reached), "late"});
        assertTrue(reached.await(10, TimeUnit.SECONDS));
        bundle.uninstall();
        world.refresh();
        release.countDown();
        assertTrue(World.eventually(() -> World.threads("Player-").size() == 100), () -> World.threads("Player-").toString());
        assertEquals(100, other.apply("alive", null));
        assertEquals("here", ask(other, 50, "here").get(10, TimeUnit.SECONDS));
        List<String> failures = world.log.stream().map(LogRecord::getThrown).filter(Objects::nonNull)
                .map(failure -> failure.getClass().getName()).toList();
        assertEquals(List.of("java.lang.NoClassDefFoundError"), failures, world.records()::toString);
    }

    @Test
    void faultH10AllActorsEndWithTheFrameworkWithinOneDeadlineAndTheStuckOneIsNamed() throws Exception {
        BiFunction<String, Object, Object> troupe = troupe(world.troupe());
        troupe.apply("start", 100);
        CountDownLatch reached = new CountDownLatch(1);
        ask(troupe, 42, stuck(reached));
        assertTrue(reached.await(10, TimeUnit.SECONDS));
        within(DEADLINE, () -> {
            world.framework.stop();
            return world.framework.waitForStop(60_000);
        });
        assertTrue(World.eventually(() -> World.threads("Player-").size() == 1), () -> World.threads("Player-").toString());
        assertEquals(1, world.log.size(), world.records()::toString);
        assertTrue(world.records().get(0)
                        .matches("WARNING Not ended within " + DEADLINE + " and interrupted.*\\[Player \\(urn:uuid:[^,]*\\]"),
                world.records()::toString);
    }

    @Test
    void faultH14BundleWhoseActivatorFailsHalfWayLeavesNothing() throws Exception {
        System.setProperty("user.troupe.fails", "true");
        Bundle bundle = world.install(world.bundle("user.bundle.troupe", "pykka.api"));
        assertThrows(BundleException.class, bundle::start);
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertNull(bundle.getRegisteredServices());
        assertTrue(World.eventually(() -> World.threads("Player-").isEmpty()));
        System.clearProperty("user.troupe.fails");
        bundle.start();
        assertEquals(3, troupe(bundle).apply("start", 3));
        assertEquals(3, troupe(bundle).apply("alive", null));
    }

    @Test
    void servicesOfTheActivatorAreStillThereWhenItsActorsEnd() throws Exception {
        Bundle bundle = world.troupe();
        BiFunction<String, Object, Object> troupe = troupe(bundle);
        troupe.apply("start", 3);
        bundle.stop();
        assertEquals(List.of("2", "1", "0"), troupe.apply("ended", null));
    }

    @Test
    void startThatComesTooLateIsRefusedAndMayBeDoneAgainWhenTheBundleIs() throws Exception {
        System.setProperty("user.troupe.late", "true");
        Bundle bundle = world.troupe();
        bundle.stop();
        assertTrue(System.getProperty("user.troupe.late")
                .matches("The bundle user.bundle.troupe \\[\\d+] is stopping or has stopped.*"), System.getProperty("user.troupe.late"));
        bundle.start();
        assertEquals(1, troupe(bundle).apply("start", 1));
        System.clearProperty("user.troupe.late");
        bundle.stop();
        assertTrue(World.eventually(() -> World.threads("Player-").isEmpty()));
    }

    @Test
    void codeOfAnOlderRevisionCannotStartActors() throws Exception {
        Bundle bundle = world.troupe();
        BiFunction<String, Object, Object> older = troupe(bundle);
        older.apply("start", 1);
        bundle.update();
        assertEquals(0, older.apply("alive", null));
        assertTrue(assertThrows(IllegalStateException.class, () -> older.apply("start", 1)).getMessage()
                .contains("code of its older revision cannot start actors"));
        assertEquals(1, troupe(bundle).apply("start", 1));
        bundle.uninstall();
        assertTrue(assertThrows(IllegalStateException.class, () -> older.apply("start", 1)).getMessage()
                .contains("older revision"));
        assertTrue(World.eventually(() -> World.threads("Player-").isEmpty()));
    }

    @Test
    void actorOfTwoBundlesEndsWithTheFirstOfThem() throws Exception {
        Bundle troupe = world.troupe();
        for (int first = 0; first < 2; first++) {
            Bundle guest = world.install(world.bundle("user.bundle.guest", "pykka.api,user.bundle.troupe"));
            guest.start();
            Function<Object, CompletableFuture<Object>> service = World.service(guest);
            assertEquals("hello", service.apply("hello").get(10, TimeUnit.SECONDS));
            assertEquals(1, World.threads("Player-").size());
            (first == 0 ? guest : troupe).stop();
            assertTrue(World.eventually(() -> World.threads("Player-").isEmpty()));
            guest.uninstall();
        }
    }

    @Test
    void ownerOfTheOptionsTakesThePlaceOfTheBundleThatStartsTheActor() throws Exception {
        Bundle troupe = world.troupe();
        Bundle guest = world.install(world.bundle("user.bundle.guest", "pykka.api,user.bundle.troupe"));
        troupe(troupe).apply("startFor", guest.loadClass("user.bundle.guest.Activator"));
        assertEquals(1, troupe(troupe).apply("alive", null));
        guest.uninstall(); // it was never started
        assertEquals(0, troupe(troupe).apply("alive", null));
    }

    @Test
    void actorThatStopsItsOwnBundleIsAskedToStopAndNotWaitedFor() throws Exception {
        Bundle bundle = world.troupe();
        BiFunction<String, Object, Object> troupe = troupe(bundle);
        troupe.apply("start", 3);
        CompletableFuture<Object> done = ask(troupe, 1, (Callable<Object>) () -> {
            bundle.stop();
            return "stopped, alive " + troupe.apply("alive", null);
        });
        assertEquals("stopped, alive 1", done.get(10, TimeUnit.SECONDS));
        assertTrue(World.eventually(() -> World.threads("Player-").isEmpty()));
        assertEquals(List.of("2", "0", "1 alone"), troupe.apply("ended", null));
        assertEquals(List.of(), world.records());
    }

    @Test
    void stuckHandlerIsInterruptedOnceAndItsActorEndsWhenItComesBack() throws Exception {
        Bundle bundle = world.troupe();
        BiFunction<String, Object, Object> troupe = troupe(bundle);
        troupe.apply("start", 1);
        CountDownLatch reached = new CountDownLatch(1);
        CompletableFuture<String> said = new CompletableFuture<>();
        ask(troupe, 0, (Callable<Object>) () -> {
            said.complete(stuck(reached).call() + ", flag " + Thread.currentThread().isInterrupted());
            return null;
        });
        CompletableFuture<Object> stop = future(troupe.apply("stop 0", null));
        assertTrue(reached.await(10, TimeUnit.SECONDS));
        bundle.stop();
        assertEquals(0, troupe.apply("alive", null));
        assertFalse(stop.isDone());
        release.countDown();
        assertEquals("interrupted true, flag false", said.get(10, TimeUnit.SECONDS));
        assertEquals(true, stop.get(10, TimeUnit.SECONDS));
        assertEquals(List.of("0 alone"), troupe.apply("ended", null));
    }

    @SuppressWarnings("unchecked") // what the troupe answers
    private static CompletableFuture<Object> future(Object answer) {
        return (CompletableFuture<Object>) answer;
    }

    @Test
    void allActorsEndWithTheLibrarysOwnBundleAndAStartAfterThatNamesIt() throws Exception {
        BiFunction<String, Object, Object> troupe = troupe(world.troupe());
        troupe.apply("start", 10);
        world.api.stop();
        assertEquals(0, troupe.apply("alive", null));
        assertEquals(numbers(9, 0), troupe.apply("ended", null));
        assertTrue(assertThrows(IllegalStateException.class, () -> troupe.apply("start", 1)).getMessage()
                .matches("The bundle pykka.api \\[\\d+] is RESOLVED: .* Start the bundle, then start the actor again"));
        world.api.start();
        assertEquals(1, troupe.apply("start", 1));
        assertEquals("again", ask(troupe, 10, "again").get(10, TimeUnit.SECONDS));
    }
}
