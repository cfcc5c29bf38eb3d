package pykka.testkit.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;

/**
 * The actors of a {@link Scheduler} that can go on, and those that wait in a turn. For any thread, as a thread from outside may
 * send at any time; no code of users runs under the lock.
 */
final class ReadyList {
    private final Order order;
    /** The first to be able to go on is the first. */
    private final List<Place> ready = new ArrayList<>();
    /** In the order in which they began to wait. */
    private final List<Place> waiting = new ArrayList<>();

    /**
     * Makes an empty list.
     *
     * @param order says which one goes on next
     */
    ReadyList(Order order) {
        this.order = order;
    }

    synchronized void add(Place place) {
        ready.add(place);
    }

    /** Returns false if it was taken before. */
    synchronized boolean remove(Place place) {
        return ready.remove(place);
    }

    synchronized void addWaiting(Place place) {
        waiting.add(place);
    }

    /** Takes one out that has begun to wait, be its wait over or not. */
    synchronized void forget(Place place) {
        waiting.remove(place);
        ready.remove(place);
    }

    /** Returns whether none can go on. */
    synchronized boolean isIdle() {
        collect();
        return ready.isEmpty();
    }

    /**
     * Takes the one that goes on next out of the list.
     *
     * @param only the only one that may; null if all may
     * @return null if none can
     */
    synchronized @Nullable Place take(@Nullable ActorRef<?> only) {
        collect();
        int i = ready.isEmpty() ? -1 : only != null ? indexOf(only) : order.next(ready);
        if (i < 0) {
            return null;
        }
        order.takes(ready.get(i));
        return ready.remove(i);
    }

    private void collect() {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).canGoOn()) {
                ready.add(waiting.remove(i--));
            }
        }
    }

    /** Returns how long the first of the waits with a limit may still last; Long.MAX_VALUE if none has one. */
    synchronized long nanosLeft() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < waiting.size(); i++) {
            least = Math.min(least, waiting.get(i).waiter.nanosLeft());
        }
        return least;
    }

    /** Returns the first that waits and cannot go on; null if there is none. */
    synchronized @Nullable Place firstWaiting() {
        collect();
        return waiting.isEmpty() ? null : waiting.get(0);
    }

    private int indexOf(ActorRef<?> ref) {
        for (int i = 0; i < ready.size(); i++) {
            if (ready.get(i).ref() == ref) {
                return i;
            }
        }
        return -1;
    }

    synchronized List<ActorRef<?>> refs() {
        collect();
        List<ActorRef<?>> refs = new ArrayList<>();
        for (Place place : ready) {
            ActorRef<?> ref = place.ref();
            if (ref != null) {
                refs.add(ref);
            }
        }
        return refs;
    }
}
