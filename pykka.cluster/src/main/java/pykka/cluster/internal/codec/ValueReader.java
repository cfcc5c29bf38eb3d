package pykka.cluster.internal.codec;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterRefs;
import pykka.cluster.internal.text.ForeignText;

/** Reads one message in the compact form. */
final class ValueReader {
    /** What stands where a value is not made yet. */
    private static final Object OPEN = new Object();

    private final Limits limits;
    private final Input in;
    private final Classes classes;
    private final ClusterRefs refs;
    private final Weights weights;
    private final List<Class<?>> types = new ArrayList<>(2);
    private final List<Object> seen = new ArrayList<>(4);
    private int depth;

    ValueReader(Limits limits, Input in, Classes classes, ClusterRefs refs) {
        this.limits = limits;
        this.in = in;
        this.classes = classes;
        this.refs = refs;
        weights = new Weights(limits.nodes());
    }

    @Nullable Object read() {
        weights.node();
        byte tag = in.next();
        return switch (tag) {
            case Tag.NULL -> null;
            case Tag.TRUE -> true;
            case Tag.FALSE -> false;
            case Tag.BYTE -> in.next();
            case Tag.SHORT -> (short) in.fixed(2);
            case Tag.CHAR -> (char) in.fixed(2);
            case Tag.INT -> in.int32();
            case Tag.LONG -> in.signed();
            case Tag.FLOAT -> Float.intBitsToFloat((int) in.fixed(4));
            case Tag.DOUBLE -> Double.longBitsToDouble(in.fixed(8));
            case Tag.STRING -> in.text();
            case Tag.REF -> refs.ref(in.text());
            case Tag.AGAIN -> again();
            case Tag.ENUM -> constant(type(), in.text());
            case Tag.UUID_ -> new UUID(in.fixed(8), in.fixed(8));
            case Tag.DURATION -> Duration.ofSeconds(in.signed(), nanos());
            case Tag.INSTANT -> Instant.ofEpochSecond(in.signed(), nanos());
            case Tag.LOCAL_DATE -> LocalDate.ofEpochDay(in.signed());
            case Tag.LOCAL_TIME -> LocalTime.ofNanoOfDay(in.number());
            case Tag.LOCAL_DATE_TIME -> LocalDateTime.of(LocalDate.ofEpochDay(in.signed()), LocalTime.ofNanoOfDay(in.number()));
            case Tag.BIG_INTEGER -> big();
            case Tag.BIG_DECIMAL -> {
                int scale = in.int32();
                yield new BigDecimal(big(), scale);
            }
            default -> container(tag);
        };
    }

    private long nanos() {
        long nanos = in.number();
        if (nanos < 0 || nanos > 999_999_999) {
            throw Input.bad("nanoseconds");
        }
        return nanos;
    }

    private BigInteger big() {
        int length = in.count(1);
        weights.nodes(length / 8);
        return new BigInteger(in.raw(length));
    }

    private Object again() {
        long number = in.number();
        if (number < 0 || number >= seen.size() || seen.get((int) number) == OPEN) {
            throw Input.bad("a value that has not been");
        }
        weights.again((int) number);
        return seen.get((int) number);
    }

    private Object container(byte tag) {
        if (++depth > limits.depth()) {
            throw new ClusterException("The message is too deep: values stand within values at more than " + limits.depth()
                    + " levels");
        }
        int own = seen.size();
        long start = weights.nodes();
        seen.add(OPEN);
        Object value;
        if (tag == Tag.RECORD) {
            value = record();
        } else if (tag == Tag.OPTIONAL) {
            value = Optional.ofNullable(read());
        } else if (tag == Tag.OBJECTS) {
            value = objects(own);
        } else if (tag >= Tag.ARRAY_LIST && tag <= Tag.UNMODIFIABLE_LIST) {
            value = Collect.list(this, tag, own, in.count(1));
        } else if (tag >= Tag.HASH_SET && tag <= Tag.UNMODIFIABLE_SET) {
            value = Collect.set(this, tag, own, in.count(1));
        } else if (tag >= Tag.HASH_MAP && tag <= Tag.UNMODIFIABLE_MAP) {
            value = Collect.map(this, tag, own, in.count(2));
        } else {
            value = Primitives.read(in, tag);
        }
        seen.set(own, value);
        weights.keep(own, start);
        depth--;
        return value;
    }

    /** Lets a value that is filled later be found before it is. */
    void made(int number, Object value) {
        seen.set(number, value);
    }

    Weights weights() {
        return weights;
    }

    private Class<?> type() {
        long number = in.number();
        if (number > 1) {
            if (number - 2 >= types.size()) {
                throw Input.bad("a class that has not been");
            }
            return types.get((int) number - 2);
        }
        if (number < 0) {
            throw Input.bad("a class that has not been");
        }
        String name = in.text();
        Class<?> type = classes.find(name);
        if (type.isRecord() != (number == 1)) {
            throw new ClusterException(type.getName() + " is a record on one node and none on the other: both need the same version");
        }
        if (number == 1 && (int) in.fixed(4) != RecordShape.of(type).hash()) {
            throw new ClusterException("The record " + type.getName() + " has other components where it was written than "
                    + RecordShape.of(type).text() + " where it is read: both nodes need the same version of it");
        }
        types.add(type);
        return type;
    }

    private Object record() {
        Class<?> type = type();
        if (!type.isRecord() || !Serializable.class.isAssignableFrom(type)) {
            throw new ClusterException(type.getName() + " cannot be read: it is no record that implements Serializable");
        }
        RecordShape shape = RecordShape.of(type);
        if (!shape.reachable()) {
            throw new ClusterException("The record " + type.getName() + " cannot be read: let its module open "
                    + type.getPackageName() + " to pykka.cluster");
        }
        Class<?>[] kinds = shape.types();
        Object[] components = new Object[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == int.class) {
                weights.node();
                components[i] = in.int32();
            } else if (kinds[i] == long.class) {
                weights.node();
                components[i] = in.signed();
            } else {
                components[i] = read();
            }
        }
        return shape.make(type, components);
    }

    @SuppressWarnings("unchecked") // any class of an enum will do
    private static Object constant(Class<?> type, String name) {
        if (!type.isEnum()) {
            throw new ClusterException(type.getName() + " is not an enum where it is read: both nodes need the same version of it");
        }
        try {
            return Enum.valueOf(type.asSubclass(Enum.class), name);
        } catch (IllegalArgumentException e) {
            throw new ClusterException("The enum " + type.getName() + " has no " + ForeignText.clean(name)
                    + " where it is read: both nodes need the same version of it");
        }
    }

    private Object objects(int own) {
        Class<?> type = type();
        int count = in.count(1);
        Object[] values = (Object[]) Array.newInstance(type, count);
        made(own, values);
        for (int i = 0; i < count; i++) {
            Object value = read();
            if (value != null && !type.isInstance(value)) {
                throw Input.bad(value.getClass().getName() + " in an array of " + type.getName());
            }
            values[i] = value;
        }
        return values;
    }
}
