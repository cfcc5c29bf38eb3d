package pykka.testkit.schedule;

import org.jspecify.annotations.Nullable;

/** Makes trials of one body, one after the other. For one thread. */
interface Search {
    /**
     * Returns the next trial. The one before has ended.
     *
     * @return null if there is none left
     * @throws IllegalStateException if the body did something else in the same order
     */
    @Nullable Trial next();

    /** Returns a search of so many numbers, from the first on. */
    static Search drawn(long first, int count) {
        return new Search() {
            private int made;

            @Override
            public @Nullable Trial next() {
                return made == count ? null : Trial.drawn(first + made++);
            }
        };
    }

    /** Returns a search of one trial. */
    static Search of(Trial trial) {
        return new Search() {
            private boolean made;

            @Override
            public @Nullable Trial next() {
                boolean before = made;
                made = true;
                return before ? null : trial;
            }
        };
    }
}
