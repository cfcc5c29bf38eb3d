package pykka.tck.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Threads that begin at the same time. What the first of them throws that fails, the caller gets when all have ended. */
public final class Racers implements AutoCloseable {
    /** What each of them does; they are numbered from 0. */
    @FunctionalInterface
    public interface Body {
        void run(int number) throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private Racers(int count, Body body) {
        AtomicInteger missing = new AtomicInteger(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(new Thread(() -> run(missing, body, number), "racer-" + i));
        }
        threads.forEach(Thread::start);
    }

    /** Begins, and lets the caller go on; closing waits for the end. */
    public static Racers start(int count, Body body) {
        return new Racers(count, body);
    }

    /** Begins, and waits for the end. */
    public static void race(int count, Body body) {
        start(count, body).close();
    }

    /** Gives others the processor, the more the longer the caller has waited. */
    public static void pause(int times) {
        if (times < 100) {
            Thread.onSpinWait();
        } else if (times < 300) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(10_000); // the machine is busy with what is waited for
        }
    }

    private void run(AtomicInteger missing, Body body, int number) {
        try {
            missing.decrementAndGet();
            for (int n = 0; missing.get() > 0; n++) {
                pause(n); // spins, so that all begin within a microsecond, and a racer that is seen to wait has begun
            }
            body.run(number);
        } catch (Throwable e) {
            failures.add(e);
            threads.forEach(Thread::interrupt); // they may wait for this one
        }
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    public Thread thread(int number) {
        return threads.get(number);
    }

    @Override
    public void close() {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            failures.add(e);
            threads.forEach(Thread::interrupt);
        }
        if (failed()) {
            throw new AssertionError("a racer failed", failures.get(0));
        }
    }
}
