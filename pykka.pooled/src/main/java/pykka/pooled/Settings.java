package pykka.pooled;

import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorProperties;
import pykka.api.spi.ActorThreads;

/** The properties of this runtime. */
final class Settings {
    static final int MOST_THREADS = 1_000;

    private static final String THREADS = "pykka.pooled.threads";
    private static final String LIMIT = "pykka.pooled.limit";
    private static final String VIRTUAL = "pykka.pooled.virtual";
    private static final int USUAL_LIMIT = 256;

    private Settings() {}

    /** How many actors run at a time. */
    static int threads() {
        return number(THREADS, Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS), 1, MOST_THREADS);
    }

    /** How many threads there may be, those whose actor waits included. */
    static int limit(int threads) {
        return number(LIMIT, Math.max(USUAL_LIMIT, threads), threads, Threads.MOST);
    }

    /** Whether the number of threads is given. */
    static boolean givesThreads() {
        return ActorProperties.get(THREADS) != null;
    }

    /**
     * What makes virtual threads for actors whose handlers wait; null if they stay in the pool.
     *
     * @param given whether the number of actors that run at a time was given: those on virtual threads come on top, so by default
     *     there are none then
     */
    static Threads.@Nullable Maker virtual(boolean given) {
        String value = ActorProperties.get(VIRTUAL);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw invalid(VIRTUAL, value, "true or false");
        }
        boolean wanted = value == null ? !given && CarrierThreads.areAdjustable() : value.equals("true");
        return wanted && ActorThreads.virtualAvailable() ? ActorThreads::virtual : null;
    }

    private static int number(String name, int otherwise, int least, int most) {
        String value = ActorProperties.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // handled like a number out of range
        }
        throw invalid(name, value, "a number from " + least + " to " + most);
    }

    private static IllegalStateException invalid(String name, String value, String valid) {
        return new IllegalStateException("The property " + name + " is '" + value.replaceAll("[\\p{Cc}\\u2028\\u2029]", "?")
                + "': it must be " + valid);
    }
}
