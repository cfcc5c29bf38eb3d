package pykka.tck.context;

import org.jspecify.annotations.Nullable;
import pykka.api.spi.ContextCarrier;

/** A context as a tracer has one: a text of the thread. */
class Ambient implements ContextCarrier {
    private final ThreadLocal<String> current = new ThreadLocal<>();

    /** Returns the text of this thread; null if it has none. */
    @Nullable String get() {
        return current.get();
    }

    /** Runs something with a text. */
    void with(String text, Runnable code) {
        Scope scope = open(text);
        try {
            code.run();
        } finally {
            scope.close(null);
        }
    }

    Scope open(String text) {
        String before = current.get();
        current.set(text);
        return failure -> {
            if (before == null) {
                current.remove();
            } else {
                current.set(before);
            }
        };
    }

    @Override
    public @Nullable Carried capture(boolean ask) {
        String text = current.get();
        return text == null ? null : () -> open(text);
    }
}
