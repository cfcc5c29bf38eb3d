package pykka.cluster.internal.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pykka.cluster.ClusterCodec;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterRefs;
import pykka.cluster.internal.text.ForeignText;

/**
 * The default codec: one byte for the form, four for the length, then the message in that form. All that it throws, but errors
 * of the streams themselves, is a {@link ClusterException}.
 */
public final class JavaCodec implements ClusterCodec {
    private static final byte COMPACT = 1;
    private static final byte SERIALIZED = 2;

    private final AllowList allowed;
    private final Limits limits;
    private final boolean failures;

    /** Makes a codec. */
    public JavaCodec(AllowList allowed, Limits limits) {
        this(allowed, limits, false);
    }

    private JavaCodec(AllowList allowed, Limits limits, boolean failures) {
        this.allowed = allowed;
        this.limits = limits;
        this.failures = failures;
    }

    /** Returns a codec for what actors throw: it puts text where one of the causes is not on the list. */
    JavaCodec forFailures() {
        return new JavaCodec(allowed, limits, true);
    }

    @Override
    public void write(@Nullable Object value, DataOutput out, ClusterRefs refs) throws IOException {
        Output bytes = new Output(limits.bytes());
        byte form = COMPACT;
        try {
            try {
                new ValueWriter(allowed, limits, bytes, refs).write(value);
            } catch (ValueWriter.NotCompact e) {
                form = SERIALIZED;
                bytes.clear();
                serialize(value, bytes, refs);
            }
        } catch (StackOverflowError e) {
            throw new ClusterException("The message cannot be sent to another node: it is too deep");
        }
        out.writeByte(form);
        out.writeInt(bytes.size());
        out.write(bytes.bytes(), 0, bytes.size());
    }

    private void serialize(@Nullable Object value, Output bytes, ClusterRefs refs) {
        try (StreamWriter stream = new StreamWriter(allowed, refs, failures, bytes)) {
            stream.writeObject(value);
        } catch (IOException e) {
            throw StreamWriter.failed(e);
        }
        byte[] written = Arrays.copyOf(bytes.bytes(), bytes.size());
        new StreamScan(allowed, limits, new Input(written)).scan();
    }

    @Override
    public @Nullable Object read(DataInput in, ClassLoader loader, ClusterRefs refs) throws IOException {
        byte form = in.readByte();
        int length = in.readInt();
        if (length < 0 || length > limits.bytes()) {
            throw new ClusterException("The message is too big to be read: it has " + length + " bytes, and " + limits.bytes()
                    + " are allowed. Send it in parts, or raise ClusterOptions.maxMessage on all nodes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        Classes classes = new Classes(allowed, loader);
        try {
            return switch (form) {
                case COMPACT -> compact(bytes, classes, refs);
                case SERIALIZED -> serialized(bytes, classes, refs);
                default -> throw Input.bad("an unknown form");
            };
        } catch (ClusterException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new ClusterException("The message cannot be read: it is too deep");
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError | InternalError e) {
            // the last is what the JDK throws for a Map.of with an odd number of keys and values
            throw new ClusterException("The message cannot be read: " + ForeignText.of(e), ForeignText.copy(e));
        }
    }

    private @Nullable Object compact(byte[] bytes, Classes classes, ClusterRefs refs) {
        Input in = new Input(bytes);
        Object value = new ValueReader(limits, in, classes, refs).read();
        if (in.left() != 0) {
            throw Input.bad("something follows the message");
        }
        return value;
    }

    private @Nullable Object serialized(byte[] bytes, Classes classes, ClusterRefs refs)
            throws IOException, ReflectiveOperationException {
        new StreamScan(allowed, limits, new Input(bytes)).scan();
        try (StreamReader stream = new StreamReader(limits, classes, refs, bytes.length, new Input(bytes).rest())) {
            return stream.readObject();
        }
    }
}
