package pykka.testkit.schedule;

import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Makes trials of one body, one after the other. For one thread. */
@FunctionalInterface
interface Search {
    /**
     * Returns the next trial. The one before has ended.
     *
     * @return null if there is none left
     * @throws IllegalStateException if the body did something else in the same order
     */
    @Nullable Trial next();

    /** Returns a search of all numbers from the first on. */
    static Search drawn(long first) {
        PrimitiveIterator.OfLong numbers = LongStream.iterate(first, number -> number + 1).iterator();
        return () -> Trial.drawn(numbers.nextLong());
    }

    /** Returns a search of one trial. */
    static Search of(Trial trial) {
        Iterator<Trial> one = List.of(trial).iterator();
        return () -> one.hasNext() ? one.next() : null;
    }
}
