package pykka.testkit.schedule;

import java.util.List;
import java.util.Random;

/** Says which one of some actors goes on next. */
@FunctionalInterface
interface Order {
    /** Returns an index of the list, which is not empty. */
    int next(List<Place> ready);

    /** Returns an order in which each actor is as likely as the others. */
    static Order random(long seed) {
        Random random = new Random(seed);
        return ready -> random.nextInt(ready.size());
    }
}
