package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("pykka-keep-alive")).collect(Collectors.toList());
    }

    private static Thread theOne() {
        Awaitility.await().until(() -> threads().size() == 1);
        return threads().get(0);
    }

    @Test
    void oneThreadRunsFromTheFirstToShortlyAfterTheLast() {
        KeepAlive.enter();
        KeepAlive.enter();
        Thread thread = theOne();
        assertFalse(thread.isDaemon());
        KeepAlive.exit();
        thread.interrupt();
        KeepAlive.enter();
        assertSame(thread, theOne());
        KeepAlive.exit();
        long begin = System.nanoTime();
        KeepAlive.exit();
        awaitNone();
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(150).toNanos());
    }

    @Test
    void theNextOneMakesANewThread() {
        KeepAlive.enter();
        Thread thread = theOne();
        KeepAlive.exit();
        awaitNone();
        KeepAlive.enter();
        assertNotSame(thread, theOne());
        KeepAlive.exit();
        awaitNone();
    }

    /** Starts and ends are counted by many threads, each for itself. */
    @Test
    void itEndsAfterStartsOfManyThreadsWereEndedByOthers() throws InterruptedException {
        List<Thread> starters = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            starters.add(new Thread(KeepAlive::enter));
        }
        starters.forEach(Thread::start);
        for (Thread starter : starters) {
            starter.join();
        }
        Thread thread = theOne();
        for (int i = 1; i < 20; i++) {
            KeepAlive.exit();
        }
        Awaitility.await().during(Duration.ofMillis(400)).atMost(Duration.ofSeconds(10)).until(thread::isAlive);
        KeepAlive.exit();
        awaitNone();
    }

    private static void awaitNone() {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
    }
}
