package pykka.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages, arguments, replies and what actors throw into bytes and back. {@code ClusterOptions.codec} puts one in the
 * place of the default, which carries values, records, and serializable classes of the packages that the user allows.
 *
 * <p>All nodes of a cluster must use the same one. It is called by many threads at once: to write, by that of the sender; to
 * read, by a thread of the transport, so it must not block and should not run code that does. Whatever it throws fails the one
 * message: the sender's call, or the ask, whose asker is told; a message that was told is logged and counted. It reads bytes of
 * other nodes, so it alone decides which classes those may name: one that deserializes without a list hands this JVM to each
 * peer.
 */
public interface ClusterCodec {
    /**
     * Writes a value. The cluster refuses it later if it is longer than its limit for messages.
     *
     * @param value the value, or null
     * @param out takes the bytes; it need not be flushed
     * @param refs gives texts for the references to actors in the value
     * @throws IOException if the value cannot be written, or of {@code out}
     * @throws ClusterException if the value cannot be written; the text says why
     */
    void write(@Nullable Object value, DataOutput out, ClusterRefs refs) throws IOException;

    /**
     * Reads a value.
     *
     * @param in what {@link #write} has written, or what a peer has that is broken or hostile
     * @param loader the class loader of what the value is for: of the code that has published the actor, or of the asker
     * @param refs gives the references for texts
     * @return the value, or null
     * @throws IOException if the bytes make no sense, or end early
     * @throws ClassNotFoundException if the loader does not find a class of the value
     * @throws ClusterException if the value is refused; the text says why
     */
    @Nullable Object read(DataInput in, ClassLoader loader, ClusterRefs refs) throws IOException, ClassNotFoundException;
}
