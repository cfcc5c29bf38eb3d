package pykka.api.internal.watch;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Envelope;

/** An actor that watches others. */
public interface Watcher {
    /** Returns its watches, to its own thread. */
    Watches watches();

    /** Sends it a message that is always taken. For any thread. Allocates nothing and does not throw. */
    void sendFree(Envelope notice);

    /** Has the user's object handle a message, on its own thread. */
    @Nullable Object receive(Object actor, Object message) throws Exception;
}
