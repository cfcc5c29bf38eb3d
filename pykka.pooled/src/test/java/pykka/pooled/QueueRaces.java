package pykka.pooled;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import pykka.api.spi.ActorTask;

/** The queues of runnable actors. Two threads each, because jcstress leaves out what needs more processors than there are. */
public final class QueueRaces {
    private QueueRaces() {}

    /** Some tasks, each of which has to be found once. Numbers are powers of ten, so a sum tells how often each was found. */
    abstract static class Tasks {
        final LocalRunQueue local = new LocalRunQueue();
        final SubmissionQueue shared = new SubmissionQueue();
        final FakeTask one = new FakeTask(1);
        final FakeTask two = new FakeTask(10);
        final FakeTask three = new FakeTask(100);
        final FakeTask four = new FakeTask(1_000);

        /** Has the local queue begin at the end of its slots, with three of them. */
        void putThreeAtTheWrap() {
            for (int i = 0; i < LocalRunQueue.SIZE - 2; i++) {
                local.put(one);
                local.take();
            }
            local.put(one);
            local.put(two);
            local.put(three);
        }

        static int number(ActorTask task) {
            return task == null ? 0 : ((FakeTask) task).number;
        }

        /** Takes as the owner of the local queue until it is empty. */
        int takeLocal() {
            int sum = 0;
            for (ActorTask task; (task = local.take()) != null;) {
                sum += number(task);
            }
            return sum;
        }

        int takeShared() {
            int sum = 0;
            for (ActorTask task; (task = shared.take()) != null;) {
                sum += task.slot() == null ? number(task) : 1_000_000;
            }
            return sum;
        }

        /** Takes as another thread does that finds the queue as it is now. */
        int rob() {
            int sum = 0;
            long end = local.tail();
            for (ActorTask task; (task = local.takeBefore(end)) != null;) {
                sum += number(task);
            }
            return sum;
        }

        /** The owner takes two, and puts one in between. */
        int takePutTake() {
            int taken = number(local.take());
            local.put(four);
            return taken + number(local.take());
        }
    }

    @JCStressTest
    @Outcome(id = "1111, 1", expect = ACCEPTABLE, desc = "each once, and the queue knows that it is empty")
    @Outcome(expect = FORBIDDEN, desc = "lost or doubled")
    @State
    public static class OwnerAgainstRobber extends Tasks {
        private int taken;
        private int robbed;

        public OwnerAgainstRobber() {
            putThreeAtTheWrap();
        }

        @Actor
        public void owner() {
            taken = takePutTake();
        }

        @Actor
        public void robber() {
            robbed = rob();
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r1 = taken + robbed + takeLocal();
            r.r2 = local.isEmpty() ? 1 : 0;
        }
    }

    @JCStressTest
    @Outcome(id = "1111, 1", expect = ACCEPTABLE, desc = "each once, and the queue knows that it is empty")
    @Outcome(expect = FORBIDDEN, desc = "lost or doubled")
    @State
    public static class TwoRobbers extends Tasks {
        private int robbed;
        private int otherRobbed;

        public TwoRobbers() {
            putThreeAtTheWrap();
            local.put(four);
        }

        @Actor
        public void robber() {
            robbed = rob();
        }

        @Actor
        public void otherRobber() {
            otherRobbed = rob();
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r2 = local.isEmpty() ? 1 : 0;
            r.r1 = robbed + otherRobbed + takeLocal();
        }
    }

    /** What does not fit goes to the shared queue; room that a robber makes is used, and nothing is put over what is there. */
    @JCStressTest
    @Outcome(id = "1110, 256", expect = ACCEPTABLE, desc = "each once")
    @Outcome(expect = FORBIDDEN, desc = "lost or doubled")
    @State
    public static class OverflowAgainstRobber extends Tasks {
        private final FakeTask filler = new FakeTask(0);
        private int fillers;

        public OverflowAgainstRobber() {
            for (int i = 0; i < LocalRunQueue.SIZE; i++) {
                local.put(filler);
            }
        }

        @Actor
        public void owner() {
            for (FakeTask task : new FakeTask[] {two, three, four}) {
                if (!local.put(task)) {
                    shared.push(task);
                }
            }
        }

        @Actor
        public void robber() {
            long end = local.tail();
            for (int i = 0; i < 2; i++) {
                fillers += local.takeBefore(end) == filler ? 1 : 0;
            }
        }

        @Arbiter
        public void rest(II_Result r) {
            for (ActorTask task; (task = local.take()) != null;) {
                r.r1 += number(task);
                fillers += task == filler ? 1 : 0;
            }
            r.r1 += takeShared();
            r.r2 = fillers;
        }
    }

    /** Actors of one sender are taken in its order. */
    @JCStressTest
    @Outcome(id = "1111, 1, 1", expect = ACCEPTABLE, desc = "each once, in order")
    @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or out of order")
    @State
    public static class PushAgainstTake extends Tasks {
        private final int[] taken = new int[4];
        private int count;

        public PushAgainstTake() {}

        @Actor
        public void sender() {
            shared.push(one);
            shared.push(two);
        }

        @Actor
        public void otherSenderAndTaker() {
            shared.push(three);
            add(shared.take());
            shared.push(four);
            add(shared.take());
        }

        private void add(ActorTask task) {
            if (task != null) {
                taken[count++] = number(task);
            }
        }

        @Arbiter
        public void rest(III_Result r) {
            for (ActorTask task; (task = shared.take()) != null;) {
                add(task);
            }
            int last = 0;
            int lastOther = 0;
            r.r2 = 1;
            for (int number : taken) {
                r.r1 += number;
                if (number < 100) {
                    r.r2 &= number > last ? 1 : 0;
                    last = number;
                } else {
                    r.r2 &= number > lastOther ? 1 : 0;
                    lastOther = number;
                }
            }
            r.r3 = shared.isEmpty() ? 1 : 0;
        }
    }

    /** Of two that take, each gets one, no matter which one reverses the stack. */
    @JCStressTest
    @Outcome(id = "11, 1", expect = ACCEPTABLE, desc = "each once")
    @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or not found")
    @State
    public static class TwoTake extends Tasks {
        private int taken;
        private int otherTaken;

        public TwoTake() {
            shared.push(one);
            shared.push(two);
        }

        @Actor
        public void taker() {
            taken = number(shared.take());
        }

        @Actor
        public void otherTaker() {
            otherTaken = number(shared.take());
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r2 = taken > 0 && otherTaken > 0 ? 1 : 0;
            r.r1 = taken + otherTaken + takeShared();
        }
    }

    /** A thread that looks sees that there is one left, at every moment of a take and of the reversal. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "not empty")
    @Outcome(expect = FORBIDDEN, desc = "seems empty, and is not")
    @State
    public static class LookAgainstTake extends Tasks {
        public LookAgainstTake() {
            shared.push(one);
            shared.push(two);
            shared.push(three);
        }

        @Actor
        public void taker() {
            shared.take();
            shared.take();
        }

        @Actor
        public void looker(I_Result r) {
            for (int i = 0; i < 4; i++) {
                r.r1 |= shared.isEmpty() ? 1 : 0;
            }
        }
    }
}
