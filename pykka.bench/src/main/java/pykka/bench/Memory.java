package pykka.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pykka.bench.contender.Behaviour;
import pykka.bench.contender.Contender;
import pykka.bench.contender.Contenders;
import pykka.bench.shape.Pair;

/**
 * What idle actors hold, each of which has handled a message: bytes of heap and bytes resident, the time of their life, how two
 * others get on beside them, and how a few get on beside one that has very much to do.
 *
 * <pre>java -Xms2g -Xmx2g -cp pykka.bench/target/benchmarks.jar pykka.bench.Memory threading 5000</pre>
 */
public final class Memory {
    private static final int WARM_UP = 5_000;
    private static final int ROUNDS = 40_000;
    private static final long PLAY_NANOS = 2_000_000_000L;
    private static final int BACKLOG = 1_000_000;
    private static final int OTHERS = 100;

    private Memory() {}

    /** Measures one contender with so many actors, and prints a line of figures. */
    public static void main(String[] args) throws Exception {
        String name = args[0];
        int actors = Integer.parseInt(args[1]);
        try (Contender contender = Contenders.open(name)) {
            System.out.println(measure(contender, name, actors).line());
        }
        System.exit(0); // whatever threads a peer leaves
    }

    private static Figure measure(Contender contender, String name, int actors) throws Exception {
        Object[] idle = new Object[actors];
        Pair pair = new Pair(contender);
        for (int i = 0; i < 3; i++) {
            start(contender, idle, Math.min(actors, WARM_UP));
            stop(contender, idle, Math.min(actors, WARM_UP));
        }
        double[] values = Figure.none();
        values[Figure.Column.ACTORS.ordinal()] = actors;
        heap(); // what lives is old from here on, as it is beside the others: to write to it costs more
        values[Figure.Column.ALONE.ordinal()] = roundTrip(pair);
        long heap = heap();
        long resident = resident();
        long begin = System.nanoTime();
        start(contender, idle, actors);
        long life = System.nanoTime() - begin;
        values[Figure.Column.HEAP.ordinal()] = (double) (heap() - heap) / actors;
        values[Figure.Column.RESIDENT.ordinal()] = (double) (resident() - resident) / actors;
        values[Figure.Column.BESIDE.ordinal()] = roundTrip(pair);
        values[Figure.Column.TURN.ordinal()] = turn(contender, idle);
        begin = System.nanoTime();
        stop(contender, idle, actors);
        life += System.nanoTime() - begin;
        values[Figure.Column.LIFE.ordinal()] = (double) life / actors;
        return new Figure(Runtime.version().feature(), "memory", name, 1, values);
    }

    private static void start(Contender contender, Object[] idle, int actors) throws InterruptedException {
        CountDownLatch handled = new CountDownLatch(actors);
        Behaviour counting = message -> {
            ((CountDownLatch) message).countDown();
            return null;
        };
        for (int i = 0; i < actors; i++) {
            idle[i] = contender.start(counting);
            contender.tell(idle[i], handled);
        }
        await(handled);
    }

    private static void await(CountDownLatch handled) throws InterruptedException {
        if (!handled.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(handled.getCount() + " messages were not handled");
        }
    }

    private static void stop(Contender contender, Object[] idle, int actors) {
        for (int i = 0; i < actors; i++) {
            contender.stop(idle[i]);
            idle[i] = null;
        }
        int ended = contender.awaitEnds();
        if (ended != actors) {
            throw new IllegalStateException(ended + " of " + actors + " actors have ended");
        }
    }

    /** Nanoseconds, of the best of many times; what comes first warms up. */
    private static double roundTrip(Pair pair) throws InterruptedException {
        long best = Long.MAX_VALUE;
        long start = System.nanoTime();
        for (long begin = start; begin - start < PLAY_NANOS; begin = System.nanoTime()) {
            pair.play(ROUNDS);
            best = Math.min(best, System.nanoTime() - begin);
        }
        return (double) best / ROUNDS;
    }

    /** Nanoseconds, of one time: what is told to many others while one has a backlog. */
    private static double turn(Contender contender, Object[] idle) throws InterruptedException {
        CountDownLatch backlog = new CountDownLatch(BACKLOG);
        for (int i = 0; i < BACKLOG; i++) {
            contender.tell(idle[0], backlog);
        }
        CountDownLatch others = new CountDownLatch(OTHERS);
        long begin = System.nanoTime();
        for (int i = 1; i <= OTHERS; i++) {
            contender.tell(idle[i], others);
        }
        await(others);
        long nanos = System.nanoTime() - begin;
        await(backlog);
        return nanos;
    }

    /** What is used after collections, once two in turn agree. */
    private static long heap() throws InterruptedException {
        long last = Long.MAX_VALUE;
        while (true) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(200); // for what is freed by references
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (last - used < 100_000) {
                return used;
            }
            last = used;
        }
    }

    /** From the kernel, in bytes. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
        for (String line : lines) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }
}
