package pykka.api.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
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
        KeepAlive.exit();
        KeepAlive.enter(); // before it has ended
        assertSame(thread, theOne());
        long begin = System.nanoTime();
        KeepAlive.exit();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(150).toNanos());
        KeepAlive.enter();
        Thread next = theOne();
        assertTrue(next != thread);
        KeepAlive.exit();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
    }
}
