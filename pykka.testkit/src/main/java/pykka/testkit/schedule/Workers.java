package pykka.testkit.schedule;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import pykka.api.spi.ActorThreads;

/** The threads on which actors of all schedulers run: daemons, used again and again, gone after a second without use. */
final class Workers {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
            new SynchronousQueue<>(), body -> ActorThreads.platform("pykka-stepping-" + NUMBERS.getAndIncrement(), true, body));

    private Workers() {}

    /** Runs something on another thread. Throws, with no effect, if the system refuses a thread. */
    static void run(Runnable body) {
        POOL.execute(body);
    }
}
