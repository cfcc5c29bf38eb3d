package pykka.cluster.internal.codec;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a message that may stand in several places, in the order in which they are written. */
final class Seen {
    /** Up to here they are compared one by one. */
    private static final int FEW = 16;

    private @Nullable Object[] values = new Object[4];
    private boolean[] open = new boolean[4];
    private int count;
    private @Nullable Map<Object, Integer> index;

    /** Returns the number of a value; -1 if it is new, and the next number is its own from now on. */
    int number(Object value) {
        if (index != null) {
            Integer number = index.putIfAbsent(value, count);
            if (number != null) {
                return number;
            }
        } else {
            for (int i = 0; i < count; i++) {
                if (values[i] == value) {
                    return i;
                }
            }
        }
        add(value);
        return -1;
    }

    private void add(Object value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
            open = Arrays.copyOf(open, 2 * count);
        }
        values[count++] = value;
        if (index == null && count > FEW) {
            index = new IdentityHashMap<>();
            for (int i = 0; i < count; i++) {
                index.put(values[i], i);
            }
        }
    }

    int last() {
        return count - 1;
    }

    /** Marks a value that is made only when all in it has been read: it cannot stand within itself. */
    void open(int number, boolean now) {
        open[number] = now;
    }

    boolean isOpen(int number) {
        return open[number];
    }
}
