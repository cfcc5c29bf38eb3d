package pykka.api.kernel;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * An envelope in an inbox, and its link at once: 24 bytes. It extends AbstractOwnableSynchronizer for the sake of
 * {@link Promise}, which is an envelope too; that costs nothing here.
 *
 * <p>Neither this nor a promise has a static initializer: one that may be the first of the library to be made, by its public
 * constructor, could not come to {@link Kernel} before that.
 */
public class Node extends AbstractOwnableSynchronizer {
    private static final long serialVersionUID = 1;

    /** Written once by the sender that follows (release), perhaps cleared by the consumer when it passes on. */
    transient @Nullable Node next;
    /** Written by the sender before the node is linked; after that by the consumer. */
    transient @Nullable Object message;

    Node(@Nullable Object message) {
        this.message = message;
    }

    /** The synchronizer that this extends is Serializable; an envelope is not. */
    protected final Object writeReplace() throws ObjectStreamException {
        throw new NotSerializableException(getClass().getName());
    }
}
