package pykka.cluster.internal.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterRefs;

/** The way of a message from one node to another, for tests. */
final class Wire implements ClusterRefs {
    static final AllowList ALLOWED = AllowList.of(List.of("com.acme."));
    static final Limits LIMITS = Limits.ofBytes(1 << 20);

    final JavaCodec codec;
    private final List<ActorRef<?>> refs = new ArrayList<>();

    Wire() {
        this(LIMITS);
    }

    Wire(Limits limits) {
        this(ALLOWED, limits);
    }

    Wire(AllowList allowed, Limits limits) {
        codec = new JavaCodec(allowed, limits);
    }

    /** Puts before a message what the codec does: its form and length. */
    static byte[] framed(int form, byte[] message) {
        return ByteBuffer.allocate(5 + message.length).put((byte) form).putInt(message.length).put(message).array();
    }

    /** Returns the message of a serialized object, as a peer without a list writes it. */
    static byte[] serialized(Object object) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(object);
            }
            return framed(2, bytes.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static ActorRef<?> ref() {
        return (ActorRef<?>) Proxy.newProxyInstance(Wire.class.getClassLoader(), new Class<?>[] {ActorRef.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "equals" -> proxy == args[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "a ref";
                });
    }

    @Override
    public String token(ActorRef<?> ref) {
        int known = refs.indexOf(ref);
        if (known < 0) {
            refs.add(ref);
        }
        return "ref " + (known < 0 ? refs.size() - 1 : known);
    }

    @Override
    public ActorRef<?> ref(String token) {
        try {
            return refs.get(Integer.parseInt(token.substring(4)));
        } catch (RuntimeException e) {
            throw new ClusterException("no such ref");
        }
    }

    byte[] write(@Nullable Object value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            codec.write(value, new DataOutputStream(bytes), this);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Nullable Object read(byte[] bytes) throws IOException {
        return read(bytes, Wire.class.getClassLoader());
    }

    @Nullable Object read(byte[] bytes, ClassLoader loader) throws IOException {
        return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)), loader, this);
    }

    @Nullable Object send(@Nullable Object value) throws IOException {
        return read(write(value));
    }
}
