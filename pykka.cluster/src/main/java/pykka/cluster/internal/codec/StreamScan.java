package pykka.cluster.internal.codec;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pykka.cluster.ClusterException;

/**
 * Looks through the bytes of Java serialization before any class is loaded or object made, by the grammar of its protocol 2: are
 * all classes on the list, does each array fit into the bytes, how deep does it go, and how much is there to hash? The JDK's
 * filter answers neither the last, nor any of them before the class in question is loaded.
 */
final class StreamScan {
    private static final int NULL = 0x70;
    private static final int REFERENCE = 0x71;
    private static final int CLASS_DESCRIPTOR = 0x72;
    private static final int OBJECT = 0x73;
    private static final int STRING = 0x74;
    private static final int ARRAY = 0x75;
    private static final int CLASS = 0x76;
    private static final int BLOCK = 0x77;
    private static final int END_OF_BLOCKS = 0x78;
    private static final int LONG_BLOCK = 0x7a;
    private static final int LONG_STRING = 0x7c;
    private static final int PROXY = 0x7d;
    private static final int ENUM = 0x7e;

    private static final int WRITE_METHOD = 1;
    private static final int SERIALIZABLE = 2;
    private static final int EXTERNALIZABLE = 4;
    private static final int BLOCK_DATA = 8;

    private static final int MOST_PROBED = 5_000;
    /** How many objects may be keys of one hash table: the sender can choose their hash codes all alike. */
    private static final int MOST_KEYS = 10_000;
    private static final Set<String> TABLES = Set.of("java.util.HashMap", "java.util.HashSet", "java.util.LinkedHashSet",
            "java.util.Hashtable", "java.util.concurrent.ConcurrentHashMap");
    private static final Set<String> ORDERED = Set.of("java.lang.Boolean", "java.lang.Byte", "java.lang.Character",
            "java.lang.Short", "java.lang.Integer", "java.lang.Long", "java.lang.Float", "java.lang.Double", "java.util.UUID",
            "java.util.Date", "java.math.BigInteger", "java.math.BigDecimal");

    private final AllowList allowed;
    private final Limits limits;
    private final Input in;
    private final Weights weights;
    /** What each handle stands for: a descriptor, or null for others. */
    private final List<@Nullable Descriptor> handles = new ArrayList<>();
    /** The handles of objects whose hash codes follow from what they hold, and that the JDK does not order. */
    private final BitSet objects = new BitSet();
    private int depth;

    /** What the stream says of a class: its fields' type codes in order. */
    private record Descriptor(String name, int flags, String fields, @Nullable Descriptor parent) {
        /** Code of the class reads what it holds: that of sets and maps hashes it. */
        boolean works() {
            return (flags & (WRITE_METHOD | EXTERNALIZABLE)) != 0 || parent != null && parent.works();
        }
    }

    StreamScan(AllowList allowed, Limits limits, Input in) {
        this.allowed = allowed;
        this.limits = limits;
        this.in = in;
        weights = new Weights(limits.nodes());
    }

    void scan() {
        if ((int) in.fixed(4) != 0xaced0005) {
            throw Input.bad("no header");
        }
        content();
        if (in.left() != 0) {
            throw Input.bad("something follows the message");
        }
    }

    /** Returns whether it is one of {@link #objects}. */
    private boolean content() {
        weights.node();
        if (++depth > limits.depth()) {
            throw new ClusterException("The message is too deep: values stand within values at more than " + limits.depth()
                    + " levels");
        }
        int code = in.next() & 0xff;
        int handle = -1;
        switch (code) {
            case NULL -> { }
            case REFERENCE -> {
                handle = handle();
                weights.again(handle);
            }
            case STRING -> {
                add(null);
                in.skip(in.fixed(2));
            }
            case LONG_STRING -> {
                add(null);
                in.skip(in.fixed(8));
            }
            case CLASS -> {
                descriptor();
                add(null);
            }
            case CLASS_DESCRIPTOR -> newDescriptor();
            case ENUM -> {
                descriptor();
                add(null);
                content();
            }
            case ARRAY -> array();
            case OBJECT -> handle = object();
            case PROXY -> throw Refusals.proxy(new Class<?>[0]);
            default -> throw Input.bad("unexpected code " + code);
        }
        depth--;
        return handle >= 0 && objects.get(handle);
    }

    private int add(@Nullable Descriptor descriptor) {
        handles.add(descriptor);
        return handles.size() - 1;
    }

    private int handle() {
        int handle = (int) in.fixed(4) - 0x7e0000;
        if (handle < 0 || handle >= handles.size()) {
            throw Input.bad("a value that has not been");
        }
        return handle;
    }

    private @Nullable Descriptor descriptor() {
        int code = in.next() & 0xff;
        return switch (code) {
            case NULL -> null;
            case REFERENCE -> {
                Descriptor known = handles.get(handle());
                if (known == null) {
                    throw Input.bad("no class where one is needed");
                }
                yield known;
            }
            case CLASS_DESCRIPTOR -> newDescriptor();
            case PROXY -> throw Refusals.proxy(new Class<?>[0]);
            default -> throw Input.bad("no class where one is needed");
        };
    }

    private Descriptor needed() {
        Descriptor descriptor = descriptor();
        if (descriptor == null) {
            throw Input.bad("no class where one is needed");
        }
        return descriptor;
    }

    private Descriptor newDescriptor() {
        if (++depth > limits.depth()) {
            throw Input.bad("a class of too many classes");
        }
        String name = utf();
        if (!allowed.allows(name) && !StreamReader.isStand(name)) {
            throw Refusals.toRead(name);
        }
        in.skip(8);
        int handle = add(null);
        int flags = in.next();
        int count = (int) in.fixed(2);
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < count; i++) {
            char type = (char) (in.next() & 0xff);
            fields.append(type);
            in.skip(in.fixed(2));
            if (type == 'L' || type == '[') {
                content();
            } else {
                size(type);
            }
        }
        contents(); // the annotation
        Descriptor descriptor = new Descriptor(name, flags, fields.toString(), descriptor());
        handles.set(handle, descriptor);
        depth--;
        return descriptor;
    }

    /** In modified UTF-8, as the JDK reads it. */
    private String utf() {
        try {
            DataInputStream data = new DataInputStream(in.rest());
            String text = data.readUTF();
            in.skip(in.fixed(2));
            return text;
        } catch (IOException e) {
            throw Input.bad("a name");
        }
    }

    /** Contents up to the end of a block; returns how many objects there were. */
    private int contents() {
        return contents(0);
    }

    /** As above, for a hash table with a key at each so many of them. */
    private int contents(int keys) {
        int count = 0;
        int unordered = 0;
        while (true) {
            int code = in.peek() & 0xff;
            if (code == END_OF_BLOCKS) {
                in.next();
                return count;
            } else if (code == BLOCK) {
                in.next();
                in.skip(in.fixed(1));
            } else if (code == LONG_BLOCK) {
                in.next();
                in.skip(in.fixed(4));
            } else {
                boolean object = content();
                if (count++ % Math.max(1, keys) == 0 && keys > 0 && object && ++unordered > MOST_KEYS) {
                    throw new ClusterException("The message is refused: beside objects of classes that are no records, a set or"
                            + " map has more than " + MOST_KEYS + " keys that are no strings or numbers");
                }
            }
        }
    }

    private void array() {
        Descriptor type = needed();
        int handle = add(null);
        long start = weights.nodes();
        if (type.name.length() < 2 || type.name.charAt(0) != '[') {
            throw Input.bad("an array of no array class");
        }
        int count = (int) in.fixed(4);
        char element = type.name.charAt(1);
        if (count < 0 || count > in.left()) {
            throw Input.bad("they end early");
        }
        if (element == 'L' || element == '[') {
            for (int i = 0; i < count; i++) {
                content();
            }
        } else {
            in.skip((long) count * size(element));
        }
        weights.keep(handle, start);
    }

    private int object() {
        Descriptor type = needed();
        int handle = add(null);
        long start = weights.nodes();
        data(type);
        if (type.works()) {
            weights.hashed(start);
        }
        weights.keep(handle, start);
        objects.set(handle, !ORDERED.contains(type.name));
        return handle;
    }

    private void data(Descriptor type) {
        if (type.parent != null) {
            data(type.parent);
        }
        if ((type.flags & EXTERNALIZABLE) != 0) {
            if ((type.flags & BLOCK_DATA) == 0) {
                throw Input.bad("an old protocol");
            }
            contents();
            return;
        }
        if (type.name.equals("java.util.CollSer")) {
            if (!type.fields.equals("I") || type.flags != (SERIALIZABLE | WRITE_METHOD)) {
                throw Input.bad("another CollSer");
            }
            immutable();
        } else if ((type.flags & SERIALIZABLE) != 0) {
            for (int i = 0; i < type.fields.length(); i++) {
                char field = type.fields.charAt(i);
                if (field == 'L' || field == '[') {
                    content();
                } else {
                    in.skip(size(field));
                }
            }
            if ((type.flags & WRITE_METHOD) != 0) {
                contents(!TABLES.contains(type.name) ? 0 : type.name.endsWith("Set") ? 1 : 2);
            }
        }
    }

    /** A list, set or map of {@code List.of}: the last two probe one place after the other, for ever if they are big. */
    private void immutable() {
        long kind = in.fixed(4) & 0xff;
        if (contents() > MOST_PROBED && kind != 1) {
            throw new ClusterException("The message is refused: a set or map of Set.of or Map.of, beside objects of classes that"
                    + " are no records, has more than " + MOST_PROBED + " elements; copy it into a HashSet or HashMap");
        }
    }

    private static int size(char type) {
        return switch (type) {
            case 'Z', 'B' -> 1;
            case 'C', 'S' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> throw Input.bad("a field of no type");
        };
    }
}
