package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.testkit.StopActors;

/** An actor with much to do lets others have their turn. */
@ExtendWith(StopActors.class)
class FairnessTest {
    private final List<ActorRef<?>> refs = new ArrayList<>();
    private PooledRuntime runtime;
    private volatile boolean over;

    class Busy extends Actor {
        final AtomicInteger handled = new AtomicInteger();
        final CountDownLatch go = new CountDownLatch(1);
        final long nanos;

        Busy(long nanos) {
            this.nanos = nanos;
        }

        @Override
        protected void onStart() throws Exception {
            go.await();
        }

        @Override
        protected Object onReceive(Object message) {
            handled.incrementAndGet();
            for (long begin = System.nanoTime(); !over && System.nanoTime() - begin < nanos;) {
                Thread.onSpinWait();
            }
            return null;
        }
    }

    @AfterEach
    void close() {
        over = true;
        refs.forEach(ActorRef::stopAsync);
        refs.forEach(ref -> ref.whenStopped().get(Tests.slack(Duration.ofSeconds(10))));
        runtime.close();
    }

    private Busy backlog(int messages, long nanos) {
        Busy busy = new Busy(nanos);
        ActorRef<Busy> ref = Actor.start(() -> busy, ActorOptions.defaults().runtime(runtime));
        refs.add(ref);
        for (int i = 0; i < messages; i++) {
            ref.tell(i);
        }
        return busy;
    }

    /** Tells each of a hundred once, and returns how long it took them all. */
    private Duration oneMessageEach(List<ActorRef<Tests.Code>> others) throws InterruptedException {
        CountDownLatch handled = new CountDownLatch(others.size());
        long begin = System.nanoTime();
        others.forEach(other -> other.defer(actor -> handled.countDown()));
        Tests.await(handled);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private List<ActorRef<Tests.Code>> others() {
        List<ActorRef<Tests.Code>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(Tests.start(runtime));
        }
        refs.addAll(others);
        return others;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void faultA11ABacklogOfAMillionDoesNotStarveAHundredOthers(int threads) throws InterruptedException {
        runtime = new PooledRuntime(threads);
        List<ActorRef<Tests.Code>> others = others();
        int messages = Tests.scaled(1_000_000);
        Busy busy = backlog(messages, 0);
        busy.go.countDown();
        Duration took = oneMessageEach(others);
        int handled = busy.handled.get();
        assertTrue(took.compareTo(Tests.slack(Duration.ofSeconds(1))) < 0, took::toString);
        Tests.eventually("the backlog is gone", () -> busy.handled.get() == messages);
        System.out.println("A11, " + threads + " threads: 100 others within " + took.toNanos() / 1_000
                + " us, meanwhile " + handled + " of " + messages + " handled");
    }

    /** As many as there are threads, and each message takes a millisecond: a turn is cut by the clock. */
    @Test
    void faultA11SlowHandlersWithABacklogDoNotStarveOthers() throws InterruptedException {
        runtime = new PooledRuntime(2);
        List<ActorRef<Tests.Code>> others = others();
        List<Busy> all = List.of(backlog(2_000, 1_000_000), backlog(2_000, 1_000_000));
        all.forEach(busy -> busy.go.countDown());
        Duration took = oneMessageEach(others);
        assertTrue(took.compareTo(Tests.slack(Duration.ofMillis(500))) < 0, took::toString);
        assertTrue(all.stream().allMatch(busy -> busy.handled.get() < 2_000), "they were done already");
    }

    /** Those who never stop to send to each other do not keep those waiting who are told from outside. */
    @Test
    void faultA11ActorsThatAreNeverIdleDoNotStarveThoseTheyDoNotKnow() throws InterruptedException {
        runtime = new PooledRuntime(1);
        List<ActorRef<Tests.Code>> others = others();
        ActorRef<Tests.Code> one = Tests.start(runtime);
        ActorRef<Tests.Code> two = Tests.start(runtime);
        refs.add(one);
        refs.add(two);
        play(one, two);
        for (int i = 0; i < 100; i++) {
            Duration took = oneMessageEach(others);
            assertTrue(took.compareTo(Tests.slack(Duration.ofSeconds(1))) < 0, took::toString);
        }
    }

    private void play(ActorRef<Tests.Code> one, ActorRef<Tests.Code> other) {
        one.defer(actor -> {
            if (!over) {
                play(other, one);
            }
        });
    }
}
