package pykka.api.internal.util;

import org.jspecify.annotations.Nullable;

/**
 * A thread-local variable that is written often. Only an empty array stays behind in a thread: a value of a library class would
 * pin the library's class loader in a foreign thread, and removing the entry each time costs more than all the rest.
 */
public final class ThreadSlot<T> {
    private final ThreadLocal<Object[]> local = new ThreadLocal<>();

    @SuppressWarnings("unchecked") // only exchange writes it
    public @Nullable T get() {
        Object[] word = local.get();
        return word == null ? null : (T) word[0];
    }

    /** Sets the value. Returns the previous one. */
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
