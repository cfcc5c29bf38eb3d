package pykka.api.internal.util;

import org.jspecify.annotations.Nullable;

/** The time by which a thread goes: that of the JVM, or in a simulation that of the simulation. Only differences have a meaning. */
public class Time {
    private static final Time REAL = new Time();
    private static final ThreadSlot<Time> ENTERED = new ThreadSlot<>();
    /** Whether any thread has ever entered another time: without one, no thread pays for more than this look. */
    private static volatile boolean replaced;

    /** What the thread goes by when this is over. For that thread. */
    private @Nullable Time before;

    protected Time() {}

    public static Time current() {
        Time entered = entered();
        return entered == null ? REAL : entered;
    }

    /** Returns the time that this thread has entered last, of those that are not over; null if it goes by that of the JVM. */
    public static @Nullable Time entered() {
        return replaced ? last() : null;
    }

    /** Forgets those that are over, or a thread that enters again and again would keep them all. */
    private static @Nullable Time last() {
        Time last = ENTERED.get();
        if (last != null && last.isOver()) {
            last = notOver(last);
            ENTERED.exchange(last);
        }
        return last;
    }

    private static @Nullable Time notOver(@Nullable Time time) {
        Time found = time;
        while (found != null && found.isOver()) {
            found = found.before;
        }
        return found;
    }

    public static boolean isReplaced() {
        return replaced;
    }

    /** Has this thread go by another time until that is over. */
    public static void enter(Time time) {
        replaced = true;
        time.before = last();
        for (Time each = time; each != null; each = each.before) {
            each.before = notOver(each.before);
        }
        ENTERED.exchange(time);
    }

    /** Returns whether the thread no longer goes by this time. For any thread. */
    public boolean isOver() {
        return false;
    }

    public long now() {
        return System.nanoTime();
    }
}
