package pykka.pooled;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The thread of a waiting actor, who wakes it, and the watch: in each case the run that is due is in one place. */
public final class WaitingActorRaces {
    private WaitingActorRaces() {}

    /** A waiting actor whose thread never runs. */
    abstract static class Waiting {
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger watches = new AtomicInteger();
        final Pool pool = new Pool(1, 1, (name, body) -> new Idle(name.endsWith("virtual-watch") ? watches : new AtomicInteger()),
                this::thread);
        final FakeTask task = new FakeTask(1) {
            @Override
            public Turn run(int maxMessages, long maxNanos, @Nullable Predicate<BooleanSupplier> linger) {
                runs.incrementAndGet();
                return Turn.ENDED;
            }
        };
        final WaitingActor actor = new WaitingActor(pool, task, false); // or a wake would make a new one

        /** @param state the actor's */
        Waiting(int state) {
            pool.threads.begun();
            task.slot(actor);
            actor.move(WaitingActor.DUE, state);
        }

        Thread thread(String name, Runnable body) {
            return new Idle(new AtomicInteger());
        }

        /** How many runs are due in the pool. */
        int inPool() {
            int count = 0;
            while (pool.shared.take() != null) {
                count++;
            }
            return count;
        }
    }

    private static final class Idle extends Thread {
        private final AtomicInteger started;

        Idle(AtomicInteger started) {
            this.started = started;
        }

        @Override
        public synchronized void start() {
            started.incrementAndGet();
        }
    }

    /** The thread begins late, as the watch takes the run back. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the thread runs the actor")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the pool runs the actor")
    @Outcome(expect = FORBIDDEN, desc = "the run is lost, or made twice")
    @State
    public static class BeginAgainstTakeBack extends Waiting {
        public BeginAgainstTakeBack() {
            super(WaitingActor.DUE);
        }

        @Actor
        public void thread() {
            actor.run();
        }

        @Actor
        public void watch() {
            actor.takeBack();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = runs.get();
            r.r2 = inPool();
        }
    }

    /** A message comes as the turn ends. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the thread has the run")
    @Outcome(expect = FORBIDDEN, desc = "the run is lost, or due twice")
    @State
    public static class EndOfTurnAgainstWake extends Waiting {
        public EndOfTurnAgainstWake() {
            super(WaitingActor.RUNNING);
        }

        @Actor
        public void thread() {
            actor.endTurn(false, true);
        }

        @Actor
        public void sender() {
            pool.wake(task);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = actor.state();
            r.r2 = inPool();
        }
    }

    /** A message comes as the actor leaves its thread. */
    @JCStressTest
    @Outcome(id = "4, 1", expect = ACCEPTABLE, desc = "the pool has the run")
    @Outcome(expect = FORBIDDEN, desc = "the run is lost, or due twice")
    @State
    public static class LeaveAgainstWake extends Waiting {
        public LeaveAgainstWake() {
            super(WaitingActor.RUNNING);
        }

        @Actor
        public void thread() {
            actor.endTurn(false, false);
        }

        @Actor
        public void sender() {
            pool.wake(task);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = actor.state();
            r.r2 = inPool();
        }
    }

    /** A message comes as the watch ends the thread of an actor that was idle for long. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the thread has the run")
    @Outcome(id = "4, 1", expect = ACCEPTABLE, desc = "the pool has the run")
    @Outcome(expect = FORBIDDEN, desc = "the run is lost, or due twice")
    @State
    public static class DismissAgainstWake extends Waiting {
        public DismissAgainstWake() {
            super(WaitingActor.IDLE);
        }

        @Actor
        public void watch() {
            actor.dismiss();
        }

        @Actor
        public void sender() {
            pool.wake(task);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = actor.state();
            r.r2 = inPool();
        }
    }

    /** The watch takes back a run, and the message that it is for comes only now. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the thread has the run")
    @Outcome(id = "4, 1", expect = ACCEPTABLE, desc = "the pool has the run")
    @Outcome(expect = FORBIDDEN, desc = "the run is lost, or due twice")
    @State
    public static class TakeBackAgainstWake extends Waiting {
        public TakeBackAgainstWake() {
            super(WaitingActor.IDLE);
        }

        @Actor
        public void watch() {
            actor.takeBack();
        }

        @Actor
        public void sender() {
            pool.wake(task);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = actor.state();
            r.r2 = inPool();
        }
    }

    /** The JVM refuses the thread as the watch takes the run back. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the pool has the run")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "who wanted to start the thread has the run")
    @Outcome(expect = FORBIDDEN, desc = "the run is lost, or due twice")
    @State
    public static class RefusalAgainstTakeBack extends Waiting {
        private boolean started;

        public RefusalAgainstTakeBack() {
            super(WaitingActor.GONE);
            pool.waiting.admits();
        }

        @Override
        Thread thread(String name, Runnable body) {
            return new Thread() {
                @Override
                public synchronized void start() {
                    throw new OutOfMemoryError("unable to create native thread");
                }
            };
        }

        @Actor
        public void sender() {
            started = WaitingActor.start(pool, task, true);
        }

        @Actor
        public void watch() {
            for (int i = 0; i < 6; i++) {
                pool.waiting.look(i);
            }
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = started ? 1 : 0;
            r.r2 = inPool();
        }
    }

    /** An actor comes as the watch ends. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "it goes on")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "there is a new one")
    @Outcome(expect = FORBIDDEN, desc = "none, or two")
    @State
    public static class EndOfTheWatchAgainstAdd extends Waiting {
        private boolean ended;

        public EndOfTheWatchAgainstAdd() {
            super(WaitingActor.DUE);
            pool.waiting.admits();
            watches.set(0);
        }

        @Actor
        public void watch() {
            ended = pool.waiting.end();
        }

        @Actor
        public void sender() {
            pool.waiting.add(actor);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = ended ? 1 : 0;
            r.r2 = watches.get();
        }
    }
}
