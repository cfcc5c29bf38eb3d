package pykka.cluster.internal.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import pykka.cluster.ClusterCodec;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterRefs;
import pykka.cluster.internal.text.ForeignText;

/**
 * What an actor has thrown, on its way to the asker: the exception itself if the codec carries it, and its text beside it, which
 * the asker gets as a {@link ClusterException} if the exception cannot be written on the one side or read on the other. Neither
 * side fails for the sake of a failure.
 */
public final class Failures {
    /** An exception with its traces is longer than its text; one that is longer than this goes by text. */
    private static final int MOST = 64 * 1024;

    private final ClusterCodec codec;

    /** Makes one for a codec. */
    public Failures(ClusterCodec codec) {
        this.codec = codec instanceof JavaCodec own ? own.forFailures() : codec;
    }

    /** Writes a failure. Only {@code out} can make it throw. */
    public void write(Throwable failure, DataOutput out, ClusterRefs refs) throws IOException {
        out.writeUTF(ForeignText.of(failure));
        out.writeUTF(ForeignText.stack(failure));
        byte[] carried = carried(failure, refs);
        out.writeInt(carried == null ? -1 : carried.length);
        if (carried != null) {
            out.write(carried);
        }
    }

    private byte @Nullable [] carried(Throwable failure, ClusterRefs refs) {
        if (failure instanceof VirtualMachineError) {
            return null; // that of the other JVM is none of this one
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            codec.write(failure, new DataOutputStream(bytes), refs);
            return bytes.size() > MOST ? null : bytes.toByteArray();
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            return null;
        }
    }

    /** Reads a failure: what was thrown, or a ClusterException with its text. */
    public Throwable read(DataInput in, ClassLoader loader, ClusterRefs refs) throws IOException {
        String text = ForeignText.clean(in.readUTF());
        String stack = ForeignText.lines(in.readUTF());
        int length = in.readInt();
        if (length >= 0) {
            if (length > MOST) {
                throw new ClusterException("A failure is too long to be read: " + text);
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            try {
                if (codec.read(new DataInputStream(new ByteArrayInputStream(bytes)), loader, refs) instanceof Throwable failure
                        && !(failure instanceof VirtualMachineError)) {
                    return failure;
                }
            } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
                return text(text, stack + "\nIt could not be read: " + ForeignText.of(e));
            }
        }
        return text(text, stack);
    }

    static ClusterException text(Throwable failure) {
        return text(ForeignText.of(failure), ForeignText.stack(failure));
    }

    private static ClusterException text(String text, String stack) {
        return stack.isEmpty() ? new ClusterException(text)
                : new ClusterException(text, ForeignText.exception("on another node: " + stack, new StackTraceElement[0]));
    }
}
