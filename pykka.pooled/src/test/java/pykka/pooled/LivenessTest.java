package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.pooled.LivenessLoad.Probe;
import pykka.testkit.StopActors;

/**
 * Every runnable actor begins its turn within the bound that the package's description states, in turns of all threads,
 * whatever other actors wait for or are blocked by. The bound holds for no time; that an actor waits for ever is seen after
 * some seconds.
 */
@ExtendWith(StopActors.class)
@Tag("slow")
class LivenessTest {
    private static final long SEED = Long.getLong("pykka.tck.seed", System.nanoTime());
    private static final boolean FULL = Boolean.getBoolean("pykka.tck.full");
    /** How often the probes outside are woken in each run. */
    private static final int WAVES = Tests.scaled(FULL ? 100 : 2);
    /** Of more actors whose messages take a millisecond, a round would take too long. */
    private static final int FEW = 64;

    private LivenessLoad load;
    /** After that, nothing is waited for any more. */
    private Duration longest;

    @BeforeAll
    static void tell() {
        System.out.println("LivenessTest: -Dpykka.tck.seed=" + SEED);
    }

    static Stream<Arguments> pools() {
        Random random = new Random(SEED);
        int[] busy = {1, 2, 3, 4, 8, 16, 64, 255, 256, 257, 600, 1_024, 4_096,
            1 + random.nextInt(100), 1 + random.nextInt(4_096)};
        return Stream.of(1, 2, 8).flatMap(most -> IntStream.of(busy).mapToObj(k -> Arguments.of(most, k)));
    }

    static Stream<Arguments> fewPools() {
        int any = 1 + new Random(SEED).nextInt(1_000);
        return Stream.of(1, 2, 8).flatMap(most -> IntStream.of(1, 2, 8, 64, 1_024, any).mapToObj(k -> Arguments.of(most, k)));
    }

    @AfterEach
    void close() {
        load.close();
    }

    @ParameterizedTest
    @MethodSource("pools")
    void everyActorBeginsItsTurnWithinTheBound(int most, int busy) throws Exception {
        start(most, busy, true);
        Random random = new Random(SEED + busy);
        Set<LivenessKind> any = EnumSet.noneOf(LivenessKind.class);
        Stream.of(LivenessKind.values()).filter(kind -> random.nextBoolean()).forEach(any::add);
        any.removeAll(Set.of(LivenessKind.SLOW, LivenessKind.PASS));
        List<Set<LivenessKind>> runs = new ArrayList<>(List.of(Set.of(), LivenessKind.WAITS, LivenessKind.BLOCKS, any,
                Set.of(LivenessKind.PASS, LivenessKind.COMPUTE), Set.of(LivenessKind.PASS, LivenessKind.FUTURE)));
        if (busy <= FEW) {
            runs.add(Set.of(LivenessKind.SLOW));
        }
        for (Set<LivenessKind> kinds : runs) {
            run(kinds, most, busy, WAVES);
        }
    }

    /** The monitor makes good what others leave undone, in half a millisecond. Here it never looks. */
    @ParameterizedTest
    @MethodSource("fewPools")
    void noActorNeedsTheMonitorUnlessOthersAreBlocked(int most, int busy) throws Exception {
        start(most, busy, false);
        for (Set<LivenessKind> kinds : List.of(Set.<LivenessKind>of(), LivenessKind.WAITS,
                Set.of(LivenessKind.PASS, LivenessKind.FUTURE))) {
            run(kinds, most, busy, WAVES);
        }
        // seldom a probe lies behind one that computes, while another thread has much to do
        run(Set.of(LivenessKind.PASS, LivenessKind.FUTURE, LivenessKind.COMPUTE), most, busy, 10 * WAVES);
    }

    private void start(int most, int busy, boolean monitored) throws Exception {
        longest = Tests.slack(Duration.ofSeconds(3).plusMillis(2L * busy));
        load = new LivenessLoad(most, busy, SEED, monitored);
        FutureTask<Void> starting = new FutureTask<>(load::start, null);
        Thread starter = new Thread(starting);
        starter.setDaemon(true);
        starter.start();
        try {
            starting.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            failFor("a start", most + " threads, " + busy + " busy");
        }
    }

    private void run(Set<LivenessKind> kinds, int threads, int busy, int waves) throws InterruptedException {
        long before = load.turns.count();
        String what = threads + " threads, " + busy + " busy, " + kinds + ", seed " + SEED;
        load.begin(kinds);
        long preempted;
        try (Preemption preemption = new Preemption()) {
            for (int i = 0; i < waves; i++) {
                wakeFromOutside(what);
            }
            preempted = preemption.turns(load.turns.count() - before); // a thread of the pool may be what did not run
        }
        load.finish();
        Tests.eventually("the probes inside are back", () -> load.inside.stream().allMatch(Probe::isBack));
        awaitAll(load.askAll(), what);
        long bound = 2L * (load.runnable() + threads) + 256L * (threads + 3) + preempted;
        List<Long> waits = load.takeWaits();
        long most = waits.stream().mapToLong(Long::longValue).max().orElse(0);
        String found = what + ": of " + waits.size() + " waits the longest took " + most + " turns, the bound is " + bound + "; "
                + waits.stream().filter(wait -> wait > bound).count() + " are beyond; " + load.pool;
        if (FULL) {
            System.out.println(found);
        }
        assertTrue(most <= bound, found);
        assertEquals(List.of(), List.copyOf(load.failures), what);
    }

    private void wakeFromOutside(String what) throws InterruptedException {
        for (Probe probe : load.outside) {
            Tests.eventually("a probe is idle", probe::take);
            probe.wake();
        }
        while (!load.outside.stream().allMatch(Probe::isBack)) {
            load.awaitProbe(longest);
            if (load.isAnyLate(longest)) {
                failFor("a probe", what);
            }
        }
    }

    /** Each busy actor has its turn, however long a round takes on this machine: there is always one that comes. */
    private void awaitAll(CountDownLatch all, String what) throws InterruptedException {
        long left = all.getCount();
        while (!all.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            if (all.getCount() == left) {
                failFor(left + " busy actors", what);
            }
            left = all.getCount();
        }
    }

    private void failFor(String who, String what) {
        fail(who + " waited for more than " + longest + ": " + what + "; " + load.pool + Tests.stacks());
    }
}
