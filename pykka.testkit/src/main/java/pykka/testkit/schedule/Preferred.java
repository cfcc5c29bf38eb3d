package pykka.testkit.schedule;

import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;

/**
 * Follows a list of actors as far as it can: the first in it that can go on does. After the list, an actor goes on as long as it
 * can.
 */
final class Preferred implements Order {
    private final List<Integer> rest;
    private int last = -1;

    Preferred(List<Integer> actors) {
        rest = new LinkedList<>(actors);
    }

    @Override
    public int next(List<Place> ready) {
        for (Iterator<Integer> all = rest.iterator(); all.hasNext();) {
            int index = Order.indexOf(ready, all.next());
            if (index >= 0) {
                all.remove();
                return index;
            }
        }
        return Order.stay(ready, last);
    }

    @Override
    public void takes(Place place) {
        last = place.number;
    }
}
