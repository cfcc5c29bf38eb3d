package pykka.threading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** An executor whose tasks the test runs, on its own thread, one after the other. */
final class ManualExecutor implements Executor {
    final Deque<Runnable> tasks = new ArrayDeque<>();
    /** What the next tasks are refused with, if anything. */
    Throwable before;
    /** What is thrown after the next task was queued, if anything. */
    Throwable after;

    @Override
    public void execute(Runnable task) {
        if (before != null) {
            throw ManualExecutor.<RuntimeException>asItIs(before);
        }
        tasks.add(task);
        if (after != null) {
            Throwable thrown = after;
            after = null;
            throw ManualExecutor.<RuntimeException>asItIs(thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X asItIs(Throwable thrown) throws X {
        throw (X) thrown;
    }

    void runOne() {
        tasks.remove().run();
    }

    void runAll() {
        while (!tasks.isEmpty()) {
            runOne();
        }
    }
}
