package pykka.cluster.internal.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pykka.cluster.ClusterException;

/** Reads collections. What they hash has been counted before they do. */
final class Collect {
    /** Sets and maps of {@code Set.of} probe one place after the other: bigger ones are made otherwise. */
    private static final int SMALL = 64;
    /** How many keys of a set or map may have the same hash code. */
    private static final int ALIKE = 1_000;

    private Collect() {}

    static Object list(ValueReader in, byte tag, int own, int count) {
        List<@Nullable Object> values = new ArrayList<>(count);
        if (tag == Tag.ARRAY_LIST) {
            in.made(own, values);
        }
        for (int i = 0; i < count; i++) {
            values.add(in.read());
        }
        return switch (tag) {
            case Tag.ARRAY_LIST -> values;
            case Tag.AS_LIST -> Arrays.asList(values.toArray());
            // that of Stream.toList() may hold null
            case Tag.LIST_OF -> values.contains(null) ? Collections.unmodifiableList(values) : List.of(values.toArray());
            default -> Collections.unmodifiableList(values);
        };
    }

    static Object set(ValueReader in, byte tag, int own, int count) {
        Set<@Nullable Object> set = tag == Tag.TREE_SET ? new TreeSet<>()
                : tag == Tag.HASH_SET ? new HashSet<>(capacity(count)) : new LinkedHashSet<>(capacity(count));
        if (Tag.isFilledLater(tag)) {
            in.made(own, set);
        }
        List<@Nullable Object> values = new ArrayList<>(count);
        long start = in.weights().nodes();
        for (int i = 0; i < count; i++) {
            values.add(in.read());
        }
        in.weights().hashed(start);
        check(tag, values);
        set.addAll(values);
        distinct(set.size(), count);
        return tag == Tag.SET_OF && count <= SMALL ? Set.of(values.toArray())
                : tag == Tag.SET_OF || tag == Tag.UNMODIFIABLE_SET ? Collections.unmodifiableSet(set) : set;
    }

    static Object map(ValueReader in, byte tag, int own, int count) {
        Map<@Nullable Object, @Nullable Object> map = tag == Tag.TREE_MAP ? new TreeMap<>()
                : tag == Tag.HASH_MAP ? new HashMap<>(capacity(count)) : new LinkedHashMap<>(capacity(count));
        if (Tag.isFilledLater(tag)) {
            in.made(own, map);
        }
        List<@Nullable Object> keys = new ArrayList<>(count);
        List<@Nullable Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long start = in.weights().nodes();
            keys.add(in.read());
            in.weights().hashed(start);
            values.add(in.read());
        }
        check(tag, keys);
        for (int i = 0; i < count; i++) {
            map.put(keys.get(i), values.get(i));
        }
        distinct(map.size(), count);
        return tag == Tag.MAP_OF && count <= SMALL ? Map.copyOf(map)
                : tag == Tag.MAP_OF || tag == Tag.UNMODIFIABLE_MAP ? Collections.unmodifiableMap(map) : map;
    }

    private static int capacity(int count) {
        return (int) Math.min(1 << 30, count / 0.75 + 1);
    }

    private static void distinct(int size, int count) {
        if (size != count) {
            throw Input.bad("a key twice");
        }
    }

    /** Keys of equal hash codes are compared each with each. */
    private static void check(byte tag, Collection<@Nullable Object> keys) {
        if (keys.size() <= ALIKE || tag == Tag.TREE_SET || tag == Tag.TREE_MAP) {
            return;
        }
        int[] hashes = keys.stream().mapToInt(Objects::hashCode).sorted().toArray();
        for (int i = ALIKE; i < hashes.length; i++) {
            if (hashes[i] == hashes[i - ALIKE]) {
                throw new ClusterException("The message is refused: more than " + ALIKE + " keys of a set or map have the same"
                        + " hash code");
            }
        }
    }
}
