package pykka.api.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
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

    private static void awaitNone() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
    }
}
