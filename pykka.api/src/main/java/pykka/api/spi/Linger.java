package pykka.api.spi;

import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ConsumerType;

/** What a thread does when the actor that it runs has no more messages, before that goes idle. {@link Spin} is one. */
@ConsumerType
@FunctionalInterface
public interface Linger {
    /** Lets the actor go idle at once. */
    Linger NONE = more -> false;

    /**
     * Stays for a moment, if that seems worth it. Called on the thread that runs the actor, inside the turn: it must not throw, and
     * must not block.
     *
     * @param more whether the actor has messages again; for this thread, during this call
     * @return true to look at the messages once more; false to let the actor go idle
     */
    boolean until(BooleanSupplier more);
}
