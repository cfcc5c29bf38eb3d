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
import pykka.api.ActorStarvationException;

/** Threads that wait or are blocked, against senders, the monitor, and each other. */
public final class WaitRaces {
    private WaitRaces() {}

    /** As the pool of {@link PoolRaces}. */
    abstract static class Waiting extends PoolRaces.Idle {
        Waiting(int most, int limit) {
            super(most, limit);
        }

        /** Whether a thread that is about to wait is the only one available, so that there has to be another one. */
        int isAlone(Worker waiting) {
            int before = started.get();
            pool.threads.leave(waiting);
            return started.get() - before;
        }

        /** Returns 1 if the thread may not wait. */
        int leave(Worker worker) {
            try {
                pool.threads.leave(worker);
                pool.left(worker);
                return 0;
            } catch (ActorStarvationException e) {
                return 1;
            }
        }
    }

    /** The only thread is about to wait, an actor behind it, while another one arrives: there is a thread for both. */
    @JCStressTest
    @Outcome(id = "1, 1, 11", expect = ACCEPTABLE, desc = "one more thread, and both actors are in its reach")
    @Outcome(expect = FORBIDDEN, desc = "no thread runs the actors, or a wrong count")
    @State
    public static class LeaveAgainstArrive extends Waiting {
        public LeaveAgainstArrive() {
            super(1, 3);
            worker.queue(own);
        }

        @Actor
        public void sender() {
            pool.arrive(task);
        }

        @Actor
        public void worker() {
            leave(worker);
        }

        @Arbiter
        public void look(III_Result r) {
            r.r1 = started.get();
            r.r2 = counted();
            for (FakeTask task; (task = (FakeTask) pool.shared.take()) != null;) {
                r.r3 += task.number;
            }
        }
    }

    /** Of two threads that are about to wait, and may be no more than these, one is refused. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one is refused, and runs on")
    @Outcome(expect = FORBIDDEN, desc = "both wait, or none")
    @State
    public static class TwoLeaveAtTheLimit extends Waiting {
        private final Worker other;
        private int refused;
        private int otherRefused;

        @SuppressWarnings("this-escape") // to a method that no subclass has
        public TwoLeaveAtTheLimit() {
            super(2, 2);
            other = another();
        }

        @Actor
        public void worker() {
            refused = leave(worker);
        }

        @Actor
        public void other() {
            otherRefused = leave(other);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = refused + otherRefused;
            r.r2 = pool.running();
        }
    }

    /** The monitor takes a thread for blocked that becomes idle: it is counted out once. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it does not run, and is counted out once")
    @Outcome(expect = FORBIDDEN, desc = "counted out twice, or not at all")
    @State
    public static class BlockAgainstBecomeIdle extends Waiting {
        public BlockAgainstBecomeIdle() {
            super(1, 2);
        }

        @Actor
        public void monitor() {
            pool.threads.block(worker);
        }

        @Actor
        public void worker() {
            worker.becomeIdle();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = pool.running();
            if (worker.is(Worker.BLOCKED)) {
                pool.threads.comeBack(worker);
            } else {
                worker.claim();
            }
            r.r2 = isAlone(worker);
        }
    }

    /** The same for a thread that waits, and comes back. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it runs, and is counted in once")
    @Outcome(expect = FORBIDDEN, desc = "counted twice, or not at all")
    @State
    public static class BlockAgainstLeaveAndComeBack extends Waiting {
        private final Worker other;

        @SuppressWarnings("this-escape") // to a method that no subclass has
        public BlockAgainstLeaveAndComeBack() {
            super(2, 3);
            other = another();
        }

        @Actor
        public void monitor() {
            pool.threads.block(worker);
        }

        @Actor
        public void worker() {
            leave(worker);
            pool.threads.comeBack(worker);
        }

        @Arbiter
        public void look(II_Result r) {
            if (worker.is(Worker.BLOCKED)) {
                pool.threads.comeBack(worker);
            }
            r.r1 = counted();
            pool.threads.leave(other);
            r.r2 = isAlone(worker);
        }
    }
}
