package pykka.api.internal.mailbox;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * An envelope in an inbox, and its link at once: 24 bytes. It extends AbstractOwnableSynchronizer for the sake of
 * {@code Promise}, which is an envelope too; that costs nothing here.
 *
 * <p>Neither this nor a promise has a static initializer: one that may be the first of the library to be made, by its public
 * constructor, could not come to {@code Kernel} before that.
 */
public class Envelope extends AbstractOwnableSynchronizer {
    private static final long serialVersionUID = 1;

    /** Written once by the sender that follows (release), perhaps cleared by the consumer when it passes on. */
    public transient @Nullable Envelope next;
    /** Written by the sender before the node is linked; after that by the consumer. */
    public transient @Nullable Object message;

    public Envelope(@Nullable Object message) {
        this.message = message;
    }

    /** The synchronizer that this extends is Serializable; an envelope is not. */
    protected final Object writeReplace() throws ObjectStreamException {
        throw new NotSerializableException(getClass().getName());
    }
}
