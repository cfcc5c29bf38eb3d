package pykka.pooled;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Threads that begin, rest and end, against those that need one. Here they are the threads of the races. */
public final class PoolRaces {
    private PoolRaces() {}

    /** A pool with one live actor, whose threads never run; it counts those that were to. */
    abstract static class Idle {
        final AtomicInteger started = new AtomicInteger();
        final Pool pool;
        final FakeTask task = new FakeTask(1);
        final FakeTask own = new FakeTask(10);
        /** Runs, as if its thread had begun. */
        final Worker worker;

        Idle(int most, int limit) {
            pool = new Pool(most, limit, (name, body) -> new Counted(name.equals("watch") ? new AtomicInteger() : started), null);
            pool.threads.begun();
            worker = pool.threads.at(0);
            started.set(0);
        }

        /** One more that runs, be it too many. */
        Worker another() {
            pool.threads.spawn();
            started.set(0);
            return pool.threads.at(pool.threads.places() - 1);
        }

        int inState(int state) {
            int count = 0;
            for (int i = 0; i < pool.threads.places(); i++) {
                Worker worker = pool.threads.at(i);
                count += worker != null && worker.is(state) ? 1 : 0;
            }
            return count;
        }

        /** Whether as many are counted as run. */
        int counted() {
            return pool.running() == inState(Worker.RUNNING) ? 1 : 0;
        }
    }

    private static final class Counted extends Thread {
        private final AtomicInteger started;

        Counted(AtomicInteger started) {
            this.started = started;
        }

        @Override
        public synchronized void start() {
            started.incrementAndGet();
        }
    }

    /** No thread parks while an actor is queued that no sender called a thread for. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it runs, and is counted")
    @Outcome(expect = FORBIDDEN, desc = "lost wake-up, or a wrong count")
    @State
    public static class BecomeIdleAgainstArrive extends Idle {
        public BecomeIdleAgainstArrive() {
            super(1, 1);
        }

        @Actor
        public void sender() {
            pool.arrive(task);
        }

        @Actor
        public void worker() {
            worker.becomeIdle();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = inState(Worker.RUNNING);
            r.r2 = pool.running();
        }
    }

    /** The same with two threads of which one may run: what the first one leaves, one of them takes. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one runs at least, and is counted")
    @Outcome(expect = FORBIDDEN, desc = "lost wake-up, or a wrong count")
    @State
    public static class TwoBecomeIdleAgainstArrive extends Idle {
        private final Worker other;

        public TwoBecomeIdleAgainstArrive() {
            super(1, 2);
            other = another();
        }

        @Actor
        public void senderAndWorker() {
            pool.arrive(task);
            worker.becomeIdle();
        }

        @Actor
        public void other() {
            other.becomeIdle();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = Math.min(1, inState(Worker.RUNNING)); // the one that saw the actor before the other one rested may be too many
            r.r2 = counted();
        }
    }

    /** One of two idle threads ends while a sender calls one. */
    @JCStressTest
    @Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "called before it ended")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "it has ended, the other one runs")
    @Outcome(expect = FORBIDDEN, desc = "lost wake-up, or a thread that is not counted")
    @State
    public static class ClaimAgainstDismiss extends Idle {
        private final Worker other;

        public ClaimAgainstDismiss() {
            super(1, 2);
            other = another();
            worker.becomeIdle();
            other.becomeIdle();
        }

        @Actor
        public void sender() {
            pool.arrive(task);
        }

        @Actor
        public void worker() {
            pool.threads.dismiss(worker);
        }

        @Arbiter
        public void look(III_Result r) {
            r.r1 = inState(Worker.RUNNING);
            r.r2 = counted();
            r.r3 = pool.threads.count();
        }
    }

    /** The last thread ends, or an actor that is started concurrently has it; else it gets another one. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the thread stays")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "it has ended, there is a new one")
    @Outcome(expect = FORBIDDEN, desc = "an actor without a thread, or one too many")
    @State
    public static class StartAgainstDismiss extends Idle {
        public StartAgainstDismiss() {
            super(1, 2);
            worker.becomeIdle();
            pool.threads.ended(1);
        }

        @Actor
        public void starter() {
            pool.start(task);
        }

        @Actor
        public void worker() {
            pool.threads.dismiss(worker);
        }

        @Arbiter
        public void look(III_Result r) {
            r.r1 = worker.is(Worker.RUNNING) ? 1 : 0;
            r.r2 = started.get();
            r.r3 = pool.running() == 1 && pool.threads.count() == 1 ? 1 : 0;
        }
    }

    /** Of two that run where one may, one gives way, and never both. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one runs on")
    @Outcome(expect = FORBIDDEN, desc = "both rest, or none")
    @State
    public static class TwoGiveWay extends Idle {
        private boolean gave;
        private boolean otherGave;

        public TwoGiveWay() {
            super(1, 2);
            another();
        }

        @Actor
        public void worker() {
            gave = pool.giveWay();
        }

        @Actor
        public void other() {
            otherGave = pool.giveWay();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = (gave ? 0 : 1) + (otherGave ? 0 : 1);
        }
    }
}
