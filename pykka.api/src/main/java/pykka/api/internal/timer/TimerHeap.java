package pykka.api.internal.timer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a queue, the next one first; those of one time in the order in which they came. For the timer thread. A heap of
 * four children each, whose times are one line of the cache. Only {@link #reserve} and {@link #trim} allocate.
 */
final class TimerHeap {
    private static final int LEAST = 64;
    private static final int CHILDREN = 4;

    private Timer[] timers = new Timer[LEAST];
    private long[] dues = new long[LEAST];
    private int size;
    private int orders;

    @Nullable Timer first() {
        return size == 0 ? null : timers[0];
    }

    int size() {
        return size;
    }

    /** Returns the time of the first. */
    long firstDue() {
        return dues[0];
    }

    /** Makes room for one more. */
    void reserve() {
        if (size == timers.length) {
            resize(2 * size);
        }
    }

    /** Gives back the room that many timers have needed. */
    void trim() {
        if (size < timers.length / 4 && timers.length > LEAST) {
            resize(Math.max(LEAST, 2 * size)); // at once: the next turn may be far
        }
    }

    private void resize(int length) {
        long[] times = Arrays.copyOf(dues, length);
        timers = Arrays.copyOf(timers, length);
        dues = times;
    }

    /** Adds a timer, or moves it. Room for it is reserved. */
    void put(Timer timer, long due) {
        timer.order = orders++;
        if (timer.place < 0) {
            up(size++, timer, due);
        } else {
            replace(timer.place, timer, due);
        }
    }

    void remove(Timer timer) {
        int place = timer.place;
        if (place >= 0) {
            Timer last = timers[--size];
            timers[size] = null;
            timer.place = Timer.NOWHERE;
            if (place < size) {
                replace(place, last, dues[size]);
            }
        }
    }

    private void replace(int place, Timer timer, long due) {
        up(place, timer, due);
        if (timer.place == place) {
            down(place, timer, due);
        }
    }

    private void up(int place, Timer timer, long due) {
        while (place > 0) {
            int parent = (place - 1) / CHILDREN;
            if (!isBefore(timer, due, parent)) {
                break;
            }
            set(place, timers[parent], dues[parent]);
            place = parent;
        }
        set(place, timer, due);
    }

    private void down(int place, Timer timer, long due) {
        for (int child; (child = CHILDREN * place + 1) < size;) {
            int least = child;
            int end = Math.min(child + CHILDREN, size);
            while (++child < end) {
                if (isBefore(timers[child], dues[child], least)) {
                    least = child;
                }
            }
            if (isBefore(timer, due, least)) {
                break;
            }
            set(place, timers[least], dues[least]);
            place = least;
        }
        set(place, timer, due);
    }

    private boolean isBefore(Timer timer, long due, int other) {
        long after = due - dues[other];
        return after < 0 || after == 0 && timer.order - timers[other].order < 0;
    }

    private void set(int place, Timer timer, long due) {
        timers[place] = timer;
        dues[place] = due;
        timer.place = place;
    }
}
