package pykka.api.internal.util;

import org.jspecify.annotations.Nullable;

/**
 * A variable of each thread that is written often. What stays behind in a thread is an empty array: a value of our class would pin
 * our class loader in a foreign thread, and to remove the entry each time costs more than the rest.
 */
public final class ThreadSlot<T> {
    private final ThreadLocal<Object[]> local = new ThreadLocal<>();

    @SuppressWarnings("unchecked") // only exchange writes it
    public @Nullable T get() {
        Object[] word = local.get();
        return word == null ? null : (T) word[0];
    }

    /** Returns what was there. */
    @SuppressWarnings("unchecked")
    public @Nullable T exchange(@Nullable T value) {
        Object[] word = local.get();
        if (word == null) {
            word = new Object[1];
            local.set(word);
        }
        T before = (T) word[0];
        word[0] = value;
        return before;
    }
}
