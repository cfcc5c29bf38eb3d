package pykka.threading;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A thread that runs tasks in order, as that of a user interface does. */
final class EventThread implements Executor, AutoCloseable {
    final Thread thread = new Thread(this::run, "events");
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    EventThread() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                tasks.take().run();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Begins code of the user interface on the thread. */
    <T> CompletableFuture<T> begin(Callable<T> code) {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(() -> {
            try {
                result.complete(code.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
            Thread.interrupted(); // the code alone was interrupted
        });
        return result;
    }

    /** Runs code of the user interface on the thread, and returns its result. */
    <T> T call(Callable<T> code) throws Exception {
        return begin(code).get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
