package pykka.api.kernel;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * An envelope in an inbox, and its link at once: 24 bytes. It extends AbstractOwnableSynchronizer for the sake of
 * {@link Promise}, which is an envelope too; that costs nothing here.
 */
public class Node extends AbstractOwnableSynchronizer {
    /** Stands for a null message or value. */
    static final Object NULL = new Object();
    /** In place of a message that was handled: of an ask, which is kept as long as the reply; of the last one, for tools. */
    static final Object TAKEN = new Object();
    /** The message of a node that was sent to a closed inbox. */
    static final Object WITHDRAWN = new Object();
    /** The message that asks an actor to stop. Nobody else can make it. */
    static final Object STOP = new Object();

    private static final long serialVersionUID = 1;
    static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Node.class, "next", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

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
