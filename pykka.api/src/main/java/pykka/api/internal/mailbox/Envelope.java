package pykka.api.internal.mailbox;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Holds one message in a mailbox, and is its own link in the queue: 24 bytes. Extends AbstractOwnableSynchronizer for the sake
 * of {@code LocalPromise}, which is an envelope too; that costs nothing here.
 *
 * <p>Neither this class nor a promise has a static initializer: if the first use of the library creates a promise, the JVM
 * initializes its class and this one before {@code FirstUse} can run.
 */
public class Envelope extends AbstractOwnableSynchronizer {
    private static final long serialVersionUID = 1;

    /** Written once by the sender of the next envelope (release); the consumer may clear it when it moves on. */
    public transient volatile @Nullable Envelope next;
    /** Written by the sender before the envelope is linked; after that by the consumer, or by the asker that withdraws it. */
    public transient @Nullable Object message;

    public Envelope(@Nullable Object message) {
        this.message = message;
    }

    /** Notes the time of sending, if this has a place for it: the sender has waited for a place in the mailbox. */
    public void stamp() {}

    /** Returns how long, until some time, the message was in the mailbox; -1 if that is not known. */
    public long waited(long until) {
        return -1;
    }

    /** An envelope is not serializable, although its superclass is. */
    protected final Object writeReplace() throws ObjectStreamException {
        throw new NotSerializableException(getClass().getName());
    }
}
