package pykka.api.internal.timer;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The timers of an actor by the keys that its code gave them. For the actor's turns. What ends a timer need not know of this:
 * those that have ended are forgotten when there are twice as many keys as were left the last time. So only the calls of the
 * user's code call the user's {@code hashCode} and {@code equals}.
 */
final class KeyedTimers {
    private static final int LEAST = 16;

    private @Nullable Map<Object, Timer> timers;
    private int limit = LEAST;

    /** Returns the timer that had this key. */
    @Nullable Timer put(Object key, Timer timer) {
        if (timers == null) {
            timers = new HashMap<>();
        }
        if (timers.size() >= limit) {
            for (Iterator<Timer> all = timers.values().iterator(); all.hasNext();) {
                if (!all.next().isActive()) {
                    all.remove();
                }
            }
            limit = Math.max(LEAST, 2 * timers.size());
        }
        return timers.put(key, timer);
    }

    /** Undoes a put. */
    void restore(Object key, @Nullable Timer old) {
        if (old == null) {
            remove(key);
        } else if (timers != null) {
            timers.put(key, old);
        }
    }

    @Nullable Timer remove(Object key) {
        return timers == null ? null : timers.remove(key);
    }

    @Nullable Timer get(Object key) {
        return timers == null ? null : timers.get(key);
    }

    void clear() {
        timers = null;
    }
}
