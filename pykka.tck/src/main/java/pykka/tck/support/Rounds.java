package pykka.tck.support;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many short races, each around a subject of its own: some threads do one thing to it while the caller does another. All spin
 * for the next round, so that they meet within the microsecond that a race is about.
 */
public final class Rounds<S> {
    /** What the caller does. */
    @FunctionalInterface
    public interface Act<S> {
        void on(S subject) throws Exception;
    }

    /** What a racer does; they are numbered from 0. */
    @FunctionalInterface
    public interface RacerAct<S> {
        void on(S subject, int racer) throws Exception;
    }

    /** No further round begins after that, so that a busy machine makes fewer, each of which needs a few wakes of threads. */
    private static final long MOST_NANOS = 20_000_000_000L;
    private static final int LEAST = 100;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private S subject;
    private volatile int round;
    private volatile boolean over;

    private Rounds() {}

    /**
     * In each round: makes a subject, acts on it with all racers at once, and when all are done, checks it. Returns how many rounds
     * there were: those that were wanted, or as many as fit into twenty seconds.
     */
    public static <S> int race(int rounds, int racers, Callable<S> make, RacerAct<S> racer, Act<S> caller, Act<S> check)
            throws Exception {
        return new Rounds<S>().run(rounds, racers, make, racer, caller, check);
    }

    private int run(int rounds, int racers, Callable<S> make, RacerAct<S> racer, Act<S> caller, Act<S> check)
            throws Exception {
        try (Racers racing = Racers.start(racers, number -> follow(rounds, number, racer))) {
            try {
                long begin = System.nanoTime();
                for (int i = 1; i <= rounds && !racing.failed() && (i <= LEAST || System.nanoTime() - begin < MOST_NANOS); i++) {
                    subject = make.call();
                    begun.set(0);
                    done.set(0);
                    round = i;
                    for (int n = 0; i % 2 == 0 && begun.get() == 0 && !racing.failed(); n++) {
                        pause(n); // in every second round the racers begin, in the others the caller does
                    }
                    caller.on(subject);
                    for (int n = 0; done.get() < racers && !racing.failed(); n++) {
                        pause(n);
                    }
                    if (!racing.failed()) {
                        check.on(subject);
                    }
                }
            } finally {
                over = true;
            }
        }
        return round;
    }

    private void follow(int rounds, int number, RacerAct<S> racer) throws Exception {
        for (int i = 1; i <= rounds; i++) {
            for (int n = 0; round < i; n++) {
                if (over) {
                    return;
                }
                pause(n);
            }
            begun.incrementAndGet();
            racer.on(subject, number);
            done.incrementAndGet();
        }
    }

    private static void pause(int times) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Racers.pause(times);
    }
}
