package pykka.api.internal.util;

import org.jspecify.annotations.Nullable;

/** The time by which a thread goes: that of the JVM, or in a simulation that of the simulation. Only differences have a meaning. */
public class Time {
    private static final Time REAL = new Time();
    private static final ThreadSlot<Time> ENTERED = new ThreadSlot<>();
    /** Whether any thread has ever entered another time: without one, nobody pays for more than this look. */
    private static volatile boolean replaced;

    protected Time() {}

    public static Time current() {
        Time entered = entered();
        return entered == null ? REAL : entered;
    }

    /** Returns the time that this thread has entered; null if that is the JVM's. */
    public static @Nullable Time entered() {
        return replaced ? ENTERED.get() : null;
    }

    public static boolean isReplaced() {
        return replaced;
    }

    /** Has this thread go by another time; null for that of the JVM. Returns the one before. */
    public static @Nullable Time enter(@Nullable Time time) {
        replaced = true;
        return ENTERED.exchange(time);
    }

    public long now() {
        return System.nanoTime();
    }
}
