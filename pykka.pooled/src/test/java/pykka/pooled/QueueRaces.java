package pykka.pooled;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import pykka.api.spi.ActorTask;

/** The queues of runnable actors. */
public final class QueueRaces {
    private QueueRaces() {}

    /** Some tasks, each of which has to be found once. Numbers are powers of ten, so a sum tells what was found how often. */
    abstract static class Tasks {
        final Ring ring = new Ring();
        final Ring other = new Ring();
        final Arrivals arrivals = new Arrivals();
        final FakeTask one = new FakeTask(1);
        final FakeTask two = new FakeTask(10);
        final FakeTask three = new FakeTask(100);
        final FakeTask four = new FakeTask(1_000);

        /** Takes all of a ring. */
        static int all(Ring ring) {
            int sum = 0;
            for (ActorTask task; (task = ring.take()) != null;) {
                sum += ((FakeTask) task).number;
            }
            return sum;
        }

        static int number(ActorTask task) {
            return task == null ? 0 : ((FakeTask) task).number;
        }
    }

    /** Who takes, puts and clears, and who robs, meet at the end of the slots. */
    @JCStressTest
    @Outcome(id = "1111, 1", expect = ACCEPTABLE, desc = "each once")
    @Outcome(expect = FORBIDDEN, desc = "lost or doubled")
    @State
    public static class TakeAgainstRob extends Tasks {
        private int taken;
        private int robbed;

        public TakeAgainstRob() {
            for (int i = 0; i < Ring.SIZE - 2; i++) {
                ring.put(one);
                ring.take();
            }
            ring.put(one);
            ring.put(two);
            ring.put(three);
        }

        @Actor
        public void owner() {
            taken = number(ring.take());
            ring.put(four);
            taken += number(ring.take());
            if (ring.size() == 0) {
                ring.clear();
            }
        }

        @Actor
        public void thief() {
            other.rob(ring);
            robbed = all(other);
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r1 = taken + robbed + all(ring) + all(other);
            r.r2 = ring.size() == 0 && other.size() == 0 ? 1 : 0;
        }
    }

    /** Of two thieves each gets what the other one did not. */
    @JCStressTest
    @Outcome(id = "1111, 1", expect = ACCEPTABLE, desc = "each once")
    @Outcome(expect = FORBIDDEN, desc = "lost or doubled")
    @State
    public static class TwoRob extends Tasks {
        private final Ring third = new Ring();

        public TwoRob() {
            for (FakeTask task : new FakeTask[] {one, two, three, four}) {
                ring.put(task);
            }
        }

        @Actor
        public void thief() {
            other.rob(ring);
        }

        @Actor
        public void otherThief() {
            third.rob(ring);
        }

        @Arbiter
        public void rest(II_Result r) {
            int left = ring.size();
            r.r1 = all(ring) + all(other) + all(third);
            r.r2 = left == 1 ? 1 : 0; // half of four, half of two
        }
    }

    /** What arrives while others are moved is moved later, and nothing twice. */
    @JCStressTest
    @Outcome(id = "1111, 1", expect = ACCEPTABLE, desc = "each once, in order")
    @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or out of order")
    @State
    public static class PushAgainstMove extends Tasks {
        public PushAgainstMove() {}

        @Actor
        public void sender() {
            arrivals.push(one);
            arrivals.push(two);
        }

        @Actor
        public void otherSenderAndMover() {
            arrivals.push(three);
            arrivals.moveTo(ring, 1);
            arrivals.push(four);
            arrivals.moveTo(ring, 2);
        }

        @Arbiter
        public void rest(II_Result r) {
            while (arrivals.moveTo(ring, 1)) {
                // all of them
            }
            int last = 0;
            int lastOther = 0;
            boolean ordered = true;
            for (ActorTask task; (task = ring.take()) != null;) {
                int number = number(task);
                r.r1 += number;
                if (number < 100) {
                    ordered &= number > last;
                    last = number;
                } else {
                    ordered &= number > lastOther;
                    lastOther = number;
                }
                ordered &= task.slot() == null;
            }
            r.r2 = ordered && arrivals.isEmpty() ? 1 : 0;
        }
    }

    /** Two movers do not get in each other's way; one may leave it to the other. */
    @JCStressTest
    @Outcome(id = "1111, 1", expect = ACCEPTABLE, desc = "each once")
    @Outcome(expect = FORBIDDEN, desc = "lost or doubled")
    @State
    public static class TwoMove extends Tasks {
        private boolean moved;
        private boolean otherMoved;

        public TwoMove() {
            arrivals.push(one);
            arrivals.push(two);
            arrivals.push(three);
            arrivals.push(four);
        }

        @Actor
        public void mover() {
            moved = arrivals.moveTo(ring, 2);
        }

        @Actor
        public void otherMover() {
            otherMoved = arrivals.moveTo(other, 2);
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r2 = moved || otherMoved ? 1 : 0;
            arrivals.moveTo(ring, 4);
            r.r1 = all(ring) + all(other);
        }
    }
}
