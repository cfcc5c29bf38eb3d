package pykka.tck.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.inspect.Inspection;
import pykka.testkit.log.Recorder;

/** After each test: stops all actors, and fails if a thread, a pending future, an uncaught exception or a log record is left. */
public final class LeftBehind implements BeforeEachCallback, AfterEachCallback {
    private static volatile @Nullable Records records;

    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private Set<Thread> threadsBefore = Set.of();
    private long pendingBefore;
    private @Nullable AutoCloseable listening;
    private Thread.@Nullable UncaughtExceptionHandler handlerBefore;

    static Records records() {
        records.read();
        return records;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Assertions.assertTrue(Boolean.getBoolean("pykka.count"), "the suite needs -Dpykka.count=true");
        Lateness.begin(); // its thread is one of those that were there before
        uncaught.clear();
        threadsBefore = new HashSet<>(Thread.getAllStackTraces().keySet());
        pendingBefore = Inspection.counts().pending();
        Records fresh = new Records();
        records = fresh;
        Recorder.debug(false);
        listening = Recorder.listen(fresh::add);
        handlerBefore = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            Thread.interrupted(); // by the limit of the test, as a rule: its actors are stopped nevertheless
            List<ActorRef<?>> left = stopAll();
            Assertions.assertEquals(List.of(), left, "actors left");
            awaitNothing("threads", this::threads);
            awaitNothing("pending futures", this::pending);
            Assertions.assertEquals(List.of(), uncaught, "uncaught exceptions");
            Assertions.assertEquals(List.of(), records.unexpected(), "log records");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
            listening.close();
            Recorder.debug(false);
        }
    }

    /** Returns those that do not stop. What waits in their inboxes is dropped, or the next tests would count it. */
    private static List<ActorRef<?>> stopAll() {
        ActorRegistry.stopAll(ContractTest.slack(Duration.ofSeconds(5)));
        List<ActorRef<?>> left = ActorRegistry.getAll();
        List<Future<Boolean>> ends = left.stream().map(ActorRef::stopNow).toList();
        left.forEach(ActorRegistry::unregister);
        for (Limit limit = Limit.of(Duration.ofSeconds(3)); !limit.isOver() && !ends.stream().allMatch(Future::isDone);) {
            LockSupport.parkNanos(1_000_000);
        }
        return left;
    }

    private List<String> threads() {
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!threadsBefore.contains(thread) && !ofTheJvm(thread.getName()) && !lingers(thread.getName())) {
                left.add(thread.getName());
            }
        }
        return left;
    }

    /**
     * Threads that stay for a while on purpose, to serve the next actor: waiting for them would be most of the suite's time.
     * Those of a runtime are named by the property {@code pykka.tck.lingering}, the same way for each.
     */
    public static boolean lingers(String name) {
        return name.equals("pykka-keep-alive") || name.matches(System.getProperty("pykka.tck.lingering", ""));
    }

    /** Threads that the JVM starts when it pleases. */
    private static boolean ofTheJvm(String name) {
        return name.startsWith("ForkJoinPool") || name.startsWith("VirtualThread-") || name.startsWith("junit-")
                || name.startsWith("CompletableFuture") || name.startsWith("Attach Listener") || name.startsWith("JFR ")
                || name.startsWith("C1 ") || name.startsWith("C2 ") || name.startsWith("surefire") || name.startsWith("Wedge");
    }

    private List<String> pending() {
        long left = Inspection.counts().pending() - pendingBefore;
        return left == 0 ? List.of() : List.of(left + " futures");
    }

    private static void awaitNothing(String what, java.util.function.Supplier<List<String>> left) {
        Limit limit = Limit.of(Duration.ofSeconds(3));
        List<String> now = left.get();
        while (!now.isEmpty() && !limit.isOver()) {
            LockSupport.parkNanos(1_000_000);
            now = left.get();
        }
        Assertions.assertEquals(List.of(), now, what + " left");
    }
}
