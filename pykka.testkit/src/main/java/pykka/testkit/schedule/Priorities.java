package pykka.testkit.schedule;

import java.util.List;
import java.util.Random;

/**
 * Probabilistic concurrency testing (PCT; Burckhardt, Kothari, Musuvathi and Nagarakatti, ASPLOS 2010): each actor gets a random
 * priority, the actor with the highest one goes on, and at a few random steps that one becomes the lowest. A fault that needs so
 * many steps in a certain order is found with a probability that does not fall with the number of actors as fast as that of
 * {@link Order#random}.
 */
final class Priorities implements Order {
    private static final int MOST_ACTORS = 1 << 20;

    private final Random random;
    /** The steps at which a priority changes. */
    private final int[] changes;
    private int step;

    /**
     * Makes an order.
     *
     * @param changes how many priorities change
     * @param steps among how many steps they do
     */
    Priorities(long seed, int changes, int steps) {
        random = new Random(seed);
        this.changes = random.ints(changes, 1, steps + 1).toArray();
    }

    @Override
    public int next(List<Place> ready) {
        step++;
        int first = first(ready);
        for (int i = 0; i < changes.length; i++) {
            if (changes[i] == step) {
                ready.get(first).priority = i - changes.length; // below zero, which none has
                first = first(ready);
            }
        }
        return first;
    }

    private int first(List<Place> ready) {
        int first = 0;
        for (int i = 0; i < ready.size(); i++) {
            Place place = ready.get(i);
            if (place.priority == 0) {
                place.priority = 1 + random.nextInt(MOST_ACTORS);
            }
            if (place.priority > ready.get(first).priority) {
                first = i;
            }
        }
        return first;
    }
}
