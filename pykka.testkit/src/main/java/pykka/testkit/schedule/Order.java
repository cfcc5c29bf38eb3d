package pykka.testkit.schedule;

import java.util.List;
import java.util.Random;

/** Says which one of some actors goes on next. Called by the thread that has the baton. */
@FunctionalInterface
interface Order {
    /** Returns an index of the list, which is not empty. */
    int next(List<Place> ready);

    /** Hears of each step before it is made, be it chosen by this order or by the test. */
    default void takes(Place place) {}

    /** Returns an order in which each actor is as likely as the others. */
    static Order random(long seed) {
        Random random = new Random(seed);
        return ready -> random.nextInt(ready.size());
    }

    /** Returns the index of the actor with a number; -1 if it is not in the list. */
    static int indexOf(List<Place> ready, int number) {
        for (int i = 0; i < ready.size(); i++) {
            if (ready.get(i).number == number) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the index of the actor with a number, or else of the one that was started first. */
    static int stay(List<Place> ready, int number) {
        int index = indexOf(ready, number);
        if (index >= 0) {
            return index;
        }
        int first = 0;
        for (int i = 1; i < ready.size(); i++) {
            first = ready.get(i).number < ready.get(first).number ? i : first;
        }
        return first;
    }
}
