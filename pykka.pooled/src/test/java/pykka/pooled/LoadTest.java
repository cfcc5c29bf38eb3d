package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Futures;
import pykka.childjvm.Ended;

/**
 * Very many actors and messages, in JVMs with small heaps. A hundredth in the normal build, divided by the scale. All of it:
 * {@code mvn verify -Psoak -pl pykka.pooled -am -Dtest=LoadTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("slow")
class LoadTest {
    /** What a JVM without actors uses while it does nothing. */
    private static final long HOUSEKEEPING_MILLIS = 100;

    private static int many(int count) {
        return Tests.scaled(Boolean.getBoolean("pykka.tck.full") ? count : count / 100);
    }

    /** Runs a row in a JVM of its own, and returns what it printed. */
    private Map<String, Long> run(String row, int count, String heap) throws Exception {
        Ended ended = Tests.jvm(Rows.class, row, count).with("-Xmx" + heap, "-Dpykka.runtime=pooled").within(Duration.ofMinutes(10))
                .run().expect(0);
        List<String> figures = ended.all("= ");
        System.out.println(row + " " + count + ": " + String.join("; ", figures));
        return figures.stream().map(figure -> figure.split(": "))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1]), (a, b) -> b, LinkedHashMap::new));
    }

    @Test
    void faultJ1MessagesOfFourSendersPassABoundedInbox() throws Exception {
        int count = many(10_000_000);
        assertEquals(count, run("J1", count, "32m").get("handled"));
    }

    @Test
    void faultJ2AndJ12AMillionActors() throws Exception {
        int count = many(1_000_000);
        Map<String, Long> found = run("J2", count, "1g");
        assertEquals(0, found.get("left"));
        assertTrue(found.get("bytes each") <= 350 + 1_000_000 / count, found::toString); // beside what is there once
        assertTrue(found.get("idle, ms of CPU time") <= Tests.slack(Duration.ofMillis(HOUSEKEEPING_MILLIS)).toMillis(), found::toString);
    }

    @Test
    void faultJ4ActorsThatComeAndGoLeaveNothing() throws Exception {
        int count = many(1_000_000);
        Map<String, Long> found = run("J4", count, "64m");
        assertEquals(count / 100, found.get("failures"));
        assertEquals(0, found.get("threads more"));
        assertTrue(found.get("classes more") <= 50, found::toString);
        assertTrue(found.get("files more") <= 2, found::toString);
        // 1 kB in 1,000 cycles; the collector is not exact
        assertTrue(found.get("bytes more") <= 200_000 + count, found::toString);
    }

    @Test
    void faultJ6SenderToAnActorThatIsTooSlowRunsOutOfMemoryAndNothingIsLost() throws Exception {
        Map<String, Long> found = run("J6", 1_000, "32m");
        assertTrue(found.get("accepted") > 1_000, found::toString);
        assertEquals(found.get("accepted"), found.get("handled"));
        assertEquals(1, found.get("answers after"));
    }

    @Test
    void faultJ7BroadcastReachesEachOnce() throws Exception {
        int count = many(100_000);
        assertEquals(count, run("J7", count, "256m").get("handled"));
    }

    @Test
    void faultJ8FailingAsksAreAllAnsweredAndDeadTellsAllRefused() throws Exception {
        int count = many(1_000_000);
        Map<String, Long> found = run("J8", count, "64m");
        assertEquals(count, found.get("failed asks"));
        assertEquals(count, found.get("refused tells"));
    }

    /** The rows, in a JVM of their own. */
    static final class Rows {
        private static final AtomicLong HANDLED = new AtomicLong();

        /** Without fields. */
        static class Idle extends Actor {
            @Override
            protected Object onReceive(Object message) {
                HANDLED.incrementAndGet();
                if (message instanceof RuntimeException failure) {
                    throw failure;
                }
                return message;
            }
        }

        static class Held extends Actor {
            static final CountDownLatch GO = new CountDownLatch(1);

            @Override
            protected Object onReceive(Object message) throws InterruptedException {
                GO.await();
                HANDLED.incrementAndGet();
                return 1L;
            }
        }

        public static void main(String[] arguments) throws Exception {
            int count = Integer.parseInt(arguments[1]);
            switch (arguments[0]) {
                case "J1" -> bounded(count);
                case "J2" -> idle(count);
                case "J4" -> churn(count);
                case "J6" -> slow(count);
                case "J7" -> broadcast(count);
                case "J8" -> failures(count);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            ActorRegistry.stopAll();
        }

        private static void print(String name, long number) {
            System.out.println("= " + name + ": " + number);
        }

        private static void await(BooleanSupplier condition) {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
        }

        private static void pass(Duration time) {
            for (long begin = System.nanoTime(), left = time.toNanos(); left > 0; left = time.toNanos() - (System.nanoTime() - begin)) {
                LockSupport.parkNanos(left);
            }
        }

        private static void bounded(int count) throws Exception {
            ActorRef<Idle> ref = Actor.start(Idle::new, ActorOptions.defaults().inboxCapacity(1_000));
            long begin = System.nanoTime();
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread sender = new Thread(() -> {
                    for (int sent = 0; sent < count / 4; sent++) {
                        ref.tell("message");
                    }
                });
                sender.start();
                senders.add(sender);
            }
            for (Thread sender : senders) {
                sender.join();
            }
            ref.stop();
            print("handled", HANDLED.get());
            print("ns each", (System.nanoTime() - begin) / count);
        }

        private static long heap() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        private static long cpuMillis() {
            return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
        }

        private static void idle(int count) {
            Actor.start(Idle::new).stop();
            long heap = heap();
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                Actor.start(Idle::new).tell("message");
            }
            await(() -> HANDLED.get() == count);
            print("ns each", (System.nanoTime() - begin) / count);
            print("bytes each", (heap() - heap) / count);
            pass(Duration.ofMillis(500)); // the pool's threads go to rest, and the compiler
            long cpu = cpuMillis();
            pass(Duration.ofSeconds(2));
            print("idle, ms of CPU time", cpuMillis() - cpu);
            begin = System.nanoTime();
            Futures.getAll(ActorRegistry.getAll().stream().map(ActorRef::stopAsync).toList());
            print("stop, ns each", (System.nanoTime() - begin) / count);
            print("left", ActorRegistry.getAll().size());
        }

        private static long files() throws IOException {
            Path open = Path.of("/proc/self/fd");
            if (!Files.isDirectory(open)) {
                return 0;
            }
            try (Stream<Path> files = Files.list(open)) {
                return files.count();
            }
        }

        private static int cycles(int count) {
            int failures = 0;
            for (int i = 1; i <= count; i++) {
                ActorRef<Idle> ref = Actor.start(Idle::new);
                try {
                    ref.ask(i % 100 == 0 ? new IllegalArgumentException("one of a hundred") : "message");
                } catch (IllegalArgumentException e) {
                    failures++;
                }
                ref.stop();
            }
            return failures;
        }

        private static void churn(int count) throws IOException {
            cycles(2_000);
            long heap = heap();
            long files = files();
            long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
            long begin = System.nanoTime();
            print("failures", cycles(count));
            print("ns each", (System.nanoTime() - begin) / count);
            print("bytes more", heap() - heap);
            print("files more", files() - files);
            print("classes more", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes);
            await(() -> Tests.threads().isEmpty()); // they end after a second, or this does not
            print("threads more", Tests.threads().size());
        }

        private static void slow(int size) {
            ActorRef<Held> ref = Actor.start(Held::new);
            byte[] spare = new byte[4_000_000]; // for what comes after
            long accepted = 0;
            try {
                for (;; accepted++) {
                    ref.tell(new byte[size]);
                }
            } catch (OutOfMemoryError e) {
                spare = null;
                Held.GO.countDown();
            }
            long all = accepted;
            await(() -> HANDLED.get() >= all);
            print("accepted", accepted);
            print("answers after", (long) ref.ask("more"));
            print("handled", HANDLED.get() - 1);
        }

        private static void broadcast(int count) {
            for (int i = 0; i < count; i++) {
                Actor.start(Idle::new);
            }
            long begin = System.nanoTime();
            ActorRegistry.broadcast("message");
            await(() -> HANDLED.get() >= count);
            print("ns each", (System.nanoTime() - begin) / count);
            ActorRegistry.stopAll();
            print("handled", HANDLED.get());
        }

        private static void failures(int count) {
            ActorRef<Idle> ref = Actor.start(Idle::new);
            int failed = 0;
            int refused = 0;
            for (int i = 0; i < count; i++) {
                try {
                    ref.ask(new IllegalArgumentException("one of many"));
                } catch (IllegalArgumentException e) {
                    failed++;
                }
            }
            ref.stop();
            for (int i = 0; i < count; i++) {
                try {
                    ref.tell("dead");
                } catch (ActorDeadException e) {
                    refused++;
                }
            }
            print("failed asks", failed);
            print("refused tells", refused);
        }
    }
}
