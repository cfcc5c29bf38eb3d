package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Traversable;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Default methods of proxy interfaces with a variable number of arguments: these arrive as javac has packed them. */
@Contract
class DefaultMethodContract extends Conformance {
    DefaultMethodContract(String runtime) {
        super(runtime);
    }

    public static class Target extends Actor {
        @Traversable public Part part = new Part();

        public int sum(int... numbers) {
            return Arrays.stream(numbers).sum();
        }

        public int count(Object... items) {
            return items.length;
        }
    }

    public static class Part {
        public int sum(int... numbers) {
            return Arrays.stream(numbers).sum();
        }
    }

    public interface Open extends Inherited<String> {
        Future<Integer> sum(int... numbers);

        Future<Integer> count(Object... items);

        default Future<Integer> total(int... numbers) {
            return sum(numbers);
        }

        default Object[] items(Object... items) {
            return items;
        }

        default long longs(String text, long... numbers) {
            return numbers.length;
        }

        PartProxy part();

        public interface PartProxy {
            Future<Integer> sum(int... numbers);

            default Future<Integer> twice(int... numbers) {
                return sum(numbers[0] * 2, numbers[1] * 2);
            }
        }
    }

    public interface Inherited<T> {
        @SuppressWarnings("unchecked")
        default List<T> list(T... all) {
            return List.of(all);
        }
    }

    interface Closed {
        default Object[] items(Object... items) {
            return items;
        }

        default int primitives(char... items) {
            return items.length;
        }
    }

    private final ActorRef<Target> ref = start(Target::new);

    @Test
    void primitivesArriveInTheirArray() {
        Open open = ref.proxy(Open.class);
        assertEquals(6, open.total(1, 2, 3).get(LONG));
        assertEquals(0, open.total().get(LONG));
        assertEquals(2, open.longs("", 1L, 2L));
        assertEquals(6, open.part().twice(1, 2).get(LONG));
        assertEquals(2, ref.proxy(Closed.class, MethodHandles.lookup()).primitives('a', 'b'));
    }

    @Test
    void objectsArriveInOneArrayAndNotInTwo() {
        Open open = ref.proxy(Open.class);
        Closed closed = ref.proxy(Closed.class, MethodHandles.lookup());
        assertArrayEquals(new Object[] {1, "a"}, open.items(1, "a"));
        assertArrayEquals(new Object[] {1, "a"}, closed.items(1, "a"));
        assertArrayEquals(new Object[0], open.items());
        assertArrayEquals(new Object[] {null}, closed.items((Object) null));
        assertNull(open.items((Object[]) null));
        assertEquals(List.of("a", "b"), open.list("a", "b"));
    }

    @Test
    void methodsOfTheActorTakeThemTheSameWay() {
        Open open = ref.proxy(Open.class);
        assertEquals(6, open.sum(1, 2, 3).get(LONG));
        assertEquals(2, open.count("a", "b").get(LONG));
        assertEquals(0, open.count().get(LONG));
    }
}
