package pykka.api.internal.util;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;

/** Removes, once, what was registered, and holds it no longer then: a closed registration may be retained. */
public final class HoldingRegistration<T> implements Registration {
    private final AtomicReference<@Nullable T> held;
    private final Consumer<T> remove;

    /** Of something that was registered; null if nothing was. */
    public HoldingRegistration(@Nullable T registered, Consumer<T> remove) {
        held = new AtomicReference<>(registered);
        this.remove = remove;
    }

    @Override
    public void close() {
        T mine = held.getAndSet(null);
        if (mine != null) {
            remove.accept(mine);
        }
    }
}
