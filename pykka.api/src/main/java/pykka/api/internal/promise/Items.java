package pykka.api.internal.promise;

import java.lang.reflect.Array;
import java.util.Iterator;
import java.util.stream.BaseStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.SafeText;

/** Iterates over the items of a value, for filter and reduce. */
final class Items {
    private Items() {}

    static Iterator<?> of(@Nullable Object value) {
        if (value instanceof Iterable<?> iterable) {
            return iterable.iterator();
        }
        if (value instanceof Iterator<?> iterator) {
            return iterator;
        }
        if (value instanceof BaseStream<?, ?> stream) {
            return stream.iterator();
        }
        if (value != null && value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i)).iterator();
        }
        throw new ClassCastException((value == null ? "null" : SafeText.className(value.getClass())) + " is not iterable");
    }
}
