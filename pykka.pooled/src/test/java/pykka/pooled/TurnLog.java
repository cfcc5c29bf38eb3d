package pykka.pooled;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import pykka.api.spi.ActorThreads;

/**
 * Counts the turns that an actor waits for its own, as seen by handlers, without a mark in the pool. The system may preempt a
 * thread after it queued an actor, or after it took one, and others run thousands of turns meanwhile; that is no fault of the
 * pool. So a wait begins with what a thread reads after it has queued the actor, and ends with what the thread that runs it
 * has read before it took it: in the turn before. A wait may so be counted too short, by one preemption. It would be counted
 * too long only if a thread were preempted between the two instructions that move this very actor from a local queue to the
 * shared one: no load here has been seen to meet that, and there is no allowance for it.
 */
final class TurnLog {
    private final boolean monitored;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Turn> current = new ThreadLocal<>();

    /** A turn of a thread, as its handlers see it. */
    static final class Turn {
        private final Worker worker;
        private final int number;
        /** How many turns there had been when it had begun. */
        private final long begun;
        /** What its thread had read last before it. */
        private final long before;
        private long latest;
        private int handled;
        /** The next one of its thread. */
        private volatile Turn next;

        private Turn(Worker worker, long begun, long before) {
            this.worker = worker;
            number = worker.turns;
            this.begun = begun;
            this.before = before;
            latest = before;
        }

        /** Whether it is over, so that its actor has been queued, or is idle. Any thread. */
        boolean isOver() {
            return worker.turns != number || worker.is(Worker.IDLE) || worker.is(Worker.GONE);
        }

        /** How many turns an actor waited for this one at least, that was queued before so many were counted. */
        long waitedSince(long queued) {
            return Math.max(0, before - queued);
        }

        /** The same of an actor that was queued at the end of an earlier turn; 0 if it is not known when that was. */
        long waitedSince(Turn earlier) {
            Turn next = earlier.next;
            return next == null ? 0 : waitedSince(next.begun);
        }
    }

    /** Of a pool that has a monitor, or has one that never looks. */
    TurnLog(boolean monitored) {
        this.monitored = monitored;
    }

    /** Makes the threads of a pool, and knows them. */
    Thread make(String name, Runnable body) {
        if (!monitored && body instanceof ProgressMonitor) {
            return new Thread();
        }
        if (body instanceof Worker worker) {
            workers.add(worker);
        }
        return ActorThreads.platform("pykka-pooled-" + name, true, body);
    }

    /** How many turns all threads have begun: not more than at its end, and not less than at its begin. */
    long count() {
        long count = 0;
        for (Worker worker : workers) {
            count += worker.turns;
        }
        return count;
    }

    /** The turn that this thread is in. A handler calls it before it does anything else. */
    Turn turn() {
        Turn turn = current.get();
        if (turn == null) {
            turn = new Turn((Worker) ActorThreads.body(Thread.currentThread()), count(), 0);
            current.set(turn);
        } else if (turn.worker.turns != turn.number) {
            turn.next = new Turn(turn.worker, count(), turn.latest);
            turn = turn.next;
            current.set(turn);
        }
        return turn;
    }

    /** A handler calls it when it has done all. To count is not for free: of many messages in a turn, every 16th one does. */
    void done(boolean waited) {
        Turn turn = current.get();
        if (turn.handled++ % 16 == 0 || waited) {
            turn.latest = count();
        }
    }
}
