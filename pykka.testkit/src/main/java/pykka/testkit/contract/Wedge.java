package pykka.testkit.contract;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jspecify.annotations.Nullable;
import pykka.api.inspect.Inspection;

/** Prints all threads and actors, and interrupts the test, when a test takes longer than a minute. */
final class Wedge implements BeforeEachCallback, AfterEachCallback {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private volatile boolean over;
    private @Nullable Thread watch;

    @Override
    public void beforeEach(ExtensionContext context) {
        over = false;
        Thread test = Thread.currentThread();
        Thread thread = new Thread(() -> watch(test, context.getDisplayName()), "Wedge");
        thread.setDaemon(true);
        watch = thread;
        thread.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        over = true;
        LockSupport.unpark(watch);
    }

    private void watch(Thread test, String name) {
        long limit = ContractTest.slack(LIMIT).toNanos();
        long begin = System.nanoTime();
        while (!over && System.nanoTime() - begin < limit) {
            LockSupport.parkNanos(limit - (System.nanoTime() - begin));
        }
        if (!over) {
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
}
