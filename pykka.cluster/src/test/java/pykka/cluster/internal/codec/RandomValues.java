package pykka.cluster.internal.codec;

import com.acme.shop.Shop.All;
import com.acme.shop.Shop.Color;
import com.acme.shop.Shop.Empty;
import com.acme.shop.Shop.Line;
import com.acme.shop.Shop.Pair;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;

/** Values of all kinds within values of all kinds. */
final class RandomValues {
    private final Random random;
    private final List<Object> made = new ArrayList<>();
    private final ActorRef<?> ref = Wire.ref();

    RandomValues(long seed) {
        random = new Random(seed);
    }

    @Nullable Object any(int depth) {
        if (depth <= 0 || random.nextInt(3) == 0) {
            return simple();
        }
        if (!made.isEmpty() && random.nextInt(8) == 0) {
            return made.get(random.nextInt(made.size()));
        }
        Object value = container(depth - 1);
        made.add(value);
        return value;
    }

    String text() {
        int length = random.nextInt(random.nextInt(20) == 0 ? 5_000 : 12);
        int most = random.nextInt(3) == 0 ? 0x10000 : random.nextBoolean() ? 0x100 : 0x80;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(most)); // lone surrogates, too
        }
        return text.toString();
    }

    @Nullable Object simple() {
        return switch (random.nextInt(24)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (byte) random.nextInt();
            case 3 -> (short) random.nextInt();
            case 4 -> (char) random.nextInt();
            case 5 -> random.nextInt() >> random.nextInt(32);
            case 6 -> random.nextLong() >> random.nextInt(64);
            case 7 -> Float.intBitsToFloat(random.nextInt() & 0x7f7fffff);
            case 8 -> random.nextGaussian();
            case 9 -> new UUID(random.nextLong(), random.nextLong());
            case 10 -> Duration.ofSeconds(random.nextInt() * 1_000L, random.nextInt());
            case 11 -> Instant.ofEpochSecond(random.nextInt() * 100L, random.nextInt(1_000_000_000));
            case 12 -> LocalDate.ofEpochDay(random.nextInt(1_000_000) - 500_000);
            case 13 -> LocalTime.ofNanoOfDay(random.nextInt() & 0xffff_ffffL);
            case 14 -> LocalDateTime.of(LocalDate.ofEpochDay(random.nextInt(10_000)), LocalTime.ofSecondOfDay(random.nextInt(86_400)));
            case 15 -> new BigInteger(random.nextInt(200), random).subtract(BigInteger.TEN);
            case 16 -> new BigDecimal(new BigInteger(100, random), random.nextInt(40) - 20);
            case 17 -> Color.values()[random.nextInt(3)];
            case 18 -> TimeUnit.values()[random.nextInt(7)];
            case 19 -> ref;
            default -> text();
        };
    }

    private Object container(int depth) {
        int size = random.nextInt(random.nextInt(50) == 0 ? 200 : 5);
        return switch (random.nextInt(22)) {
            case 0 -> fill(new ArrayList<>(), size, depth);
            case 1 -> List.copyOf(withoutNull(fill(new ArrayList<>(), size, depth)));
            case 2 -> Arrays.asList(fill(new ArrayList<>(), size, depth).toArray());
            case 3 -> Collections.unmodifiableList(new ArrayList<>(fill(new ArrayList<>(), size, depth)));
            case 4 -> fill(new HashSet<>(), size, 0);
            case 5 -> fill(new LinkedHashSet<>(), size, 0);
            case 6 -> new TreeSet<>(texts(size));
            case 7 -> Set.copyOf(texts(size));
            case 8 -> Collections.unmodifiableSet(new HashSet<>(texts(size)));
            case 9 -> map(new HashMap<>(), size, depth);
            case 10 -> map(new LinkedHashMap<>(), size, depth);
            case 11 -> map(new TreeMap<>(), size, depth);
            case 12 -> Collections.unmodifiableMap(map(new HashMap<>(), size, depth));
            case 13 -> Optional.ofNullable(simple());
            case 14 -> new All(true, (byte) 1, 'x', (short) 2, random.nextInt(), random.nextLong(), 1f, 2d, any(depth));
            case 15 -> new Line(text(), BigDecimal.ONE, random.nextBoolean() ? null : Color.GREEN);
            case 16 -> new Empty();
            case 17 -> fill(new ArrayList<>(), size, depth).toArray();
            case 18 -> array(size);
            case 19 -> new int[size][2];
            case 20 -> new Line[] {new Line("a", null, null), null};
            default -> new Pair(any(depth), any(depth));
        };
    }

    /** Something that has no compact form. */
    Object odd() {
        return switch (random.nextInt(4)) {
            case 0 -> ZoneId.of("Europe/Berlin");
            case 1 -> new LinkedList<>(texts(3));
            case 2 -> Collections.singletonList(any(2));
            default -> new TreeMap<String, Object>(Collections.reverseOrder());
        };
    }

    private Object array(int size) {
        Object array = switch (random.nextInt(8)) {
            case 0 -> new boolean[size];
            case 1 -> new short[] {1, -2, Short.MIN_VALUE};
            case 2 -> "chars\uffff".toCharArray();
            case 3 -> random.ints(size).toArray();
            case 4 -> random.longs(size).toArray();
            case 5 -> new float[] {1.5f, -0f};
            case 6 -> random.doubles(size).toArray();
            default -> new byte[size];
        };
        if (array instanceof byte[] bytes) {
            random.nextBytes(bytes);
        }
        return array;
    }

    private Collection<String> texts(int size) {
        Collection<String> texts = new HashSet<>();
        for (int i = 0; i < size; i++) {
            texts.add(text());
        }
        return texts;
    }

    private static List<Object> withoutNull(Collection<@Nullable Object> values) {
        List<Object> result = new ArrayList<>(values);
        result.removeIf(value -> value == null);
        return result;
    }

    private <C extends Collection<@Nullable Object>> C fill(C values, int size, int depth) {
        for (int i = 0; i < size; i++) {
            values.add(any(depth));
        }
        return values;
    }

    private Map<String, @Nullable Object> map(Map<String, @Nullable Object> map, int size, int depth) {
        for (int i = 0; i < size; i++) {
            map.put(text(), any(depth));
        }
        return map;
    }
}
