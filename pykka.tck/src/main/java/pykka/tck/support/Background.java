package pykka.tck.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Code of a test on a plain thread of its own. */
public final class Background<T extends @Nullable Object> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> code) {
        task = new FutureTask<>(code);
        thread = new Thread(task, "Background");
        thread.setDaemon(true);
    }

    /** Starts it. */
    public static <T extends @Nullable Object> Background<T> run(Callable<T> code) {
        Background<T> background = new Background<>(code);
        background.thread.start();
        return background;
    }

    public Thread thread() {
        return thread;
    }

    /** Waits until its thread is parked. */
    public Background<T> parked() {
        ContractTest.awaitParked(thread);
        return this;
    }

    /** Waits for its result, for ten seconds at most; throws what it threw, as it is. */
    public T result() {
        try {
            return task.get(ContractTest.slack(Duration.ofSeconds(10)).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Scripted.raise(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            AssertionError hangs = new AssertionError("a background thread hangs");
            hangs.setStackTrace(thread.getStackTrace());
            throw hangs;
        }
        throw new AssertionError();
    }
}
