package pykka.tck.support;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jspecify.annotations.Nullable;
import pykka.api.inspect.Inspection;

/**
 * Prints all threads and actors, and interrupts the test, when a test takes longer than a minute, what the machine is late by not
 * counted.
 */
final class Wedge implements BeforeEachCallback, AfterEachCallback {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private @Nullable CountDownLatch over;

    /** Each test has its own latch: a watcher that wakes late must not take the next test for its own. */
    @Override
    public void beforeEach(ExtensionContext context) {
        CountDownLatch end = new CountDownLatch(1);
        over = end;
        Thread test = Thread.currentThread();
        Thread thread = new Thread(() -> watch(test, context.getDisplayName(), end), "Wedge");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        over.countDown();
    }

    private static void watch(Thread test, String name, CountDownLatch end) {
        try {
            for (Limit limit = Limit.of(LIMIT); !limit.isOver();) {
                if (end.await(limit.nanosLeft(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            return; // no one interrupts it
        }
        System.err.println("WEDGED: " + name);
        Inspection.actors().stream().limit(100).forEach(System.err::println);
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            System.err.println(entry.getKey());
            for (StackTraceElement frame : entry.getValue()) {
                System.err.println("\tat " + frame);
            }
        }
        test.interrupt();
    }
}
