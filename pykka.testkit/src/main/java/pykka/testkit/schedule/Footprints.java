package pykka.testkit.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two orders have led to the same state, by what each step has touched: its actor, the actors whose inboxes have
 * become longer or shorter, those whose waits it has ended, and those to which it has done what {@link Scheduler#touched} hears
 * of. Each actor has a hash of the last step that touched it, made of the hashes of all that this step touched. So two orders
 * that differ only in steps which touch nothing in common have the same hashes: one of 64 bits in the place of a graph.
 *
 * <p>A step touches all actors, to be sure, if an actor started in it, if the test has gone on after it, if time has passed
 * since, if it goes on after a wait whose time is over, or if it is one of a continuation, or makes one. An end touches its actor
 * alone, which all have touched that sent to it before. A call without effect, such as a cancel that comes too late, need not
 * touch the other actor: where it has an effect, the step touches more, and so leads to another state. What actors share beside
 * that is not seen.
 */
final class Footprints {
    /** What is known of an actor: as it was after the last step. */
    private static final class Seen {
        final Place place;
        long hash;
        int length;
        boolean ended;

        Seen(Place place) {
            this.place = place;
        }
    }

    private final Map<Place, Seen> actors = new LinkedHashMap<>();
    private @Nullable Place running;
    private @Nullable Drive drive;
    private long time;
    /** Whether the step touches all. */
    private boolean all = true;

    /** Notes that a step is about to be made. */
    void begin(Place place) {
        settle(place.scheduler);
        running = place;
        all = place instanceof Continuation
                || place.thread != null && (place.stuck != null || place.interrupted || place.waiter.nanosLeft() <= 0);
    }

    /** Notes what the last step has touched, unless that was done. */
    void settle(Scheduler scheduler) {
        Drive now = scheduler.drive();
        if (running == null && now == drive) {
            return;
        }
        List<Place> places = scheduler.story().live();
        all |= now != drive || scheduler.nanoTime() != time;
        drive = now;
        time = scheduler.nanoTime();
        int known = actors.size();
        List<Seen> touched = new ArrayList<>();
        for (Place place : places) {
            Seen seen = actors.computeIfAbsent(place, Seen::new);
            if (look(seen) && place != running) {
                touched.add(seen);
            }
        }
        if (running != null) {
            touched.add(actors.computeIfAbsent(running, Seen::new)); // even if it has ended
        }
        if (all || actors.size() != known) {
            touched = new ArrayList<>(actors.values());
        }
        mix(touched);
        running = null;
        all = false;
    }

    /** Returns whether something has changed. */
    private static boolean look(Seen seen) {
        int length = seen.place.inboxLength();
        boolean ended = seen.place.waiter != null && seen.place.canGoOn();
        boolean changed = length != seen.length || ended != seen.ended || seen.place.touched;
        seen.place.touched = false;
        seen.length = length;
        seen.ended = ended;
        return changed;
    }

    private void mix(List<Seen> touched) {
        long hash = hash(time, running == null ? -1 : running.number);
        touched.sort(Comparator.comparingInt(seen -> seen.place.number));
        for (Seen seen : touched) {
            hash = hash(hash(hash, seen.place.number), hash(seen.hash, 2L * seen.length + (seen.ended ? 1 : 0)));
        }
        for (Seen seen : touched) {
            seen.hash = hash;
        }
    }

    /** Returns a hash of what has happened, the same for orders that are equivalent. */
    long state() {
        List<Seen> all = new ArrayList<>(actors.values());
        all.sort(Comparator.comparingInt(seen -> seen.place.number));
        long hash = 0;
        for (Seen seen : all) {
            hash = hash(hash, seen.hash);
        }
        return hash;
    }

    /** Mixes two numbers, by the finalizer of MurmurHash3. */
    static long hash(long a, long b) {
        long h = a * 0x9E3779B97F4A7C15L + b;
        h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
        return h ^ h >>> 33;
    }
}
