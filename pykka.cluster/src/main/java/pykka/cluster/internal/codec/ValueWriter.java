package pykka.cluster.internal.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterRefs;

/** Writes one message in the compact form, if all in it is of the JDK's values, records and enums. */
final class ValueWriter {
    /** Thrown when something in the message has no compact form. */
    static final class NotCompact extends RuntimeException {
        private static final long serialVersionUID = 1;
        static final NotCompact INSTANCE = new NotCompact();

        private NotCompact() {
            super(null, null, false, false);
        }
    }

    private final AllowList allowed;
    private final Limits limits;
    private final Output out;
    private final ClusterRefs refs;
    private final Weights weights;
    private final List<Class<?>> classes = new ArrayList<>(2);
    private final Seen seen = new Seen();
    private int depth;

    ValueWriter(AllowList allowed, Limits limits, Output out, ClusterRefs refs) {
        this.allowed = allowed;
        this.limits = limits;
        this.out = out;
        this.refs = refs;
        weights = new Weights(limits.nodes());
    }

    void write(@Nullable Object value) {
        weights.node();
        if (value == null) {
            out.write(Tag.NULL);
        } else if (value instanceof String text) {
            out.write(Tag.STRING);
            out.text(text);
        } else if (value instanceof Integer number) {
            out.write(Tag.INT);
            out.signed(number);
        } else if (value instanceof Long number) {
            out.write(Tag.LONG);
            out.signed(number);
        } else if (value instanceof Boolean truth) {
            out.write(truth ? Tag.TRUE : Tag.FALSE);
        } else if (value instanceof Enum<?> constant) {
            out.write(Tag.ENUM);
            type(constant.getDeclaringClass());
            out.text(constant.name());
        } else if (value instanceof ActorRef<?> ref) {
            out.write(Tag.REF);
            out.text(refs.token(ref));
        } else if (value instanceof Record) {
            container(Tag.RECORD, value);
        } else {
            tagged(value);
        }
    }

    private void tagged(Object value) {
        Byte known = Tag.of(value.getClass());
        if (known != null) {
            byte tag = known;
            if (tag >= Tag.OPTIONAL && tag <= Tag.OBJECTS) {
                container(tag, value);
            } else {
                out.write(tag);
                simple(tag, value);
            }
        } else if (value instanceof Object[]) {
            container(Tag.OBJECTS, value);
        } else {
            throw NotCompact.INSTANCE;
        }
    }

    private void simple(byte tag, Object value) {
        switch (tag) {
            case Tag.BYTE -> out.write((Byte) value);
            case Tag.SHORT -> out.fixed((Short) value, 2);
            case Tag.CHAR -> out.fixed((Character) value, 2);
            case Tag.FLOAT -> out.fixed(Float.floatToRawIntBits((Float) value), 4);
            case Tag.DOUBLE -> out.fixed(Double.doubleToRawLongBits((Double) value), 8);
            case Tag.UUID_ -> {
                out.fixed(((UUID) value).getMostSignificantBits(), 8);
                out.fixed(((UUID) value).getLeastSignificantBits(), 8);
            }
            case Tag.DURATION -> {
                out.signed(((Duration) value).getSeconds());
                out.number(((Duration) value).getNano());
            }
            case Tag.INSTANT -> {
                out.signed(((Instant) value).getEpochSecond());
                out.number(((Instant) value).getNano());
            }
            case Tag.LOCAL_DATE -> out.signed(((LocalDate) value).toEpochDay());
            case Tag.LOCAL_TIME -> out.number(((LocalTime) value).toNanoOfDay());
            case Tag.LOCAL_DATE_TIME -> {
                out.signed(((LocalDateTime) value).toLocalDate().toEpochDay());
                out.number(((LocalDateTime) value).toLocalTime().toNanoOfDay());
            }
            case Tag.BIG_INTEGER -> big((BigInteger) value);
            default -> {
                out.signed(((BigDecimal) value).scale());
                big(((BigDecimal) value).unscaledValue());
            }
        }
    }

    private void container(byte tag, Object value) {
        int number = seen.number(value);
        if (number >= 0) {
            if (seen.isOpen(number)) {
                throw new ClusterException("A value of " + value.getClass().getName() + " holds itself: it cannot be sent");
            }
            weights.again(number);
            out.write(Tag.AGAIN);
            out.number(number);
            return;
        }
        if (++depth > limits.depth()) {
            throw new ClusterException("The message is too deep: values stand within values at more than " + limits.depth()
                    + " levels");
        }
        int own = seen.last();
        long start = weights.nodes();
        out.write(tag);
        if (tag == Tag.RECORD) {
            seen.open(own, true);
            record(value);
        } else if (tag == Tag.OPTIONAL) {
            seen.open(own, true);
            write(((Optional<?>) value).orElse(null));
        } else if (tag == Tag.OBJECTS) {
            objects((Object[]) value);
        } else if (tag >= Tag.BOOLEANS) {
            primitives(tag, value);
        } else {
            seen.open(own, !Tag.isFilledLater(tag));
            if (value instanceof Map<?, ?> map) {
                map(tag, map);
            } else {
                collection(tag, (Collection<?>) value);
            }
        }
        seen.open(own, false);
        weights.keep(own, start);
        depth--;
    }

    private void record(Object value) {
        Class<?> type = value.getClass();
        if (!(value instanceof Serializable)) {
            throw new ClusterException("The record " + type.getName() + " cannot be sent: it does not implement Serializable");
        }
        RecordShape shape = RecordShape.of(type);
        if (!shape.reachable()) {
            throw NotCompact.INSTANCE;
        }
        type(type);
        Class<?>[] types = shape.types();
        for (int i = 0; i < types.length; i++) {
            Object component = shape.component(value, i);
            if (types[i] == int.class) {
                weights.node();
                out.signed((Integer) component);
            } else if (types[i] == long.class) {
                weights.node();
                out.signed((Long) component);
            } else {
                write(component);
            }
        }
    }

    /** Writes a class: the first time by its name, and that of a record with its shape. */
    private void type(Class<?> type) {
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i) == type) {
                out.number(i + 2);
                return;
            }
        }
        if (!allowed.allows(type.getName())) {
            throw Refusals.toSend(type);
        }
        classes.add(type);
        out.number(type.isRecord() ? 1 : 0);
        out.text(type.getName());
        if (type.isRecord()) {
            out.fixed(RecordShape.of(type).hash(), 4);
        }
    }

    private void collection(byte tag, Collection<?> values) {
        if (tag == Tag.TREE_SET && ((SortedSet<?>) values).comparator() != null) {
            throw NotCompact.INSTANCE;
        }
        int count = values.size();
        long start = weights.nodes();
        out.number(count);
        int written = 0;
        for (Object value : values) {
            write(value);
            written++;
        }
        same(count, written);
        if (tag >= Tag.HASH_SET) {
            weights.hashed(start);
        }
    }

    private void map(byte tag, Map<?, ?> map) {
        if (tag == Tag.TREE_MAP && ((SortedMap<?, ?>) map).comparator() != null) {
            throw NotCompact.INSTANCE;
        }
        int count = map.size();
        out.number(count);
        int written = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            long start = weights.nodes();
            write(entry.getKey());
            weights.hashed(start);
            write(entry.getValue());
            written++;
        }
        same(count, written);
    }

    private static void same(int count, int written) {
        if (count != written) {
            throw new ClusterException("A collection in the message has changed while it was sent");
        }
    }

    private void objects(Object[] values) {
        Class<?> component = values.getClass().getComponentType();
        type(component);
        out.number(values.length);
        for (Object value : values) {
            write(value);
        }
    }

    private void primitives(byte tag, Object array) {
        switch (tag) {
            case Tag.BYTES -> bytes((byte[]) array);
            case Tag.BOOLEANS -> {
                boolean[] values = (boolean[]) array;
                out.number(values.length);
                for (boolean value : values) {
                    out.write(value ? 1 : 0);
                }
            }
            case Tag.SHORTS -> {
                short[] values = (short[]) array;
                out.number(values.length);
                for (short value : values) {
                    out.fixed(value, 2);
                }
            }
            case Tag.CHARS -> {
                char[] values = (char[]) array;
                out.number(values.length);
                for (char value : values) {
                    out.fixed(value, 2);
                }
            }
            case Tag.INTS -> {
                int[] values = (int[]) array;
                out.number(values.length);
                for (int value : values) {
                    out.fixed(value, 4);
                }
            }
            case Tag.LONGS -> {
                long[] values = (long[]) array;
                out.number(values.length);
                for (long value : values) {
                    out.fixed(value, 8);
                }
            }
            case Tag.FLOATS -> {
                float[] values = (float[]) array;
                out.number(values.length);
                for (float value : values) {
                    out.fixed(Float.floatToRawIntBits(value), 4);
                }
            }
            default -> {
                double[] values = (double[]) array;
                out.number(values.length);
                for (double value : values) {
                    out.fixed(Double.doubleToRawLongBits(value), 8);
                }
            }
        }
    }

    private void big(BigInteger value) {
        byte[] digits = value.toByteArray();
        weights.nodes(digits.length / 8);
        bytes(digits);
    }

    private void bytes(byte[] values) {
        out.number(values.length);
        out.write(values, 0, values.length);
    }
}
