package pykka.pooled;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import pykka.api.ActorStarvationException;

/** Threads that begin, rest, wait and end, against those who need one. Here they are the threads of the races. */
public final class PoolRaces {
    private PoolRaces() {}

    /** A pool whose threads never run; it counts those that were to. */
    abstract static class Idle {
        final AtomicInteger started = new AtomicInteger();
        final Pool pool;
        final FakeTask task = new FakeTask(1);

        Idle(int most, int limit) {
            pool = new Pool(most, limit, (name, body) -> new Counted(name.equals("watch") ? new AtomicInteger() : started));
        }

        /** A worker for an actor, active, as if its thread had begun. */
        Worker begin() {
            pool.force(Load.FIRST + Load.LIVE + Load.THREAD);
            pool.first();
            started.set(0);
            Worker worker = new Worker(pool);
            pool.enter(worker);
            return worker;
        }

        int inState(int state) {
            int count = 0;
            for (int i = 0; i < pool.places(); i++) {
                Worker worker = pool.worker(i);
                count += worker != null && worker.is(state) ? 1 : 0;
            }
            return count;
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

    /** Nobody parks while something is queued that nobody was told of. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it is active, and counted")
    @Outcome(expect = FORBIDDEN, desc = "lost wake-up, or a lost permit")
    @State
    public static class RestAgainstArrival extends Idle {
        private final Worker worker;

        public RestAgainstArrival() {
            super(1, 1);
            worker = begin();
        }

        @Actor
        public void sender() {
            pool.arrive(task);
        }

        @Actor
        public void worker() {
            worker.rest();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = inState(Worker.ACTIVE);
            r.r2 = pool.active();
        }
    }

    /** The same with two threads that rest, of which one may be active at a time. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one is active, and counted")
    @Outcome(expect = FORBIDDEN, desc = "lost wake-up, or a lost permit")
    @State
    public static class TwoRestAgainstArrival extends Idle {
        private final Worker worker;
        private final Worker other;

        public TwoRestAgainstArrival() {
            super(1, 2);
            worker = begin();
            other = begin();
        }

        @Actor
        public void senderAndWorker() {
            pool.arrive(task);
            worker.rest();
        }

        @Actor
        public void other() {
            other.rest();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = Math.min(1, inState(Worker.ACTIVE)); // who saw the arrival before the other one rested may be one too many
            r.r2 = pool.active() == inState(Worker.ACTIVE) ? 1 : 0;
        }
    }

    /** The last thread ends, or an actor that is started meanwhile has it; else it gets another one. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the thread stays")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it has ended, there is a new one")
    @Outcome(expect = FORBIDDEN, desc = "an actor without a thread, or one too many")
    @State
    public static class EndAgainstStart extends Idle {
        private final Worker worker;

        public EndAgainstStart() {
            super(1, 2);
            worker = begin();
            worker.rest();
            pool.ended(1);
        }

        @Actor
        public void starter() {
            pool.start(task);
        }

        @Actor
        public void worker() {
            if (pool.dismiss() && worker.end(Worker.LOOKING)) {
                pool.exit(worker);
            }
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = worker.is(Worker.ACTIVE) ? 1 : 0;
            r.r2 = started.get();
        }
    }

    /** One of two threads ends while somebody needs one: it is called back, or the other one is there. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "called back, or not let go")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it has ended, the other one is active")
    @Outcome(expect = FORBIDDEN, desc = "lost wake-up, or a thread that is not counted")
    @State
    public static class EndAgainstArrival extends Idle {
        private final Worker worker;
        private final Worker other;

        public EndAgainstArrival() {
            super(1, 2);
            worker = begin();
            other = begin();
            worker.rest();
            other.rest();
        }

        @Actor
        public void sender() {
            pool.arrive(task);
        }

        @Actor
        public void worker() {
            if (pool.dismiss() && worker.end(Worker.LOOKING)) {
                pool.exit(worker);
            }
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = inState(Worker.ACTIVE);
            r.r2 = pool.threads();
        }
    }

    /** The only thread is about to wait for an actor that somebody wakes meanwhile: there is another one to run it. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "there is another thread, and one permit is taken")
    @Outcome(expect = FORBIDDEN, desc = "nobody runs the actor, or permits are lost")
    @State
    public static class LeaveAgainstArrival extends Idle {
        private final Worker worker;

        public LeaveAgainstArrival() {
            super(1, 3);
            worker = begin();
        }

        @Actor
        public void sender() {
            pool.arrive(task);
        }

        @Actor
        public void worker() {
            worker.leave();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = started.get();
            r.r2 = pool.active();
        }
    }

    /** The watch lets others in while the thread comes to its end, waits, or comes back: it gives its permit back once. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "given back once")
    @Outcome(expect = FORBIDDEN, desc = "lost, or given back twice")
    @State
    public static class LoseAgainstRest extends Idle {
        private final Worker worker;

        public LoseAgainstRest() {
            super(1, 1);
            worker = begin();
        }

        @Actor
        public void watch() {
            if (worker.lose(Thread.State.WAITING)) {
                pool.release();
            }
        }

        @Actor
        public void worker() {
            worker.rest();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = pool.active();
        }
    }

    /** The same for a thread that comes back from a wait. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "active, and counted")
    @Outcome(expect = FORBIDDEN, desc = "a permit too many or too few")
    @State
    public static class LoseAgainstWait extends Idle {
        private final Worker worker;

        public LoseAgainstWait() {
            super(1, 2);
            worker = begin();
        }

        @Actor
        public void watch() {
            if (worker.lose(Thread.State.WAITING)) {
                pool.release();
            }
        }

        @Actor
        public void worker() {
            worker.leave();
            worker.comeBack();
        }

        @Arbiter
        public void look(I_Result r) {
            worker.regain();
            r.r1 = pool.active() - started.get(); // without the permit of the thread that was made
        }
    }

    /** Of two threads that are about to wait, and may be no more than these, one is refused. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one is refused")
    @Outcome(expect = FORBIDDEN, desc = "both wait, or none")
    @State
    public static class TwoLeave extends Idle {
        private final Worker worker;
        private final Worker other;
        private int refused;
        private int otherRefused;

        public TwoLeave() {
            super(2, 2);
            worker = begin();
            other = begin();
        }

        private static int leave(Worker worker) {
            try {
                worker.leave();
                return 0;
            } catch (ActorStarvationException e) {
                return 1;
            }
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
        public void look(I_Result r) {
            r.r1 = refused + otherRefused;
        }
    }
}
