package pykka.cluster.internal.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterRefs;
import pykka.cluster.internal.text.ForeignText;

/** Writes one message by Java serialization: classes of the list alone, with texts in the place of references to actors. */
final class StreamWriter extends ObjectOutputStream {
    private final AllowList allowed;
    private final ClusterRefs refs;
    /** Whether exceptions that are not on the list are replaced by their text. */
    private final boolean failures;

    StreamWriter(AllowList allowed, ClusterRefs refs, boolean failures, OutputStream out) throws IOException {
        super(out);
        this.allowed = allowed;
        this.refs = refs;
        this.failures = failures;
        enableReplaceObject(true);
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) {
        if (object instanceof ActorRef<?> ref) {
            return new Stand.Ref(refs.token(ref));
        }
        if (object instanceof Optional<?> optional) {
            return Stand.of(optional);
        }
        if (object != null && object.getClass().isHidden()) {
            throw Refusals.toSend(object.getClass());
        }
        if (object != null && Proxy.isProxyClass(object.getClass())) {
            throw Refusals.proxy(object.getClass().getInterfaces());
        }
        if (failures && object instanceof Throwable failure && !allowed.allows(failure.getClass().getName())) {
            return Failures.text(failure);
        }
        if (object != null && !(object instanceof Serializable)) {
            throw Refusals.notSerializable(object.getClass()); // what the JDK throws it would also write
        }
        return object;
    }

    /** Is called once for each class, and before what is of it. */
    @Override
    protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
        Class<?> type = descriptor.forClass();
        if (!allowed.allows(descriptor.getName()) && !StreamReader.isStand(descriptor.getName())) {
            throw Refusals.toSend(type);
        }
        super.writeClassDescriptor(descriptor);
    }

    /** The text for what Java serialization throws. */
    static ClusterException failed(IOException e) {
        return new ClusterException("The message cannot be sent to another node: " + ForeignText.of(e), ForeignText.copy(e));
    }
}
