package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.pooled.PoolModel.Part;

/**
 * Searches all states of the {@link PoolModel}, in several sizes, each with some of what handlers and the system may do: in
 * no state is an actor queued that nobody will run. The larger sizes are searched with the property pykka.tck.full only,
 * in some minutes and gigabytes.
 */
@Tag("slow")
class PoolModelTest {
    private static final boolean FULL = Boolean.getBoolean("pykka.tck.full");

    /** So many states show each fault, but one that needs many threads to be at odd places. */
    private static final int ENOUGH = 300_000;
    private static final int MANY = 1_200_000;

    static Stream<PoolModel> models() {
        return FULL ? Stream.concat(small(), large()) : small();
    }

    private static Stream<PoolModel> small() {
        return Stream.of(
                model(2, 1, 2, 0, 0, "WAITS WAKES LOOKS"),
                model(2, 2, 2, 0, 0, "WAITS WAKES LOOKS"),
                model(2, 1, 2, 1, 2, "WAITS TIME"),
                model(2, 1, 2, 1, 2, "CLOSE WAITS"),
                model(2, 1, 1, 1, 2, "TIME ENDS CLOSE"),
                model(2, 1, 1, 1, 2, "WAITS TIME ENDS REFUSALS"),
                model(2, 1, 2, 1, 1, "MONITOR BLOCKS"),
                model(2, 1, 2, 0, 0, "MONITOR BLOCKS WAITS"),
                model(1, 1, 2, 0, 0, "MONITOR BLOCKS WAKES LATE"),
                model(1, 1, 2, 0, 0, "MONITOR WAKES EAGER FINE"),
                model(2, 1, 2, 1, 1, "MONITOR BLOCKS REFUSALS"),
                model(3, 1, 1, 1, 2, "WAITS"));
    }

    private static Stream<PoolModel> large() {
        return Stream.of(
                model(2, 1, 2, 1, 3, "WAITS"),
                model(2, 1, 2, 1, 2, "WAITS TIME ENDS"),
                model(2, 1, 1, 2, 3, "WAITS TIME ENDS"),
                model(2, 1, 2, 1, 2, "CLOSE WAITS TIME"),
                model(2, 1, 2, 1, 2, "WAITS TIME ENDS REFUSALS"),
                model(3, 2, 2, 1, 2, "WAITS"),
                model(2, 1, 1, 1, 1, "MONITOR BLOCKS WAITS"),
                model(2, 1, 1, 1, 2, "MONITOR BLOCKS"),
                model(3, 1, 2, 1, 1, "MONITOR BLOCKS"),
                model(2, 1, 2, 1, 1, "MONITOR BLOCKS CLOSE"),
                model(1, 1, 1, 1, 2, "MONITOR WAKES EAGER FINE"),
                model(1, 1, 2, 1, 2, "MONITOR WAKES LATE TIME CLOSE ENDS"),
                model(1, 1, 2, 1, PoolModel.MANY, "MONITOR BLOCKS WAKES"));
    }

    static Set<Part> faults() {
        return EnumSet.range(Part.READS_BEFORE_IDLE, Part.NO_SPAWN_WHEN_CLOSED);
    }

    /** The smallest model, of those that were tried, in which it is seen. */
    private static PoolModel broken(Part fault) {
        return switch (fault) {
            case READS_BEFORE_IDLE, NO_LOOK_AFTER_IDLE, NO_CALL, NO_UNPARK -> model(1, 1, 1, 1, 2, fault);
            case DISMISS_WITHOUT_LAST -> model(1, 1, 1, 1, 2, fault, Part.TIME);
            case NO_SECOND_LOOK_OF_DISMISS, DISMISS_WITHOUT_COMPARING -> model(1, 1, 1, 1, 2, fault, Part.TIME, Part.ENDS);
            case NO_HAND_OVER -> model(2, 1, 2, 0, 0, fault, Part.WAITS, Part.WAKES, Part.FEW);
            case OWN_QUEUE_FIRST -> model(1, 1, 2, 0, 0, fault, Part.WAKES);
            case NO_SPARE -> model(2, 1, 2, 0, 0, fault, Part.WAITS);
            case ALL_GIVE_WAY -> model(2, 1, 2, 1, 2, fault, Part.WAITS);
            case NO_BLOCK -> model(2, 1, 2, 0, 0, fault, Part.MONITOR, Part.BLOCKS);
            case NO_NOTICE, NO_REST_CHECK -> model(2, 1, 2, 1, 2, fault, Part.MONITOR, Part.BLOCKS);
            case BLOCK_OUTSIDE_OF_TURNS -> model(1, 1, 1, 1, 2, fault, Part.MONITOR, Part.BLOCKS);
            case NO_SPAWN_WHEN_CLOSED -> model(2, 1, 2, 1, 2, fault, Part.MONITOR, Part.BLOCKS, Part.CLOSE);
            case NO_SECOND_REST_CHECK -> model(2, 1, 2, 0, 0, fault, Part.MONITOR, Part.BLOCKS, Part.WAKES, Part.LATE);
            case NO_MOVE -> model(2, 1, 2, 0, 0, fault, Part.MONITOR, Part.BLOCKS, Part.WAKES, Part.FEW);
            case NO_NOTICE_WHEN_CROWDED ->
                    model(2, 1, 2, 0, 0, fault, Part.MONITOR, Part.BLOCKS, Part.WAKES, Part.FEW, Part.WAITS);
            default -> throw new IllegalArgumentException(fault + " is no fault");
        };
    }

    private static PoolModel model(int workers, int most, int actors, int senders, int messages, String parts) {
        return new PoolModel(workers, most, actors, senders, messages, Stream.of(parts.split(" ")).map(Part::valueOf).toList());
    }

    private static PoolModel model(int workers, int most, int actors, int senders, int messages, Part... parts) {
        return new PoolModel(workers, most, actors, senders, messages, List.of(parts));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyQueuedActorIsRun(PoolModel model) {
        search(model, Integer.MAX_VALUE);
    }

    /** So the model can fail, and each of these lines of the pool is needed. */
    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsFound(Part fault) {
        PoolModel broken = broken(fault);
        int most = fault == Part.NO_NOTICE_WHEN_CROWDED ? MANY : ENOUGH;
        assertThrows(AssertionError.class, () -> search(broken, most), broken::toString);
    }

    /** What is searched in part does not seem to be wrong for that. */
    @Test
    void whatLiesBeyondAPartIsTakenToBeRight() {
        for (int most = 1_000; most <= 100_000; most *= 10) {
            search(model(2, 1, 2, 0, 0, "MONITOR BLOCKS WAITS WAKES FEW"), most);
        }
    }

    private static void search(PoolModel model, int most) {
        long begin = System.nanoTime();
        PoolModelSearch search = new PoolModelSearch(model);
        search.explore(most);
        search.checkThatNoneIsTrapped();
        search.checkThatNoneStarves();
        System.out.println(model + ": " + search.count() + " states, " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }
}
