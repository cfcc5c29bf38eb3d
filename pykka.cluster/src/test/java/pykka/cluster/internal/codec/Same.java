package pykka.cluster.internal.codec;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what has arrived is what was sent: class by class, with arrays by their elements, and shared values still shared. */
final class Same {
    private final Map<Object, Object> met = new IdentityHashMap<>();

    private Same() {}

    static boolean same(@Nullable Object sent, @Nullable Object come) {
        return new Same().compare(sent, come);
    }

    private boolean compare(@Nullable Object sent, @Nullable Object come) {
        if (sent == null || come == null) {
            return sent == come;
        }
        if (sent.getClass() != come.getClass() && !isBig(sent)) {
            return false;
        }
        boolean shared = sent instanceof Record || sent instanceof Collection || sent instanceof Map || sent.getClass().isArray();
        if (shared && !isEmptyConstant(sent)) {
            Object before = met.put(sent, come);
            if (before != null) {
                return before == come;
            }
        }
        if (sent.getClass().isArray()) {
            return elements(sent, come);
        }
        if (sent instanceof Record) {
            return components(sent, come);
        }
        if (sent instanceof Optional<?> optional) {
            return compare(optional.orElse(null), ((Optional<?>) come).orElse(null));
        }
        if (sent instanceof List<?> list) {
            Iterator<?> other = ((List<?>) come).iterator();
            return list.size() == ((List<?>) come).size() && list.stream().allMatch(value -> compare(value, other.next()));
        }
        if (sent instanceof Map<?, ?> map) {
            Map<?, ?> other = (Map<?, ?>) come;
            return map.size() == other.size() && map.entrySet().stream()
                    .allMatch(e -> other.containsKey(e.getKey()) && compare(e.getValue(), other.get(e.getKey())));
        }
        return Objects.equals(sent, come);
    }

    /** A big set of Set.of or map of Map.of arrives as another class that cannot be modified either. */
    private static boolean isBig(Object sent) {
        return sent.getClass().getName().startsWith("java.util.ImmutableCollections$")
                && (sent instanceof Collection<?> c ? c.size() : ((Map<?, ?>) sent).size()) > 64;
    }

    private static boolean isEmptyConstant(Object value) {
        return value instanceof Collection<?> c && c.isEmpty() || value instanceof Map<?, ?> m && m.isEmpty();
    }

    private boolean elements(Object sent, Object come) {
        boolean same = Array.getLength(sent) == Array.getLength(come);
        for (int i = 0; same && i < Array.getLength(sent); i++) {
            same = compare(Array.get(sent, i), Array.get(come, i));
        }
        return same;
    }

    private boolean components(Object sent, Object come) {
        RecordShape shape = RecordShape.of(sent.getClass());
        boolean same = true;
        for (int i = 0; same && i < shape.types().length; i++) {
            same = compare(shape.component(sent, i), shape.component(come, i));
        }
        return same;
    }
}
