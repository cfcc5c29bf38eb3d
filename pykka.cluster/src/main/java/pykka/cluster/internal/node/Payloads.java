package pykka.cluster.internal.node;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorException;
import pykka.cluster.ClusterCodec;
import pykka.cluster.ClusterException;
import pykka.cluster.internal.codec.Failures;
import pykka.cluster.internal.text.ForeignText;
import pykka.cluster.internal.wire.Payload;

/** Messages, arguments, answers and failures as bytes, by the codec; what goes wrong becomes a ClusterException. */
final class Payloads {
    private final ClusterCodec codec;
    private final Failures failures;
    private final int most;

    Payloads(ClusterCodec codec, int most) {
        this.codec = codec;
        failures = new Failures(codec);
        this.most = most;
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T extends @Nullable Object> {
        T from(DataInputStream in) throws IOException, ClassNotFoundException;
    }

    /** Refuses what is too big as soon as it is. */
    private final class Sink extends ByteArrayOutputStream {
        @Override
        public void write(int b) {
            check(1);
            super.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            check(length);
            super.write(bytes, offset, length);
        }

        private void check(int more) {
            if (more > most - count) {
                throw new ClusterException("The message is bigger than " + most
                        + " bytes, the limit for messages to other nodes: ClusterOptions.maxMessage raises it");
            }
        }
    }

    Payload value(@Nullable Object value, Refs refs) {
        return write("a message of " + (value == null ? "null" : value.getClass().getName()), refs,
                out -> codec.write(value, out, refs));
    }

    Payload arguments(@Nullable Object[] arguments, Refs refs) {
        return write("the arguments of a call", refs, out -> {
            out.writeByte(arguments.length);
            for (Object argument : arguments) {
                codec.write(argument, out, refs);
            }
        });
    }

    /** A failure that cannot be written is written as one that can, by text. */
    Payload failure(Throwable failure, Refs refs) {
        return write("a failure", refs, out -> failures.write(failure, out, refs));
    }

    private Payload write(String what, Refs refs, Writing writing) {
        Sink sink = new Sink();
        try {
            writing.to(new DataOutputStream(sink));
            return new Payload(sink.toByteArray(), refs.tokens());
        } catch (Throwable e) {
            refs.undo();
            throw refused("Cannot write " + what, e);
        }
    }

    @Nullable Object value(Payload payload, ClassLoader loader, Refs refs) {
        return read("a message", payload, in -> codec.read(in, loader, refs));
    }

    @Nullable Object[] arguments(Payload payload, ClassLoader loader, Refs refs) {
        return read("the arguments of a call", payload, in -> {
            Object[] arguments = new Object[in.readUnsignedByte()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = codec.read(in, loader, refs);
            }
            return arguments;
        });
    }

    Throwable failure(Payload payload, ClassLoader loader, Refs refs) {
        try {
            return read("a failure", payload, in -> failures.read(in, loader, refs));
        } catch (ClusterException e) {
            return e;
        }
    }

    private <T extends @Nullable Object> T read(String what, Payload payload, Reading<T> reading) {
        byte[] bytes = payload.bytes();
        if (bytes.length > most) {
            throw new ClusterException("A message of " + bytes.length + " bytes, where the limit is " + most
                    + ": ClusterOptions.maxMessage raises it");
        }
        try {
            return reading.from(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (Throwable e) {
            throw refused("Cannot read " + what, e);
        }
    }

    /** Text alone, so that no class of a message is kept. */
    private static ActorException refused(String what, Throwable e) {
        if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
            throw (Error) e;
        }
        if (e instanceof ClusterException known) {
            return known;
        }
        return new ClusterException(what + ": " + ForeignText.of(e), ForeignText.copy(e));
    }
}
