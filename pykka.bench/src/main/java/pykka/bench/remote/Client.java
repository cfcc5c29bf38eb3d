package pykka.bench.remote;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/** The JVM that measures: {@code Client LIBRARY PORT SECONDS} prints one line of figures, after as long a warm-up of each. */
final class Client {
    private static final int IN_FLIGHT = 500;
    /** Asks between tells, so that no more than some thousands are on the way: more than that, Pekko would drop. */
    private static final int TELLS = 500;
    private static final int MARKS = 4;
    private static final String MESSAGE = "a message of 24 letters.";

    private final Link link;
    private final long nanos;

    private Client(Link link, double seconds) {
        this.link = link;
        nanos = (long) (seconds * 1e9);
    }

    /** Messages of a second, and nanoseconds of processor time of both JVMs for each. */
    private record Rate(double each, double cpu) {}

    private interface Load {
        /** Returns how many messages were sent and answered until then. */
        long until(long end) throws InterruptedException;
    }

    public static void main(String[] args) throws InterruptedException {
        try (Link link = Library.valueOf(args[0]).connect(Integer.parseInt(args[1]))) {
            Client client = new Client(link, Double.parseDouble(args[2]));
            client.latencies();
            long[] latencies = client.latencies();
            client.rate(client::asks);
            Rate asks = client.rate(client::asks);
            client.rate(client::tells);
            Rate tells = client.rate(client::tells);
            System.out.printf(Locale.ROOT, "%d,%d,%.0f,%.0f,%.0f,%.0f%n", at(latencies, 0.5), at(latencies, 0.99),
                    asks.each(), asks.cpu(), tells.each(), tells.cpu());
        }
        System.exit(0); // threads of a library may linger
    }

    private static long at(long[] sorted, double quantile) {
        return sorted[(int) (sorted.length * quantile)];
    }

    private Object answer(String message) {
        return link.ask(message).toCompletableFuture().join();
    }

    private long cpu() {
        return Echo.cpu() + (Long) answer(Echo.CPU);
    }

    /** One ask at a time. Sorted. */
    private long[] latencies() {
        long[] all = new long[1_000_000];
        int count = 0;
        for (long end = System.nanoTime() + nanos; count < all.length;) {
            long begin = System.nanoTime();
            if (begin - end > 0) {
                break;
            }
            check(answer(MESSAGE));
            all[count++] = System.nanoTime() - begin;
        }
        long[] taken = Arrays.copyOf(all, count);
        Arrays.sort(taken);
        return taken;
    }

    private static void check(Object answer) {
        if (!MESSAGE.equals(answer)) {
            throw new IllegalStateException("answered " + answer);
        }
    }

    private Rate rate(Load load) throws InterruptedException {
        long cpu = cpu();
        long begin = System.nanoTime();
        long before = (Long) answer(Echo.COUNT);
        long sent = load.until(begin + nanos);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if ((Long) answer(Echo.COUNT) - before != sent) {
            throw new IllegalStateException("of " + sent + " messages " + ((Long) answer(Echo.COUNT) - before) + " were handled");
        }
        return new Rate(sent / seconds, (double) (cpu() - cpu) / sent);
    }

    private long asks(long end) throws InterruptedException {
        Semaphore free = new Semaphore(IN_FLIGHT);
        long sent = 0;
        for (; System.nanoTime() - end < 0; sent++) {
            free.acquire();
            release(free);
        }
        free.acquire(IN_FLIGHT);
        return sent;
    }

    private long tells(long end) throws InterruptedException {
        Semaphore free = new Semaphore(MARKS);
        long sent = 0;
        while (System.nanoTime() - end < 0) {
            for (int i = 0; i < TELLS; i++) {
                link.tell(MESSAGE);
            }
            free.acquire();
            release(free);
            sent += TELLS + 1;
        }
        free.acquire(MARKS);
        return sent;
    }

    private void release(Semaphore free) {
        link.ask(MESSAGE).whenComplete((answer, failure) -> {
            if (failure != null) {
                failure.printStackTrace();
                System.exit(1);
            }
            free.release();
        });
    }
}
