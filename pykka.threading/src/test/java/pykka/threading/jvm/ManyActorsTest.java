package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRegistry;
import pykka.childjvm.Ended;

/**
 * Very many actors at once: 10,000 on platform threads, 1,000,000 on virtual ones. They start, handle a message each, are idle
 * for two seconds, and are stopped. A tenth of that, divided by the scale, in the normal build. The full sizes, with all times
 * printed:
 * {@code mvn verify -Psoak -pl pykka.threading -am -Dtest=ManyActorsTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ManyActorsTest {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Path SELF = Path.of("/proc/self");

    static class One extends Actor {
        static CountDownLatch handled;

        @Override
        protected Object onReceive(Object message) {
            handled.countDown();
            return message;
        }
    }

    static class Main {
        private static long lap = System.nanoTime();

        public static void main(String[] args) throws Exception {
            String runtime = args[0];
            int count = Integer.parseInt(args[1]);
            One.handled = new CountDownLatch(1);
            Actor.start(One::new, ActorOptions.defaults().runtime(runtime)).ask("to load all classes");
            ActorRegistry.stopAll();
            One.handled = new CountDownLatch(count);
            long heap = heap();

            lap("");
            for (int i = 0; i < count; i++) {
                Actor.start(One::new, ActorOptions.defaults().runtime(runtime)).tell(i);
            }
            One.handled.await();
            lap("start and one message each, ms");
            System.out.println("heap each, bytes: " + (heap() - heap) / count);
            lines(SELF.resolve("status")).filter(line -> line.startsWith("VmRSS:"))
                    .forEach(line -> System.out.println("resident, kB: " + line.replaceAll("\\D", "")));

            // the compiler and the collector may have work left
            Tests.await(() -> cpuMillisWithin(Duration.ofMillis(200)) <= 2);
            long before = switches();
            long cpu = cpuMillisWithin(WINDOW);
            long switches = switches() - before;
            System.out.println("threads: " + tasks().size());
            System.out.println("idle, times awake: " + switches);
            System.out.println("idle, ms of CPU time: " + cpu);
            if (runtime.equals("threading")) { // the measure works: one message is seen
                ActorRegistry.getAll().get(0).ask("one");
                System.out.println("one message, times awake: " + (switches() - before - switches));
            }

            lap("");
            System.out.println("stopped: " + ActorRegistry.stopAll().values().stream().filter(ended -> ended).count());
            lap("stopAll, ms");
            System.out.println("left: " + ActorRegistry.getAll().size());
        }

        private static void lap(String what) {
            long now = System.nanoTime();
            if (!what.isEmpty()) {
                System.out.println(what + ": " + (now - lap) / 1_000_000);
            }
            lap = now;
        }

        private static long heap() {
            System.gc();
            Runtime jvm = Runtime.getRuntime();
            return jvm.totalMemory() - jvm.freeMemory();
        }

        private static long cpuMillisWithin(Duration time) {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long before = system.getProcessCpuTime();
            Tests.pass(time);
            return (system.getProcessCpuTime() - before) / 1_000_000;
        }

        /** How often the threads of actors went to sleep so far, that is, how often they were awake. */
        private static long switches() {
            return tasks().stream().flatMap(task -> lines(task.resolve("status")))
                    .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        }

        private static List<Path> tasks() {
            try (Stream<Path> tasks = Files.isDirectory(SELF) ? Files.list(SELF.resolve("task")) : Stream.empty()) {
                return tasks.filter(task -> lines(task.resolve("comm")).anyMatch(name -> name.startsWith("One-"))).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Stream<String> lines(Path file) {
            try {
                return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void faultJ3AndJ12TenThousandPlatformThreads() throws Exception {
        int count = many(10_000);
        Ended ended = run("threading", count);
        if (Files.isDirectory(SELF)) {
            assertEquals(count, ended.number("threads:"), ended::toString);
            assertEquals(0, ended.number("idle, times awake:"), ended::toString);
            assertTrue(ended.number("one message, times awake:") > 0, ended::toString);
            assertTrue(ended.number("resident, kB:") <= 400_000, ended::toString);
        }
    }

    @Test
    @EnabledForJreRange(minVersion = 21)
    void faultJ2AndJ12AMillionVirtualThreads() throws Exception {
        Ended ended = run("virtual", many(1_000_000));
        assertTrue(ended.number("heap each, bytes:") <= 3_000, ended::toString);
    }

    private static int many(int count) {
        return Tests.scaled(Boolean.getBoolean("pykka.tck.full") ? count : count / 10);
    }

    private static Ended run(String runtime, int count) throws Exception {
        Ended ended = Jvm.of(Main.class, runtime, count).with("-Xmx6g").within(Duration.ofSeconds(120)).run().expect(0);
        System.out.println(count + " actors on '" + runtime + "': " + String.join("; ", ended.lines()));
        assertEquals(count, ended.number("stopped:"), ended::toString);
        assertEquals(0, ended.number("left:"), ended::toString);
        // far below what the slowest polling would need; not zero, for the JVM has its own housekeeping
        assertTrue(ended.number("idle, ms of CPU time:") <= Tests.slack(WINDOW).toMillis() / 10, ended::toString);
        return ended;
    }
}
