package pykka.cluster.internal.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterRefs;
import pykka.cluster.internal.text.ForeignText;

/**
 * Reads one message by Java serialization. {@link StreamScan} has looked through its bytes before; here the list is asked once
 * more for each class, before it is looked up, and the JDK's filter limits what is left.
 */
final class StreamReader extends ObjectInputStream {
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "void");

    private final Classes classes;
    private final ClusterRefs refs;

    StreamReader(Limits limits, Classes classes, ClusterRefs refs, int size, InputStream in) throws IOException {
        super(in);
        this.classes = classes;
        this.refs = refs;
        enableResolveObject(true);
        setObjectInputFilter(info -> filter(info, limits, size));
    }

    static boolean isStand(String name) {
        return name.equals(Stand.Ref.class.getName()) || name.equals(Stand.Maybe.class.getName())
                || name.equals(Stand.class.getName());
    }

    private static ObjectInputFilter.Status filter(ObjectInputFilter.FilterInfo info, Limits limits, int size) {
        Class<?> type = info.serialClass();
        // a hash table has up to three places for each entry, which takes two bytes at least
        boolean fits = info.depth() <= 2L * limits.depth() && info.references() <= size
                && info.arrayLength() <= Math.max(64, 2L * size);
        return fits ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor) throws IOException, ClassNotFoundException {
        String name = descriptor.getName();
        if (isStand(name)) {
            return Class.forName(name, false, StreamReader.class.getClassLoader());
        }
        Class<?> type = PRIMITIVES.contains(name) ? super.resolveClass(descriptor) : classes.find(name);
        if (type.isRecord() && !shape(descriptor).equals(shape(ObjectStreamClass.lookup(type)))) {
            throw new ClusterException("The record " + name + " has other components where it was written, "
                    + shape(descriptor) + ", than " + RecordShape.of(type).text()
                    + " where it is read: both nodes need the same version of it");
        }
        return type;
    }

    private static String shape(@Nullable ObjectStreamClass descriptor) {
        if (descriptor == null) {
            return "nothing";
        }
        Set<String> fields = new TreeSet<>();
        for (ObjectStreamField field : descriptor.getFields()) {
            fields.add(ForeignText.clean(field.getName() + " " + (field.isPrimitive() ? field.getTypeCode() : field.getTypeString())));
        }
        StringJoiner text = new StringJoiner(", ", "(", ")");
        fields.forEach(text::add);
        return text.toString();
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) {
        throw Refusals.proxy(new Class<?>[0]);
    }

    @Override
    protected @Nullable Object resolveObject(@Nullable Object object) {
        if (object instanceof Stand.Ref ref) {
            return refs.ref(ref.token());
        }
        return object instanceof Stand.Maybe maybe ? Optional.ofNullable(maybe.value()) : object;
    }
}
