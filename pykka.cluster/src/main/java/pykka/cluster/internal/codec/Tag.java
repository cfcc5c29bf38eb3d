package pykka.cluster.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first byte of a value in the compact form. Numbers are part of the format: none is used again for something else. */
final class Tag {
    static final byte NULL = 0;
    static final byte TRUE = 1;
    static final byte FALSE = 2;
    static final byte BYTE = 3;
    static final byte SHORT = 4;
    static final byte CHAR = 5;
    static final byte INT = 6;
    static final byte LONG = 7;
    static final byte FLOAT = 8;
    static final byte DOUBLE = 9;
    static final byte STRING = 10;
    static final byte REF = 11;
    /** One of the values before that may stand in several places. */
    static final byte AGAIN = 12;
    static final byte RECORD = 13;
    static final byte ENUM = 14;
    static final byte OPTIONAL = 15;

    static final byte ARRAY_LIST = 20;
    static final byte LIST_OF = 21;
    static final byte AS_LIST = 22;
    static final byte UNMODIFIABLE_LIST = 23;
    static final byte HASH_SET = 24;
    static final byte LINKED_SET = 25;
    static final byte TREE_SET = 26;
    static final byte SET_OF = 27;
    static final byte UNMODIFIABLE_SET = 28;
    static final byte HASH_MAP = 29;
    static final byte LINKED_MAP = 30;
    static final byte TREE_MAP = 31;
    static final byte MAP_OF = 32;
    static final byte UNMODIFIABLE_MAP = 33;

    static final byte BOOLEANS = 40;
    static final byte BYTES = 41;
    static final byte SHORTS = 42;
    static final byte CHARS = 43;
    static final byte INTS = 44;
    static final byte LONGS = 45;
    static final byte FLOATS = 46;
    static final byte DOUBLES = 47;
    static final byte OBJECTS = 48;

    static final byte UUID_ = 60;
    static final byte DURATION = 61;
    static final byte INSTANT = 62;
    static final byte LOCAL_DATE = 63;
    static final byte LOCAL_TIME = 64;
    static final byte LOCAL_DATE_TIME = 65;
    static final byte BIG_INTEGER = 66;
    static final byte BIG_DECIMAL = 67;

    private static final Map<Class<?>, Byte> TAGS = tags();

    private Tag() {}

    private static Map<Class<?>, Byte> tags() {
        Map<Class<?>, Byte> tags = new HashMap<>();
        tags.put(Byte.class, BYTE);
        tags.put(Short.class, SHORT);
        tags.put(Character.class, CHAR);
        tags.put(Float.class, FLOAT);
        tags.put(Double.class, DOUBLE);
        tags.put(Optional.class, OPTIONAL);
        tags.put(ArrayList.class, ARRAY_LIST);
        tags.put(List.of().getClass(), LIST_OF);
        tags.put(List.of(1).getClass(), LIST_OF);
        tags.put(Arrays.asList().getClass(), AS_LIST);
        tags.put(Collections.unmodifiableList(new ArrayList<>()).getClass(), UNMODIFIABLE_LIST);
        tags.put(HashSet.class, HASH_SET);
        tags.put(LinkedHashSet.class, LINKED_SET);
        tags.put(TreeSet.class, TREE_SET);
        tags.put(Set.of().getClass(), SET_OF);
        tags.put(Set.of(1).getClass(), SET_OF);
        tags.put(Collections.unmodifiableSet(new HashSet<>()).getClass(), UNMODIFIABLE_SET);
        tags.put(HashMap.class, HASH_MAP);
        tags.put(LinkedHashMap.class, LINKED_MAP);
        tags.put(TreeMap.class, TREE_MAP);
        tags.put(Map.of().getClass(), MAP_OF);
        tags.put(Map.of(1, 1).getClass(), MAP_OF);
        tags.put(Collections.unmodifiableMap(new HashMap<>()).getClass(), UNMODIFIABLE_MAP);
        tags.put(boolean[].class, BOOLEANS);
        tags.put(byte[].class, BYTES);
        tags.put(short[].class, SHORTS);
        tags.put(char[].class, CHARS);
        tags.put(int[].class, INTS);
        tags.put(long[].class, LONGS);
        tags.put(float[].class, FLOATS);
        tags.put(double[].class, DOUBLES);
        tags.put(UUID.class, UUID_);
        tags.put(Duration.class, DURATION);
        tags.put(Instant.class, INSTANT);
        tags.put(LocalDate.class, LOCAL_DATE);
        tags.put(LocalTime.class, LOCAL_TIME);
        tags.put(LocalDateTime.class, LOCAL_DATE_TIME);
        tags.put(BigInteger.class, BIG_INTEGER);
        tags.put(BigDecimal.class, BIG_DECIMAL);
        return tags;
    }

    /** Returns whether a collection is made before what is in it, so that it may stand within itself. */
    static boolean isFilledLater(byte tag) {
        return tag == ARRAY_LIST || tag == HASH_SET || tag == LINKED_SET || tag == HASH_MAP || tag == LINKED_MAP;
    }

    /** Returns the tag of a class that has one of its own; null if not. */
    static @Nullable Byte of(Class<?> type) {
        return TAGS.get(type);
    }
}
