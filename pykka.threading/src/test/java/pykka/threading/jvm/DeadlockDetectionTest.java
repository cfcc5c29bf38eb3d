package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.childjvm.Ended;

/** The owner thread of a ThreadingFuture, as the JVM's own tools see it. */
class DeadlockDetectionTest {
    /** Asks another one when both are at it; a null limit is none. */
    static class Asker extends Actor {
        static final CountDownLatch BOTH = new CountDownLatch(2);

        @Override
        protected Object onReceive(Object message) throws Exception {
            if (message instanceof ActorRef<?> other) {
                BOTH.countDown();
                BOTH.await();
                other.ask("never answered");
            } else if (message instanceof Map.Entry<?, ?> timed) {
                BOTH.countDown();
                BOTH.await();
                ((ActorRef<?>) timed.getKey()).ask("never answered", (Duration) timed.getValue());
            }
            return null;
        }
    }

    static class Ping extends Asker {}

    static class Pong extends Asker {}

    static class Busy extends Actor {
        @Override
        protected Object onReceive(Object message) throws Exception {
            new CountDownLatch(1).await();
            return null;
        }
    }

    static class Main {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        public static void main(String[] args) throws Exception {
            ActorOptions daemon = ActorOptions.defaults().runtime("threading").daemon(true);
            ActorRef<Ping> ping = Actor.start(Ping::new, daemon);
            ActorRef<Pong> pong = Actor.start(Pong::new, daemon);
            switch (args[0]) {
                case "cycle" -> {
                    ping.tell(pong);
                    pong.tell(ping);
                    Tests.await(() -> THREADS.findDeadlockedThreads() != null);
                    new ProcessBuilder(Tests.tool("jcmd"), Long.toString(ProcessHandle.current().pid()), "Thread.print")
                            .inheritIO().start().waitFor();
                }
                case "timed" -> {
                    ping.tell(Map.entry(pong, Duration.ofMinutes(5)));
                    pong.tell(Map.entry(ping, Duration.ofMinutes(5)));
                    Tests.await(() -> state("Ping") == Thread.State.TIMED_WAITING && state("Pong") == Thread.State.TIMED_WAITING);
                }
                case "half" -> {
                    ping.tell(Map.entry(pong, Duration.ofMinutes(5)));
                    pong.tell(ping);
                    Tests.await(() -> state("Ping") == Thread.State.TIMED_WAITING && state("Pong") == Thread.State.WAITING);
                }
                default -> {
                    Asker.BOTH.countDown();
                    ping.tell(Actor.start(Busy::new, daemon));
                    Tests.await(() -> info("Ping").getLockOwnerName() != null);
                    System.out.println("owner: " + info("Ping").getLockOwnerName());
                    System.out.println("lock: " + info("Ping").getLockInfo().getClassName());
                }
            }
            long[] found = THREADS.findDeadlockedThreads();
            System.out.println("found: " + (found == null ? "none" : Arrays.stream(THREADS.getThreadInfo(found))
                    .map(ThreadInfo::getThreadName).map(DeadlockDetectionTest::actor).sorted().collect(Collectors.joining(" "))));
        }

        private static Thread.State state(String actor) {
            return info(actor).getThreadState();
        }

        private static ThreadInfo info(String actor) {
            return Arrays.stream(THREADS.dumpAllThreads(false, true))
                    .filter(info -> info.getThreadName().startsWith(actor + "-")).findFirst().orElseThrow();
        }
    }

    /** Without the number. */
    private static String actor(String threadName) {
        return threadName.replaceAll("-\\d+$", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "warn"})
    void actorsThatAskEachOtherAreADeadlockForTheTools(String policy) throws Exception {
        Ended ended = Jvm.of(Main.class, "cycle").with("-Dpykka.deadlock=" + policy).run().expect(0);
        assertEquals("Ping Pong", ended.the("found:"), ended::toString);

        int begin = ended.lines().indexOf("Found one Java-level deadlock:");
        assertTrue(begin >= 0, ended::toString);
        List<String> printed = ended.lines().subList(begin, ended.lines().size()).stream().map(String::strip).toList();
        for (List<String> pair : List.of(List.of("Ping", "Pong"), List.of("Pong", "Ping"))) {
            assertTrue(printed.stream().anyMatch(line -> line.matches("\"" + pair.get(0) + "-\\d+\":")), ended::toString);
            assertTrue(printed.stream().anyMatch(line -> line.matches("which is held by \"" + pair.get(1) + "-\\d+\"")),
                    ended::toString);
        }
        assertTrue(printed.stream().anyMatch(line -> line.contains("a pykka.api.internal.promise.LocalPromise")), ended::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timed", "half"})
    void aWaitWithALimitIsNoDeadlockForTheTools(String waits) throws Exception {
        Ended ended = Jvm.of(Main.class, waits).with("-Dpykka.deadlock=off").run().expect(0);
        assertEquals("none", ended.the("found:"), ended::toString);
    }

    @Test
    void whoWaitsForABusyActorWaitsForAFutureThatItsThreadOwns() throws Exception {
        Ended ended = Jvm.of(Main.class, "busy").run().expect(0);
        assertEquals("Busy", actor(ended.the("owner:")), ended::toString);
        assertEquals("pykka.api.internal.promise.LocalPromise", ended.the("lock:"));
        assertEquals("none", ended.the("found:"), ended::toString);
    }
}
