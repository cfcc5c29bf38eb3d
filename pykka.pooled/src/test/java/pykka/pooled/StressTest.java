package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorStarvationException;
import pykka.api.Future;
import pykka.api.inspect.Inspection;
import pykka.testkit.StopActors;

/** Everything at once, by chance: whatever meets, all messages are handled, and at the end nothing is counted any more. */
@ExtendWith(StopActors.class)
@Tag("slow")
class StressTest {
    private static final Duration LONG = Tests.slack(Duration.ofSeconds(20));

    private final List<ActorRef<Member>> members = new ArrayList<>();
    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger starved = new AtomicInteger();
    private final Queue<Future<?>> ends = new ConcurrentLinkedQueue<>();
    private ActorOptions options;

    /** Does what a number says; those of higher rank may wait for those of lower rank, so none wait for each other. */
    class Member extends Actor {
        private final int rank;
        private final Random random;

        Member(int rank) {
            this.rank = rank;
            random = new Random(rank);
        }

        @Override
        protected Object onReceive(Object message) throws Exception {
            handled.incrementAndGet();
            int depth = (Integer) message;
            switch (random.nextInt(16)) {
                case 0 -> Thread.sleep(0, 100_000);
                case 1 -> LockSupport.parkNanos(random.nextInt(3_000_000));
                case 2 -> ends.add(begin(new Member(0)).stopAsync());
                case 3, 4 -> {
                    if (rank > 0) {
                        waitFor(random.nextInt(rank));
                    }
                }
                case 5 -> {
                    for (long begin = System.nanoTime(); System.nanoTime() - begin < 50_000;) {
                        Thread.onSpinWait();
                    }
                }
                default -> {
                    for (int i = 0; i < 2 && depth > 0; i++) {
                        tell(members.get(random.nextInt(members.size())), depth - 1);
                    }
                }
            }
            return null;
        }

        private void waitFor(int other) {
            sent.incrementAndGet();
            try {
                members.get(other).ask(0);
            } catch (ActorStarvationException e) {
                starved.incrementAndGet(); // the message was taken back, unless the other had begun with it
            }
        }
    }

    private void tell(ActorRef<Member> ref, int depth) {
        sent.incrementAndGet();
        ref.tell(depth);
    }

    private static long withdrawn(long before) {
        return Inspection.counts().withdrawn() - before;
    }

    private ActorRef<Member> begin(Member member) {
        return Actor.start(() -> member, options);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "1, 64", "2, 3", "2, 64", "4, 64"})
    void whateverMeetsAllMessagesAreHandledAndNothingIsLeft(int threads, int limit) throws InterruptedException {
        Pool pool = new Pool(threads, limit);
        long before = Inspection.counts().withdrawn();
        options = ActorOptions.defaults().runtime(new PooledRuntime(pool));
        for (int i = 0; i < 40; i++) {
            members.add(begin(new Member(i)));
        }
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Thread sender = new Thread(() -> {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                for (int n = 0; n < Tests.scaled(1_000); n++) {
                    tell(members.get(random.nextInt(members.size())), 2);
                    if (random.nextInt(8) == 0) {
                        LockSupport.parkNanos(random.nextInt(1_000_000));
                    }
                }
            });
            sender.start();
            senders.add(sender);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        Tests.eventually("all messages are handled: " + pool, () -> handled.get() == sent.get() - withdrawn(before));
        members.forEach(ref -> ref.stop(LONG));
        ends.forEach(end -> end.get(LONG));
        Tests.eventually("all threads have ended",
                () -> pool.toString().equals("pooled: 0 running, 0 threads, 0 actors"));
        assertEquals(sent.get() - withdrawn(before), handled.get());
    }
}
